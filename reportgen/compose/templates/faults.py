"""The faults of templates in words for whoever keeps a house style, at their lines."""

import re
from pathlib import Path

from reportgen.base.finding import Finding, found_at
from reportgen.base.source import Source, Span
from reportgen.compose.templates.language import WHAT_MAY

_LOOK = "look for a bracket, quotation mark or brace that is missing before it"

_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        r"Unexpected end of template\. .*closed is '(\w+)'.*",
        r"`{% \1 %}` is opened and never closed.",
        r"put `{% end\1 %}` where it ends",
    ),
    (
        r"unexpected end of template, expected .*",
        "What is opened by `{{` or `{%` is never closed.",
        "close it with `}}` or `%}`",
    ),
    (
        r"Encountered unknown tag 'end(\w+)'.*",
        r"`{% end\1 %}` closes what was never opened.",
        "take it out, or open it above",
    ),
    (r"Encountered unknown tag '(\w+)'.*", r"There is no `{% \1 %}`.", WHAT_MAY),
    (
        r"Expected an expression, got 'end of (?:print|print statement|statement block)'",
        "Something is missing here.",
        "write the name of a field between the braces",
    ),
    (r"expected name or number", "A name is missing after the full stop.", "write the name of a field after it"),
    (
        r"expected token '(?:end of print statement|end of statement block)', got '(.+)'",
        r"`\1` is not expected here.",
        _LOOK,
    ),
    (r"expected token '(.+)', got '(?:end of .+)'", r"`\1` is missing before the closing braces.", r"write `\1` there"),
    (r"expected token '(.+)', got '(.+)'", r"`\1` is expected here, not `\2`.", _LOOK),
    (r"unexpected char '(.+)' at \d+", r"`\1` is not expected here.", _LOOK),
    (r"unexpected '(.+?)'(?:, expected .+)?", r"`\1` is not expected here.", _LOOK),
    (r"No filter named '(.+?)'.*", r"There is no filter `\1`.", ""),
    (
        r"No test named '(.+?)'.*",
        r"There is no test `\1`.",
        "ask with `{% if … %}` alone, which is no for what is empty; the only test is `is defined`",
    ),
    (
        r"Missing end of (comment|raw).*",
        r"A \1 is opened and never closed.",
        "close a comment with `!}`, raw text with `{% endraw %}`",
    ),
    (r"tag name expected", "A word is missing after `{%`.", WHAT_MAY),
    (
        r"the template .* does not export the requested name '(\w+)'",
        r"There is no macro `\1` there.",
        "look for its name in the template that it is imported from",
    ),
    (
        r"the inline if-expression .*",
        "This prints nothing where its `if` is not so.",
        "add an `else` with what to print then",
    ),
    (r"There is nothing called `.+` here", r"\g<0>.", ""),
)


def in_words(message: str) -> tuple[str, str]:
    """Return Jinja2's words for a fault of a template without its words for programmers, and how to mend it."""
    plain = message.rstrip(".").removesuffix(" found")
    for known, sentence, hint in _SENTENCES:
        if found := re.fullmatch(known, plain, re.DOTALL):
            return found.expand(sentence), found.expand(hint)
    return "This puts together what doesn't go together.", "look at what stands on each side of the sign or word"


class TemplateError(Exception):
    """A fault of a template, with its file (a path, or the name of one that can't be found) and its line."""

    def __init__(self, file: Path | str, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.file, self.line, self.message, self.hint = file, line, message, hint

    def finding(self) -> Finding:
        """Return the fault as a finding at its line of the template, at what it names where that stands there."""
        name = self.file.as_posix() if isinstance(self.file, Path) else self.file
        source = Source(name, _text_of(self.file))
        span = _stretch(source.text, self.line, self.message)
        return found_at(source, span, "TEMPLATE", self.message, hint=self.hint)


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
