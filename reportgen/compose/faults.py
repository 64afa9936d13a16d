"""What can go wrong in composing, before it is known where: turned into findings at the template's or file's line."""

from reportgen.base.source import FieldPath


class ComposeError(Exception):
    """A template asks for something that is not there, or prints something that can't be printed."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class ProseError(ComposeError):
    """What an officer's text asks for can't be printed; `path` leads to the text."""

    def __init__(self, path: FieldPath, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.path = path
