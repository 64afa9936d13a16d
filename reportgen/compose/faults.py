"""What can go wrong in composing, before it is known where: turned into findings at the template's or file's line."""


class ComposeError(Exception):
    """A template asks for something that is not there, or prints something that can't be printed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
