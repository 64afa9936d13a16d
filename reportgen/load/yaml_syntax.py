"""Why a text can't be read as YAML, in an officer's words: the likely slip, where it is, and how to mend it.

A fault whose mending needs no more room than it has is mended in a copy of the text, so that the reader can go on to
the next one; the copy is never kept.
"""

import re
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import NamedTuple

from reportgen.base.finding import Finding, found_at
from reportgen.base.source import Source, Span
from reportgen.load import faults


class Token(NamedTuple):
    """A piece of YAML: character offsets."""

    start: int
    end: int


class Broken(NamedTuple):
    """Where YAML stopped reading: its own words, where that began and ended, and what came before."""

    reason: str
    begun: int
    stopped: int
    tokens: tuple[Token, ...]


class Diagnosis(NamedTuple):
    """What is wrong, and the text with that mended; no mended text where what follows can't be judged."""

    finding: Finding
    mended: str | None = None


class _Line(NamedTuple):
    number: int
    start: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def first(self) -> int:
        """Return the offset of the first character that is no space."""
        return self.start + self.indent


_NAME = r"[^\s:#'\"\[\]{},-][^:#'\"\n]*?"
_NO_SPACE = re.compile(rf"\s*(?:- +)*{_NAME}(:)(?=[^\s:/])(?!.*:(?:\s|$))")
_FIELD = re.compile(rf" *(?:- +)*({_NAME}|'[^'\n]*'|\"[^\"\n]*\") *:(?:\s|$)")
_BARE_NAME = re.compile(rf" *(?:- +)*({_NAME}) *:\s*(?:#.*)?")
_PLAIN_FIELD = re.compile(r" *(?:- +)*[a-z][a-z0-9_]*:(?:\s|$)")
_NO_SPACE_DASH = re.compile(r" *(-)(?=[^\s-])")
_BLOCK_SIGN = re.compile(r"(?:^|[\s:-])[|>][0-9+-]{0,2}\s*(?:#.*)?$")
_QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=\s*[,:\]}])"""
_PLAIN = r"""(?![\s,:\]}"'\[]|\{(?!\{))(?:\{\{[^{}\n]*\}\}|[^{}\[\]\n,:]|:(?!\s)"""
_IN_LIST = re.compile(rf"{_QUOTED}|(?P<plain>{_PLAIN})+)")
_IN_BRACES = re.compile(rf"{_QUOTED}|(?P<plain>{_PLAIN}|,(?!\s*$|\s+[\w.-]+\s*:\s))+)")
"""The texts of an entry in brackets: in quotation marks, or without them, and then with references whole."""
_LONG = 60
_MAY_BE_NO_BREAK = re.compile("\n[ \t]*[\u00a0\u2000-\u200a\u202f\u3000]")
_CURLY_OPENS = ("“", "‘", "„")
_CURLY_CLOSES = "”’“"
_NO_BREAK = re.compile("[ \t]*([\u00a0\u2000-\u200a\u202f\u3000][\\s]*)")


def tab_faults(source: Source, text: str) -> Iterator[Finding]:
    """Yield a finding for every line, outside text after `|` or `>`, that is indented with a tab."""
    for line in _code_lines(text):
        if match := re.match(r" *(\t[ \t]*)\S", line.text):
            span = Span(line.start + match.start(1), line.start + match.end(1))
            yield found_at(
                source, span, faults.YAML_TAB, "This line is indented with a tab.",
                hint="use spaces, two for each level",
            )  # fmt: skip


def no_break_spaces(text: str) -> Iterator[Span]:
    """Yield where lines, outside text after `|` or `>`, are indented with no-break or other spaces not of YAML."""
    if _MAY_BE_NO_BREAK.search(text) or _NO_BREAK.match(text):
        for line in _code_lines(text):
            if (match := _NO_BREAK.match(line.text)) and match.end() < len(line.text):
                yield Span(line.start + match.start(1), line.start + match.end(1))


def without_tabs(text: str) -> str:
    """Return the text with a space for every tab that indents a line."""
    return re.sub(r"^[ \t]+", lambda match: " " * len(match.group()), text, flags=re.MULTILINE)


def diagnose(source: Source, text: str, broken: Broken) -> Diagnosis:
    """Return the likely reason why YAML stopped reading a text."""
    case = _Case(source, text, broken)
    for pattern, explain in _REASONS:
        if re.search(pattern, broken.reason) and (diagnosis := explain(case)):
            return diagnosis
    return case.found(
        faults.YAML_SYNTAX, broken.stopped, 1, "From here on the file can't be read as YAML.",
        "look at this line and the one above it for a missing colon, a quotation mark that is not closed, or text that "
        "needs quotation marks",
    )  # fmt: skip


class _Case(NamedTuple):
    source: Source
    text: str
    broken: Broken

    def line(self, offset: int) -> _Line:
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", start)
        content = self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")
        return _Line(self.text.count("\n", 0, start) + 1, start, content)

    def line_above(self, line: _Line) -> _Line | None:
        """Return the nearest line above that is not blank and no comment."""
        while line.start > 0:
            line = self.line(line.start - 1)
            if line.text.strip() and not line.text.lstrip().startswith("#"):
                return line
        return None

    def rest(self, offset: int) -> str:
        """Return the text from an offset to the end of its line."""
        return self.text[offset:].partition("\n")[0].rstrip()

    def with_sign(self, offset: int, sign: str) -> str:
        return self.text[:offset] + sign + self.text[offset + 1 :]

    def found(
        self, rule: str, offset: int, length: int, message: str, hint: str, mended: str | None = None
    ) -> Diagnosis:
        span = Span(offset, offset + max(length, 1))
        return Diagnosis(found_at(self.source, span, rule, message, hint=hint), mended)


def _code_lines(text: str) -> Iterator[_Line]:
    """Yield the lines of a text that are neither blank nor comments nor text after `|` or `>`."""
    start, block_indent = 0, -1
    for number, content in enumerate(text.split("\n"), start=1):
        line = _Line(number, start, content.rstrip("\r"))
        start += len(content) + 1
        if not content.strip():
            continue
        if 0 <= block_indent < line.indent:
            continue
        block_indent = -1
        if content.lstrip().startswith("#"):
            continue
        if _BLOCK_SIGN.search(line.text):
            block_indent = line.indent
        yield line


def _in_quotes(text: str) -> str:
    """Return how to write a text in quotation marks, or how in general where it is long."""
    text = text.strip()
    if text[:1] in _CURLY_OPENS and len(text) > 2:
        text = text[1:].rstrip(_CURLY_CLOSES)
        return f'typographic quotation marks hold no text together, straight ones do: "{text[:_LONG]}"'
    if len(text) > _LONG or '"' in text or "\\" in text:
        return "put the whole text in quotation marks, or begin it on a new line after `|`"
    return f'put the text in quotation marks: "{text}"'


def _unclosed_quote(case: _Case) -> Diagnosis:
    begun = case.broken.begun
    return case.found(
        faults.YAML_QUOTES, begun, 1, "The quotation mark that opens here is never closed.",
        "close it at the end of the text, or take it away", case.with_sign(begun, "x"),
    )  # fmt: skip


def _escape(case: _Case) -> Diagnosis | None:
    at = case.text.rfind("\\", 0, case.broken.stopped + 2)
    if at < 0:
        return None
    sign = case.text[at : at + 2].rstrip()
    return case.found(
        faults.YAML_QUOTES, at, len(sign), f"Inside double quotation marks `{sign}` stands for no character.",
        "write the backslash twice, or put the text in single quotation marks", case.with_sign(at, "x"),
    )  # fmt: skip


def _begins_with_sign(case: _Case) -> Diagnosis | None:
    """Text that begins with a sign that YAML keeps for itself."""
    at = case.broken.begun if case.text[case.broken.begun : case.broken.begun + 1] in "&*!%" else case.broken.stopped
    sign = case.text[at : at + 1]
    if not sign.strip():
        return None
    rule = {"*": faults.YAML_ANCHOR, "&": faults.YAML_ANCHOR, "!": faults.YAML_TAG}.get(sign, faults.YAML_QUOTES)
    value = case.rest(at)
    shown = "a backtick" if sign == "`" else f"`{sign}`"
    return case.found(
        rule, at, len(value), f"Text can't begin with {shown} unless it stands in quotation marks.",
        _in_quotes(value), case.with_sign(at, "x"),
    )  # fmt: skip


def _directive(case: _Case) -> Diagnosis:
    line = case.line(case.broken.begun)
    return case.found(
        faults.YAML_SYNTAX, line.start, len(line.text), "A line can't begin with `%`.",
        "delete the line, or begin it with the field's name", case.with_sign(line.start, "#"),
    )  # fmt: skip


def _tab(case: _Case) -> Diagnosis | None:
    at = case.broken.stopped
    if case.text[at : at + 1] != "\t":
        return None
    mended = case.with_sign(at, " ")
    return case.found(faults.YAML_TAB, at, 1, "Here stands a tab.", "use spaces, two for each level", mended)


def _after_block_sign(case: _Case) -> Diagnosis:
    at = case.broken.begun
    sign = case.text[at : at + 1]
    return case.found(
        faults.YAML_SYNTAX, at, len(case.rest(at)), f"Text can't stand on the line of the sign `{sign}`.",
        f"begin the text on the next line, two spaces further in; or, if `{sign}` belongs to it, put it in quotation "
        "marks", case.with_sign(at, "x"),
    )  # fmt: skip


def _bracket(case: _Case) -> Diagnosis:
    at = case.broken.begun
    if not case.text.startswith("{{", at) and (reference := _reference_in_brackets(case)):
        return reference
    if (
        case.text[case.broken.stopped : case.broken.stopped + 1] == ":"
        and "\n" not in case.text[at : case.broken.stopped]
    ):
        return _lone_colon(case)
    sign = case.text[at : at + 1]
    closing = {"[": "]", "{": "}"}.get(sign, "]")
    mended = case.with_sign(at, "x")
    if case.text.startswith("{{", at):
        return case.found(
            faults.YAML_QUOTES, at, len(case.rest(at)), "Text that begins with `{{` must stand in quotation marks.",
            _in_quotes(case.rest(at)), mended,
        )  # fmt: skip
    return case.found(
        faults.YAML_SYNTAX, at, len(case.rest(at)), f"The bracket `{sign}` that opens here is not closed properly.",
        f"part entries with commas and close with `{closing}`; or, if it is text, put it in quotation marks", mended,
    )  # fmt: skip


def _reference_in_brackets(case: _Case) -> Diagnosis | None:
    """A text with a reference, in an entry of one line, without the quotation marks that it wants there."""
    at = case.broken.begun
    is_list = case.text[at] == "["
    begun = case.text[at : case.broken.stopped] + case.rest(case.broken.stopped)
    entry = re.match(r"(?:.*[,{\[][ \t\r]*\n)*.*", begun)
    texts = (_IN_LIST if is_list else _IN_BRACES).finditer(entry[0], 1) if entry else ()
    text = next((found for found in texts if "{{" in (found["plain"] or "")), None)
    if text is None:
        return None
    plain, start = text["plain"].rstrip(), at + text.start("plain")
    mended = case.text[:start] + re.sub(r"[{}:#]", "x", plain) + case.text[start + len(plain) :]
    return case.found(
        faults.YAML_QUOTES, start, len(plain),
        f"Text with `{{{{ }}}}` inside `{'[ ]' if is_list else '{ }'}` must stand in quotation marks.",
        _in_quotes(plain).removesuffix(", or begin it on a new line after `|`"), mended,
    )  # fmt: skip


def _colon(case: _Case) -> Diagnosis | None:
    """A colon where none can stand: in text without quotation marks, or after a line with a slip of its own."""
    at = case.broken.stopped
    line = case.line(at)
    before = _FIELD.match(case.text[line.start : at])
    if before:
        value = line.text[before.end() :]
        line_end = line.start + len(line.text)
        mended = re.sub(r":(?=\s|$)", ";", case.text[at:line_end])
        return case.found(
            faults.YAML_QUOTES, at, 1, "A colon stands in text that has no quotation marks.", _in_quotes(value),
            case.text[:at] + mended + case.text[line_end:],
        )  # fmt: skip
    above = case.line_above(line)
    if above is None or line.text[: at - line.start].lstrip(" -").startswith(("{", "[")):
        return _lone_colon(case)
    if slip := _no_space(case, above):
        return slip
    field = _FIELD.match(above.text)
    name = line.text.strip().partition(":")[0]
    if not field:
        return _text_without_bar(case, above) or _neither(case, above)
    return case.found(
        faults.YAML_INDENTATION, line.first, len(name),
        f"This line stands further in than `{field[1]}` above it, which has its value already.",
        f"line it up with `{field[1]}`; or, if it goes on with the text above, put the whole text in quotation marks",
        case.with_sign(at, ";"),
    )  # fmt: skip


def _lone_colon(case: _Case) -> Diagnosis:
    at = case.broken.stopped
    hint = "put text that holds a colon in quotation marks"
    return case.found(faults.YAML_QUOTES, at, 1, "A colon stands where none can.", hint, case.with_sign(at, ";"))


def _no_space(case: _Case, line: _Line) -> Diagnosis | None:
    """`name:value`, or `-entry`."""
    match = _NO_SPACE.match(line.text)
    if match:
        at = line.start + match.start(1)
        written = line.text.strip()
        split = written.index(":") + 1
        hint = f"write `{written[:split]} {written[split:]}`" if len(written) < _LONG else "put a space after it"
        mended = case.text[: at + 1] + " " + case.text[at + 2 :]
        return case.found(faults.YAML_SYNTAX, at, 1, "There is no space after this colon.", hint, mended)
    match = _NO_SPACE_DASH.match(line.text)
    if match:
        at = line.start + match.start(1)
        mended = case.text[: at + 1] + " " + case.text[at + 2 :]
        return case.found(
            faults.YAML_SYNTAX, at, 1, "There is no space after this dash.", "put a space after it", mended
        )
    return None


def _neither(case: _Case, line: _Line) -> Diagnosis:
    return case.found(
        faults.YAML_SYNTAX, line.first, len(line.text.strip()), "This line has no name and colon.",
        "write it as `name: value`; or, if it goes on with the text above, indent it further than that text's name",
        case.with_sign(line.first, "#"),
    )  # fmt: skip


def _text_without_bar(case: _Case, line: _Line) -> Diagnosis | None:
    """A text of several paragraphs below its name, with no `|` behind that: told once, at the name."""
    first, owner = line, case.line_above(line)
    while owner is not None and owner.indent >= line.indent:
        first, owner = owner, case.line_above(owner)
    named = _BARE_NAME.fullmatch(owner.text) if owner is not None else None
    if owner is None or named is None or _FIELD.match(first.text) or first.text.lstrip().startswith("- "):
        return None
    # A name without spaces and a colon begin a field: this is a group of fields, one of which lacks its colon.
    rest = case.text[first.start :].splitlines()
    below = takewhile(lambda text: not text.strip() or text.startswith(" " * line.indent), rest)
    if any(_PLAIN_FIELD.match(text) for text in below):
        return None
    name, at = named[1].strip(), owner.start + named.start(1)
    message = (
        f"The text of `{name}` has no `|` before it, so that its colons and dashes are taken for fields and lists."
    )
    hint = f"put `|` after `{name}:`, as `{name}: |`, and the text on the lines below it"
    # What is mended has no more room than there was: two letters of the name make it.
    end = owner.start + len(owner.text.rstrip())
    spare = len(named[1]) > 2 and owner.text.rstrip().endswith(f"{named[1]}:")
    mended = f"{case.text[: end - 3]}: |{case.text[end:]}" if spare else None
    return case.found(faults.YAML_SYNTAX, at, len(name) + 1, message, hint, mended)


def _no_colon(case: _Case) -> Diagnosis:
    line = case.line(case.broken.begun)
    return _text_without_bar(case, line) or _no_space(case, line) or _neither(case, line)


def _text_before_fields(case: _Case) -> Diagnosis | None:
    line = next((line for line in _code_lines(case.text) if not _FIELD.match(line.text)), None)
    if line is None or line.start >= case.broken.stopped:
        return None
    return case.found(
        faults.YAML_SYNTAX, line.first, len(line.text.strip()), "This line is neither a field nor a comment.",
        "write it as `name: value`; or begin it with `#`, if it is a comment", case.with_sign(line.first, "#"),
    )  # fmt: skip


def _dash(case: _Case) -> Diagnosis:
    at = case.broken.stopped
    return case.found(
        faults.YAML_SYNTAX, at, len(case.rest(at)), "A list can't begin on the line of its name.",
        "begin each entry on a line of its own, with a dash; or, if it is text, put it in quotation marks",
        case.with_sign(at, "x"),
    )  # fmt: skip


def _out_of_place(case: _Case) -> Diagnosis | None:
    """Something follows a whole value, or a line's indentation fits nowhere."""
    at = case.broken.stopped
    last = next((t for t in reversed(case.broken.tokens) if t.end <= at and t.end > t.start), None)
    if last and not case.text[last.end : at].strip(" \t\r\n"):
        if case.text[last.start] in "'\"" and (after := _after_quotes(case, last)):
            return after
        if case.text[last.start] in "]}" and "\n" not in case.text[last.end : at]:
            return _after_bracket(case, last)
    line = case.line(at)
    if line.first != at:
        return None
    if case.text[at : at + 1] == ":":
        return case.found(
            faults.YAML_NAME, at, 1, "There is no name before this colon.", "write the field's name before it",
            case.with_sign(at, "#"),
        )  # fmt: skip
    return _indentation(case, line)


def _after_quotes(case: _Case, quoted: Token) -> Diagnosis | None:
    at, mended = case.broken.stopped, case.with_sign(quoted.start, "x")
    opened, closed = case.line(quoted.start), case.line(quoted.end)
    if opened.number != closed.number:
        return case.found(
            faults.YAML_QUOTES, quoted.start, 1,
            f"The quotation mark that opens here is closed only by the one on line {closed.number}.",
            "close it at the end of the text, or take it away", mended,
        )  # fmt: skip
    if closed.number != case.line(at).number:
        return None
    mark = case.text[quoted.start]
    if mark == "'" and case.text[quoted.end : quoted.end + 1].isalnum():
        hint = "write the apostrophe twice (`''`), or use double quotation marks around the text"
    elif mark == '"' and "'" not in case.rest(quoted.start) and len(case.rest(quoted.start)) <= _LONG:
        hint = f"put the whole text in single quotation marks: '{case.rest(quoted.start)}'"
    else:
        hint = "begin the whole text on a new line after `|`, or leave the quotation marks out"
    message = "Text goes on after the closing quotation mark."
    return case.found(faults.YAML_QUOTES, at, len(case.rest(at)), message, hint, mended)


def _after_bracket(case: _Case, closing: Token) -> Diagnosis | None:
    depth = 0
    for token in reversed([t for t in case.broken.tokens if t.end <= closing.end]):
        sign = case.text[token.start : token.end]
        depth += (sign in ("]", "}")) - (sign in ("[", "{"))
        if depth == 0:
            value = case.rest(token.start)
            return case.found(
                faults.YAML_QUOTES, token.start, len(value),
                f"Text that begins with `{sign}` must stand in quotation marks.", _in_quotes(value),
                case.with_sign(token.start, "x"),
            )  # fmt: skip
    return None


def _indentation(case: _Case, line: _Line) -> Diagnosis:
    levels: list[tuple[int, _Line, str]] = []
    for above in _code_lines(case.text[: line.start]):
        dash = re.match(r" *((?:- +)*)", above.text)
        inner = dash.end() if dash else above.indent
        field = _FIELD.match(above.text)
        if not field and inner == above.indent:
            continue
        levels = [level for level in levels if level[0] < above.indent]
        if inner > above.indent:
            levels.append((above.indent, above, "-"))
        if field:
            levels.append((inner, above, field[1]))
    return _fitted(case, line, levels)


def _fitted(case: _Case, line: _Line, levels: list[tuple[int, _Line, str]]) -> Diagnosis:
    length = len(line.text.strip())
    is_entry = re.match(r"-(\s|$)", line.text.lstrip()) is not None
    fit = [level for level in levels if (level[2] == "-") == is_entry]
    exact = [level for level in levels if level[0] == line.indent]
    if exact and exact[-1][2] == "-" and not is_entry:
        message = "This line stands under the dashes of a list and has no dash."
        hint = "begin it with a dash; or, if it belongs to the entry above, indent it by two more spaces"
        return case.found(faults.YAML_INDENTATION, line.first, length, message, hint)
    if exact and is_entry:
        name = exact[-1][2]
        message = f"An entry of a list stands here in line with `{name}`, where a name is expected."
        hint = "indent it under the name of its list, or write the name of the list on a line above it"
        return case.found(faults.YAML_INDENTATION, line.first, length, message, hint)
    shown = f"{line.indent} space{'' if line.indent == 1 else 's'}"
    message = f"This line is indented by {shown}, which fits no line above it."
    hint = "line it up with the lines that it belongs with"
    if fit:
        near = min(fit, key=lambda level: (abs(level[0] - line.indent), -level[0]))
        what = "the dash" if near[2] == "-" else f"`{near[2]}`"
        hint = f"line it up with {what} on line {near[1].number} ({near[0]} space{'' if near[0] == 1 else 's'})"
    return case.found(faults.YAML_INDENTATION, line.first, length, message, hint)


_REASONS: tuple[tuple[str, Callable[[_Case], Diagnosis | None]], ...] = (
    ("", _tab),
    ("block scalar", _after_block_sign),
    ("quoted scalar.*(end of stream|document separator|document indicator)", _unclosed_quote),
    ("quoted scalar", _escape),
    ("alias|anchor|a tag|tag handle", _begins_with_sign),
    ("directive", _directive),
    ("document start", _text_before_fields),
    ("cannot start any token", _begins_with_sign),
    ("flow (sequence|mapping)", _bracket),
    ("mapping values", _colon),
    ("mapping keys|node content", _begins_with_sign),
    ("sequence entries", _dash),
    ("simple key", _no_colon),
    ("block (mapping|collection)", _out_of_place),
)
"""What YAML says, as a pattern, and the function that finds the slip behind it; the first that finds one counts."""
