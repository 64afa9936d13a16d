"""The faults of templates in words for whoever keeps a house style, at their lines."""

import re
from pathlib import Path

from reportgen.base.finding import Finding, found_at
from reportgen.base.source import Source, Span

_MENDER = "a template is mended by the person who keeps your house style"

_DONT_GO = "the template puts together what doesn't go together"

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Unexpected end of template\. .*closed is '(\w+)'.*", r"`{% \1 %}` is opened and never closed by `{% end\1 %}`"),
    (r"unexpected end of template, expected .*", "what is opened by `{{` or `{%` is never closed"),
    (r"Encountered unknown tag 'end(\w+)'.*", r"`{% end\1 %}` closes what was never opened"),
    (r"Encountered unknown tag '(\w+)'.*", r"there is no `{% \1 %}`"),
    (r"Expected an expression, got 'end of (?:print|print statement|statement block)'", "something is missing here"),
    (r"expected name or number", "a name is missing after the full stop"),
    (r"expected token '(?:end of print statement|end of statement block)', got '(.+)'", r"`\1` is not expected here"),
    (r"expected token '(.+)', got '(?:end of .+)'", r"`\1` is missing before the closing braces"),
    (r"expected token '(.+)', got '(.+)'", r"`\1` is expected here, not `\2`"),
    (r"unexpected char '(.+)' at \d+", r"`\1` is not expected here"),
    (r"unexpected '(.+?)'(?:, expected .+)?", r"`\1` is not expected here"),
    (r"No filter named '(.+?)'.*", r"there is no filter `\1`"),
    (r"No test named '(.+?)'.*", r"there is no test `\1`"),
    (r"Missing end of (comment|raw).*", r"a \1 is opened and never closed"),
    (r"tag name expected", "a word is missing after `{%`"),
    (r"parameter '(\w+)' was not provided", r"the macro is not given its `\1`"),
    (r"macro '(\w+)' takes .*", r"the macro `\1` is given more than it takes"),
    (r"the template .* does not export the requested name '(\w+)'", r"there is no macro `\1` there"),
    (r"the inline if-expression .*", "this prints nothing where its `if` is not so: add an `else`"),
    (r"((?:there is nothing|there is no|a template|this template|only|`|the character|the filter).*)", r"\1"),
)  # fmt: skip


def in_words(message: str) -> str:
    """Return Jinja2's words for a fault of a template without its words for programmers."""
    plain = message.rstrip(".").removesuffix(" found")
    for known, sentence in _SENTENCES:
        if found := re.fullmatch(known, plain, re.DOTALL):
            return found.expand(sentence)
    return _DONT_GO


class TemplateError(Exception):
    """A fault of a template, with its file (a path, or the name of one that can't be found) and its line."""

    def __init__(self, file: Path | str, line: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.file, self.line, self.message, self.hint = file, line, message, hint

    def finding(self) -> Finding:
        """Return the fault as a finding at its line of the template, at what it names where that stands there."""
        name = self.file.as_posix() if isinstance(self.file, Path) else self.file
        source = Source(name, _text_of(self.file))
        span = _stretch(source.text, self.line, self.message)
        return found_at(source, span, "TEMPLATE", self.message, hint=self.hint or _MENDER)


def _text_of(file: Path | str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8") if isinstance(file, Path) else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _stretch(text: str, number: int, message: str) -> Span | None:
    lines = text.split("\n")
    if not 0 < number <= len(lines):
        return None
    line, start = lines[number - 1], sum(len(line) + 1 for line in lines[: number - 1])
    for named in re.findall(r"`([^`]+)`", message)[:1]:
        if line.count(named) == 1:
            return Span(start + line.index(named), start + line.index(named) + len(named))
    indent = len(line) - len(line.lstrip())
    return Span(start + indent, start + max(len(line.rstrip()), indent + 1))
