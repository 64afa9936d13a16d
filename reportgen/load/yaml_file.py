"""YAML text to plain values with their places. The only module that knows the `yaml` package.

Every scalar stays the text that its author typed, so `NO`, `012`, `1.10` and `12:30` mean what they say; the model
converts by the field's type. Nothing in a file can name a type, run code, or stand for another part of the file.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import chain, islice
from math import ceil
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, DocumentStartEvent, Event, NodeEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.tokens import ScalarToken

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import FieldPath, Source, Span
from reportgen.base.suggest import did_you_mean
from reportgen.load import faults
from reportgen.load.comments import Scalar, cut_texts
from reportgen.load.layout import Entry, Written
from reportgen.load.text import UNPRINTABLE, Text, character_hint, character_name, read_text
from reportgen.load.yaml_syntax import Broken, Token, diagnose, no_break_spaces, tab_faults, without_tabs

MOST_BYTES: Final = 1024 * 1024
"""What a computer shows as 1 MB."""
DEEPEST: Final = 40
MOST_VALUES: Final = 50_000

_MOST_FINDINGS: Final = 200
_MOST_SYNTAX_FAULTS: Final = 20
_LONG_TEXT: Final = 100_000
_NOT_OURS: Final = ", a sign of YAML's own that is not used here."
_TOO_DEEP: Final = "no decision needs so many: take out the brackets or dashes that don't belong here"
_BLANK = frozenset(("", "~", "null"))
_CURLY = ("“", "‘", "„")
# A text as a whole in such marks, and no speech, which ends in a stop inside them.
_CURLY_TEXT = re.compile('[“‘„][^“”‘„\n"]{1,80}(?<![.!?,;…])[”’“]')
_NAMED_SIGNS = frozenset("&!")
_MAY_BE_NAMED = re.compile(r"[&!](?<![^\s\[{,:?-].)")
_ODD_NAMES = frozenset(("", "<<"))

# A sum in braces or brackets, which its own commas cut: `{amount: £9,139,875}`, `[£9,139,875]`.
_THOUSANDS = re.compile(r"[0-9]{3}(?:\.[0-9]+)?(?:\s?[a-z]+)?")
_SUM = re.compile(r"-?(?:£\s?)?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?:\s?(?:k|m|bn|million|billion)\b)?")
_CUT_SUM = re.compile(r"(?<![0-9,.])(-?(?:£\s?)?[0-9]{1,3}(?:,[0-9]{3})*),$")
_LISTED_SUM = re.compile(rf"[\[,]\s*({_SUM.pattern})(?=\s*[,\]])")

# libyaml composes by recursion in C and overruns the stack at some thousands of levels, which would end the process;
# so a text that could hold so many is counted through its events first, which are read without recursion.
_BRACKETS_TO_COUNT: Final = 1000
_INDENT_TO_COUNT = b" " * 200
_INDENT_BYTES = bytes(0x20 if chr(byte) in "-?: \t" else 0x2E for byte in range(256))
_NOT_INDICATORS = bytes(byte for byte in range(256) if chr(byte) not in ",:-?[{\n\r")


def read_source(path: Path, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Return a YAML file as its author wrote it, and what is wrong with it as YAML; never raises for what it holds.

    No source where it can't be read at all. `shown` is the file's name in findings.
    """
    try:
        if not path.is_file():
            return None, (_not_a_file(path, shown),)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            # To ask for as much as may be read would have that much memory made ready each time.
            raw = file.read(size + 1) if size <= MOST_BYTES else b""
            raw += file.read(MOST_BYTES + 1 - len(raw)) if len(raw) > size else b""
    except (OSError, ValueError) as error:
        return None, (_unreadable(shown, error),)
    if size > MOST_BYTES or len(raw) > MOST_BYTES:
        message = f"The file holds {megabytes(max(size, len(raw)))} MB; at most 1 MB is read."
        hint = "one file holds one decision: put pictures and long appendices into files of their own"
        return None, (_of_file(shown, faults.FILE_SIZE, message, hint),)
    return source_from(raw, shown)


def megabytes(size: int) -> str:
    """Return a size in bytes as megabytes, rounded up: more than may be read is never shown as what may."""
    return f"{ceil(size * 10 / MOST_BYTES) / 10:.1f}"


def source_from(raw: bytes, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Return what `read_source` does, of bytes that are already at hand."""
    text = read_text(raw, shown)
    if isinstance(text, Finding):
        return None, (text,)
    source = Source(shown, text.written)
    if spaces := tuple(no_break_spaces(text.clean)):
        text = _with_plain_spaces(text, source, spaces)
    if _may_be_huge(text.clean) and (huge := _huge(source, text.clean)):
        return None, (*text.findings, huge)
    try:
        root = yaml.compose(text.clean, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return None, (
            *text.findings,
            *_broken(source, text.clean),
            *_cut_texts(source, text.clean, _tokens_before(text.clean)),
        )
    if root is None or (isinstance(root, ScalarNode) and not root.style and root.value in _BLANK):
        empty = _of_file(shown, faults.FILE_EMPTY, "The file is empty.", "`reportgen new` writes a file to start from")
        return None, (*text.findings, empty)
    reading = _Reading(source)
    try:
        tree = reading.value(root, 0)
    except _NotPlainError:
        return None, (*text.findings, *islice(_named_nodes(source, text.clean), _MOST_FINDINGS))
    found = (*text.findings, *reading.findings, *_cut_texts(source, text.clean, partial(_scalar_before, root)))
    return Source(shown, text.written, tree, _NodePlaces(root, text.written)), found


def _with_plain_spaces(text: Text, source: Source, spaces: tuple[Span, ...]) -> Text:
    """Return a text with plain spaces for those that can't indent a line, and a finding for the first few."""
    clean = text.clean
    for span in spaces:
        clean = clean[: span.start] + " " * (span.end - span.start) + clean[span.end :]
    message = "This line is indented with no-break spaces, which a paste from Word or a web page brings."
    hint = "type ordinary spaces in their place, two for each level"
    found = (
        found_at(source, span, faults.YAML_INDENTATION, message, hint=hint) for span in spaces[:_MOST_SYNTAX_FAULTS]
    )
    return Text(text.written, clean, (*text.findings, *found))


def untyped(loader: Any) -> Any:
    """Return a loader like another that guesses no types from how a scalar looks: a third of the time it takes."""

    def resolve(*_: object) -> str:
        return ""

    def pass_by(*_: object) -> None:
        return None

    return type("Untyped", (loader,), {"resolve": resolve, "descend_resolver": pass_by, "ascend_resolver": pass_by})


_LOADER: Any = untyped(getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class _NotPlainError(Exception):
    """A node with an anchor or a tag: what it stands for is not followed."""


class _Reading:
    """Nodes to plain values, gathering what is wrong on the way."""

    __slots__ = ("_may_be_named", "_source", "_text", "findings")

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        text = source.text
        self._may_be_named = ("&" in text or "!" in text) and _MAY_BE_NAMED.search(text) is not None
        self.findings: list[Finding] = []

    def value(self, node: Node, depth: int) -> object:
        """Return what a node says: a text, None for a blank, a dict or a list."""
        if self._may_be_named and self._text[node.start_mark.index : node.start_mark.index + 1] in _NAMED_SIGNS:
            raise _NotPlainError
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if self._text.startswith("{{", node.start_mark.index):
            return self._braces(node)
        if depth == DEEPEST:
            self._found(node, faults.YAML_DEPTH, f"This stands more than {DEEPEST} levels deep.", _TOO_DEEP)
        elif isinstance(node, SequenceNode):
            if node.flow_style:
                self._parted_entries(node)
            return [self.value(entry, depth + 1) for entry in node.value]
        elif isinstance(node, MappingNode):
            return self._group(node, depth)
        return None

    def _scalar(self, node: ScalarNode) -> str | None:
        said: str = node.value
        if not node.style:
            if said[:1] in _CURLY and _CURLY_TEXT.fullmatch(said):
                message = "These are typographic quotation marks, which are printed with the text."
                hint = f'leave them out, or type straight ones: "{said[1:-1]}"'
                self._found(node, faults.YAML_QUOTES, message, hint, Severity.WARNING)
            return None if said in _BLANK else said
        if node.style == '"' and (match := UNPRINTABLE.search(said)):
            character = match.group()
            message = f"Here an escape that begins with `\\` stands for {character_name(character)}."
            self._found(node, faults.FILE_CHARACTER, message, character_hint(character))
            return UNPRINTABLE.sub(" ", said)
        return said

    def _group(self, node: MappingNode, depth: int) -> dict[str, object]:
        group: dict[str, object] = {}
        for key, value in node.value:
            name = self._plain_name(key) or self._name(key, depth)
            if name is None or (node.flow_style and _THOUSANDS.fullmatch(name) and self._parted(key)):
                self.value(value, depth + 1)
            elif name in group:
                self._duplicate(node, key, name)
                self.value(value, depth + 1)
            else:
                group[name] = self.value(value, depth + 1)
        return group

    def _plain_name(self, key: Node) -> str:
        """Return what a name says that is written as nearly all are; nothing where it needs a closer look."""
        if self._may_be_named or not isinstance(key, ScalarNode) or key.style:
            return ""
        said: str = key.value
        return "" if said in _ODD_NAMES or said[0] in _CURLY else said

    def _name(self, key: Node, depth: int) -> str | None:
        said = self.value(key, depth + 1)
        if isinstance(key, ScalarNode):
            if key.value == "<<" and not key.style:
                message = "`<<` is read as a merge, a sign of YAML's own that is not used here."
                self._found(key, faults.YAML_ANCHOR, message, "write the fields out")
                return None
            if key.value:
                return str(key.value)
            self._found(
                key, faults.YAML_NAME, "There is no name before this colon.", "write the field's name before it"
            )
        elif not isinstance(said, str):
            message = "A list or a group stands here in place of a field's name."
            hint = "text that begins with `[`, `{` or `? ` must stand in quotation marks"
            self._found(key, faults.YAML_NAME, message, hint)
        return None

    def _braces(self, node: Node) -> str:
        """A reference without quotation marks, which YAML takes for two groups: report it, and return its text."""
        written = self._text[node.start_mark.index : node.end_mark.index]
        message = "Text that begins with `{{` must stand in quotation marks."
        self._found(node, faults.YAML_QUOTES, message, f'write "{written}"' if len(written) < 60 else "add them")
        return written

    def _parted(self, key: Node) -> bool:
        """Return whether a name in braces is what a comma cut off a sum, and report it once for each sum."""
        end = key.start_mark.index
        before = _CUT_SUM.search(self._text, self._text.rfind("\n", 0, end) + 1, end)
        if before is None:
            return False
        if not _THOUSANDS.fullmatch(before[1].rpartition(",")[2]):
            whole = _SUM.match(self._text, before.start(1))
            span = Span(before.start(1), whole.end() if whole else end)
            written = self._text[span.start : span.end]
            message = f"Inside braces a comma begins the next field, so `{written}` is cut at its first comma."
            hint = f'put it in quotation marks: "{written}"'
            self.findings.append(found_at(self._source, span, faults.YAML_QUOTES, message, hint=hint))
        return True

    def _parted_entries(self, node: SequenceNode) -> None:
        """Report a sum in brackets that its commas may have cut into several entries."""
        start, end = node.start_mark.index, node.end_mark.index
        for match in _LISTED_SUM.finditer(self._text, start, end):
            if not any(entry.start_mark.index == match.start(1) and not entry.style for entry in node.value):
                continue
            written = match[1]
            message = f"Inside brackets each comma begins another entry, so `{written}` is read as several."
            hint = f'put it in quotation marks, "{written}", or a space after each comma'
            severity = Severity.ERROR if written.startswith("£") else Severity.WARNING
            span = Span(*match.span(1))
            self.findings.append(
                found_at(self._source, span, faults.YAML_QUOTES, message, hint=hint, severity=severity)
            )

    def _duplicate(self, group: MappingNode, key: Node, name: str) -> None:
        if len(self.findings) >= _MOST_FINDINGS:
            return
        first = next(k for k, _ in group.value if isinstance(k, ScalarNode) and k.value == name)
        line = self._source.location(first.start_mark.index).line
        message = f"`{name}` stands here a second time; it is first on line {line}."
        self._found(key, faults.YAML_DUPLICATE, message, "join the two, or delete one of them")

    def _found(self, node: Node, rule: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            span = _span(node, self._text)
            self.findings.append(found_at(self._source, span, rule, message, hint=hint, severity=severity))


class _NodePlaces:
    """Where the fields of a file stand: looked up in its nodes when asked, since most never are."""

    __slots__ = ("_root", "_text")

    def __init__(self, root: Node, text: str) -> None:
        self._root = root
        self._text = text

    def value(self, path: FieldPath) -> Span | None:
        """Return the stretch of the value at the path, quotation marks and block signs included."""
        node = self._root
        for step in path:
            found = _step(node, step)
            if found is None:
                return None
            node = found[1]
        return _span(node, self._text)

    def key(self, path: FieldPath) -> Span | None:
        """Return the stretch of the name before the value at the path; None for an entry of a list."""
        if not path:
            return None
        node = self._root
        for step in path[:-1]:
            found = _step(node, step)
            if found is None:
                return None
            node = found[1]
        found = _step(node, path[-1])
        return _span(found[0], self._text) if found and found[0] is not None else None

    def layout(self) -> Written:
        """Return how the whole file is laid out."""
        return _written(self._root, self._text)


def layout_of(source: Source) -> Written | None:
    """Return how the values of a file stand in its text; None where it was not read by this module."""
    return source.places.layout() if isinstance(source.places, _NodePlaces) else None


def _written(node: Node, text: str) -> Written:
    start = node.start_mark.index
    if isinstance(node, ScalarNode):
        end = _block_end(text, start, node.end_mark.index) if node.style in ("|", ">") else node.end_mark.index
        return Written("text", node.style or "", Span(start, end))
    if text.startswith("{{", start):
        return Written("text", "{{", Span(start, node.end_mark.index))
    entries = tuple(_entries(node, text))
    in_brackets = isinstance(node, (SequenceNode, MappingNode)) and bool(node.flow_style)
    end = node.end_mark.index if in_brackets else entries[-1].value.span.end if entries else start
    if isinstance(node, SequenceNode):
        return Written("list", "[" if in_brackets else "", Span(start, end), entries)
    return Written("group", "{" if in_brackets else "", Span(start, end), entries)


def _entries(node: Node, text: str) -> Iterator[Entry]:
    if isinstance(node, SequenceNode):
        for place, value in enumerate(node.value):
            yield Entry(place, None, _written(value, text))
        return
    for key, value in node.value:
        name = key.value if isinstance(key, ScalarNode) else ""
        yield Entry(name, Span(key.start_mark.index, key.end_mark.index), _written(value, text))


def _block_end(text: str, start: int, end: int) -> int:
    """Return where text after `|` or `>` ends, without the blank lines after it that it doesn't keep."""
    if end < len(text) or text.endswith("\n"):
        end = text.rfind("\n", 0, end)
    header, _, body = text[start:end].partition("\n")
    signs = header.partition("#")[0]
    if "+" in signs:
        return end - text.endswith("\r", 0, end)
    first = next((line for line in body.split("\n") if line.strip(" \r")), "")
    indent = 0 if re.search("[1-9]", signs) else len(first) - len(first.lstrip(" "))
    while (line := text.rfind("\n", start, end)) >= 0:
        last = text[line + 1 : end].rstrip("\r")
        if last.strip(" ") or len(last) > indent:
            break
        end = line
    return end - text.endswith("\r", 0, end)


def _step(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """Return the key node (None in a list) and the value node one step down, or None where there is none."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == step:
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


def _span(node: Node, text: str) -> Span:
    """Return the stretch of a node's text, without the blank lines that YAML counts to the end of a block."""
    start, end = node.start_mark.index, node.end_mark.index
    last = node
    while isinstance(last, (SequenceNode, MappingNode)) and not last.flow_style and last.value:
        last = last.value[-1] if isinstance(last, SequenceNode) else last.value[-1][1]
        end = last.end_mark.index
    if isinstance(last, ScalarNode) and last.style in ("|", ">"):
        while end > start and text[end - 1].isspace():
            end -= 1
    return Span(start, end)


def _may_be_huge(text: str) -> bool:
    """Return whether a text could hold too many values or levels: a cheap look, sure when it says no."""
    raw = text.encode()
    if text.count("[") + text.count("{") > _BRACKETS_TO_COUNT or _INDENT_TO_COUNT in raw.translate(_INDENT_BYTES):
        return True
    return len(raw) > MOST_VALUES // 2 and 2 * len(raw.translate(None, _NOT_INDICATORS)) > MOST_VALUES


def _events(text: str) -> Iterator[Event]:
    """Yield what YAML finds in a text, in order, as far as it can be read."""
    with suppress(yaml.YAMLError, RecursionError):
        yield from yaml.parse(text, Loader=_LOADER)


def _huge(source: Source, text: str) -> Finding | None:
    """Return a finding at the first value that is one too many or one level too deep."""
    depth = values = 0
    for event in _events(text):
        if isinstance(event, CollectionEndEvent):
            depth -= 1
            continue
        if isinstance(event, NodeEvent):
            values += 1
        if values > MOST_VALUES:
            message = f"The file holds more than {MOST_VALUES:,} values."
            return _at(
                source, event, faults.FILE_SIZE, message, "one file holds one decision: part it into several files"
            )
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                message = f"This stands more than {DEEPEST} levels deep."
                return _at(source, event, faults.YAML_DEPTH, message, _TOO_DEEP)
    return None


def _named_nodes(source: Source, text: str) -> Iterator[Finding]:
    """Yield a finding for every anchor, alias and tag of a text, and every document after the first."""
    documents = 0
    for event in _events(text):
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                message = "A second document begins here: `---` parts a file into several."
                hint = "one file holds one decision or meeting: delete this line, or put what follows into another file"
                yield _at(source, event, faults.YAML_DOCUMENTS, message, hint)
        elif isinstance(event, AliasEvent):
            yield _at(
                source, event, faults.YAML_ANCHOR, f"`*{event.anchor}` is read as an alias{_NOT_OURS}",
                "put text that begins with `*` in quotation marks, or write the value out",
            )  # fmt: skip
        elif isinstance(event, NodeEvent):
            if event.anchor:
                yield _at(
                    source, event, faults.YAML_ANCHOR, f"`&{event.anchor}` is read as an anchor{_NOT_OURS}",
                    "put text that begins with `&` in quotation marks, or delete the anchor",
                )  # fmt: skip
            if getattr(event, "tag", None):
                sign = re.search(r"!\S*", text[_stretch(event).start :])
                yield _at(
                    source, event, faults.YAML_TAG, f"`{sign[0] if sign else '!'}` is read as a tag{_NOT_OURS}",
                    "put text that begins with `!` in quotation marks, or delete the tag",
                )  # fmt: skip


def _broken(source: Source, text: str) -> list[Finding]:
    """Return what keeps a text from being read as YAML.

    After each fault whose mending needs no more room than it has, the text is mended and read again, so that the
    faults below it are found too.
    """
    found = list(islice(chain(_named_nodes(source, text), tab_faults(source, text)), _MOST_FINDINGS))
    text = without_tabs(text) if any(f.rule == faults.YAML_TAB for f in found) else text
    for _ in range(_MOST_SYNTAX_FAULTS if len(text) < _LONG_TEXT else 2):
        broken = _first_fault(text)
        if broken is None:
            break
        fault = diagnose(source, text, broken)
        if not _follows(fault.finding, found):
            found.append(fault.finding)
        if fault.mended is None or fault.mended == text:
            break
        text = fault.mended
    return found or [diagnose(source, text, Broken("", 0, 0, ())).finding]


def _follows(finding: Finding, known: list[Finding]) -> bool:
    """Return whether a fault is one already known, or only comes of mending one."""
    lines = {f.location.line for f in known}
    tabs = any(f.rule == faults.YAML_TAB for f in known)
    return finding.location.line in lines or (tabs and finding.rule in (faults.YAML_INDENTATION, faults.YAML_SYNTAX))


def _first_fault(text: str) -> Broken | None:
    """Return where YAML stops reading a text, or None where it reads it to its end."""
    try:
        for _ in yaml.parse(text, Loader=_LOADER):
            pass
    except yaml.MarkedYAMLError as error:
        stopped = error.problem_mark.index if error.problem_mark else 0
        begun = error.context_mark.index if error.context_mark else stopped
        reason = f"{error.context} {error.problem}"
        return Broken(reason, begun, stopped, tuple(_tokens(text)) if "block" in reason else ())
    except (yaml.YAMLError, RecursionError):
        return Broken("", 0, 0, ())
    return None


def _tokens(text: str) -> Iterator[Token]:
    with suppress(yaml.YAMLError, RecursionError):
        for token in yaml.scan(text, Loader=_LOADER):
            yield Token(token.start_mark.index, token.end_mark.index)


def _cut_texts(source: Source, text: str, last_scalar: Callable[[int], Scalar | None]) -> Iterator[Finding]:
    """Yield a warning for each comment of a text that cuts off what should be read."""
    return islice(cut_texts(source, text, last_scalar), _MOST_FINDINGS)


def _scalar_before(root: Node, at: int) -> Scalar | None:
    """Return the last name or value that begins before an offset; one without words is none."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        start, end = node.start_mark.index, node.end_mark.index
        if not isinstance(node, ScalarNode):
            parts = [part for pair in node.value for part in pair] if isinstance(node, MappingNode) else node.value
            waiting += parts[: bisect_left(parts, at, key=lambda part: part.start_mark.index)]
        elif start < end:
            return Scalar(start, end, not node.style)
    return None


def _tokens_before(text: str) -> Callable[[int], Scalar | None]:
    """Return what finds the last name or value before an offset of a text that can't be read to its end."""

    @cache
    def scalars() -> list[Scalar]:
        found: list[Scalar] = []
        with suppress(yaml.YAMLError, RecursionError):
            for token in yaml.scan(text, Loader=_LOADER):
                if isinstance(token, ScalarToken):
                    found.append(Scalar(token.start_mark.index, token.end_mark.index, bool(token.plain)))
        return found

    def last_scalar(at: int) -> Scalar | None:
        place = bisect_left(scalars(), at, key=lambda scalar: scalar.start)
        return scalars()[place - 1] if place else None

    return last_scalar


def _not_a_file(path: Path, shown: str) -> Finding:
    if path.is_dir():
        return _of_file(shown, faults.FILE_UNREADABLE, "This is a folder, not a file.", "name a file in it")
    if path.is_symlink():
        message, hint = "This is a link, and no file is at its end.", "put the file itself here, or mend the link"
        return _of_file(shown, faults.FILE_MISSING, message, hint)
    if path.exists():
        return _of_file(shown, faults.FILE_UNREADABLE, "This is no ordinary file.", "name a YAML file")
    near = _near_file(path)
    return _of_file(shown, faults.FILE_MISSING, "There is no such file.", near)


def _near_file(path: Path) -> str:
    """Return a hint naming the file in the same folder whose name is nearest."""
    try:
        names = [p.name for p in path.parent.iterdir() if p.suffix in (".yaml", ".yml")]
    except OSError:
        return "look at how the name is spelled"
    return did_you_mean(path.name, names) or "look at how the name is spelled"


def _unreadable(shown: str, error: OSError | ValueError) -> Finding:
    if isinstance(error, PermissionError):
        message, hint = (
            "You may not read this file.",
            "ask its owner, or whoever looks after the folder, to let you read it",
        )
    else:
        message, hint = (
            "The file can't be read.",
            "look at how its name is spelled, and whether its disk can be reached",
        )
    return _of_file(shown, faults.FILE_UNREADABLE, message, hint)


def _of_file(shown: str, rule: str, message: str, hint: str) -> Finding:
    return found_at(Source(shown, ""), None, rule, message, hint=hint)


def _at(source: Source, event: Event, rule: str, message: str, hint: str) -> Finding:
    return found_at(source, _stretch(event), rule, message, hint=hint)


def _stretch(event: Event) -> Span:
    start = event.start_mark.index if event.start_mark else 0
    return Span(start, max(event.end_mark.index if event.end_mark else 0, start + 1))
