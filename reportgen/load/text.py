"""Bytes to text: encodings, and characters that a document can't hold, as findings."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import Source, Span
from reportgen.load import faults

DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of what follows: £1,234 may then read £4,321 on the page."""

UNPRINTABLE = re.compile(
    f"[{DIRECTIONS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)
"""Characters that no document may hold. The planes above U+F0000 are private: the composer marks holes with them."""

_DIRECTION = re.compile(f"[{DIRECTIONS}]")

_DOUBTFUL = re.compile("\r(?!\n)|[\ue000-\uf8ff\ufffd]|Â[£ ·§°]|â€[œ\x9d™˜“”¢¦]|" + UNPRINTABLE.pattern)

_SAFE_BYTES = bytes({*range(0x20, 0x7F), 0x09, 0x0A, 0x0D, *range(0x80, 0xEE), *range(0xF0, 0xF3)})

_MOST_LIKE_IT = 10

_NAMES = {
    "\x00": "a NUL character (U+0000)",
    "\x07": "the mark that ends a table cell in Word (U+0007)",
    "\x0b": "a line break from Word (U+000B)",
    "\x0c": "a page break (U+000C)",
    "\r": "a line end of the old Macintosh kind (U+000D)",
    "\x85": "a line break that editors don't show (U+0085)",
    "\u2028": "a line break from a web page or PowerPoint (U+2028)",
    "\u2029": "a paragraph break from a web page or PowerPoint (U+2029)",
    "\ufeff": "an invisible byte order mark (U+FEFF)",
    "\ufffd": "the mark `�` (U+FFFD), which stands where another program lost a character",
}

_MEND = {
    "\x0b": "delete it, and begin a new line if one is wanted",
    "\x0c": "delete it",
    "\r": "save the file with the line ends of Windows or Unix",
    "\x85": "delete it, and begin a new line if one is wanted",
    "\u2028": "delete it, and begin a new line if one is wanted",
    "\u2029": "delete it, and begin a new line if one is wanted",
    "\ufffd": "type the character that belongs there",
}

_OTHER_FORMATS = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an older Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)

# Half of a character that UTF-16 writes in two parts, stored on its own as if it were UTF-8.
_HALF = "\udced[\udca0-\udcbf][\udc80-\udcbf]"

_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_SAVE_AS = "save it as UTF-8: in Notepad, File, Save as, and choose UTF-8 under Encoding"


class Text(NamedTuple):
    """A file's text as its author wrote it, the same with spaces for what can't be printed, and what was found."""

    written: str
    clean: str
    findings: tuple[Finding, ...]


def read_text(raw: bytes, file: str) -> Text | Finding:
    """Return the text of a file's bytes, UTF-8 with or without a byte order mark; of other encodings, as findings.

    Text in UTF-16 or Windows-1252 is read all the same, so that what else is wrong is found at once. One finding
    alone means that the file holds no text.
    """
    for opening, name in _OTHER_FORMATS:
        if raw.startswith(opening):
            return found_at(
                Source(file, ""), None, faults.FILE_UNREADABLE, f"This is {name}, not a text file.",
                hint="give a file in YAML, written in a text editor",
            )  # fmt: skip
    if wide := _wide_encoding(raw):
        written = raw.decode(wide, "replace").removeprefix("\ufeff")
        first = _in_encoding(file, written, "UTF-16" if "16" in wide else "UTF-32")
        return Text(written, UNPRINTABLE.sub(" ", written), (first,))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        written = raw.decode()
    except UnicodeDecodeError:
        return _read_damaged(raw, file)
    if not _may_be_doubtful(raw):
        return Text(written, written, ())
    return _with_characters(file, written)


def character_name(character: str) -> str:
    """Return what an officer may call a character that can't be printed."""
    code = ord(character)
    if character in _NAMES:
        return _NAMES[character]
    if 0xD800 <= code <= 0xDFFF:
        return f"half of a character (U+{code:04X})"
    if _DIRECTION.match(character):
        return f"an invisible character that turns the direction of the text (U+{code:04X}): figures may read backwards"
    if code >= 0xF0000 or 0xE000 <= code <= 0xF8FF:
        return f"a character of a private font (U+{code:04X}), such as a Wingdings bullet or tick"
    return f"a control character (U+{code:04X})"


def character_hint(character: str) -> str:
    """Return how to mend a character that can't be printed."""
    private = ord(character) >= 0xE000 and character not in _NAMES
    return _MEND.get(character, "type an ordinary character in its place" if private else "delete it")


def _may_be_doubtful(raw: bytes) -> bool:
    """Return whether a text may hold a doubtful character: a cheap look at the bytes, sure when it says no."""
    return bool(
        raw.translate(None, _SAFE_BYTES)
        or raw.count(b"\r") != raw.count(b"\r\n")
        or b"\xe2\x80\xa8" in raw
        or b"\xe2\x80\xa9" in raw
        or b"\xc3\x82\xc2" in raw
        or re.search(rb"\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]", raw)
        or b"\xc3\xa2\xe2\x82\xac" in raw
        or re.search(rb"\xc2[\x80-\x9f]", raw)
    )


def _wide_encoding(raw: bytes) -> str:
    """Return the name of UTF-32 or UTF-16 where the bytes look so, by their mark or by where zeros stand."""
    for mark, name in _WIDE_MARKS:
        if raw.startswith(mark):
            return name
    sample = raw[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and odd > len(sample) // 4 and even < len(sample) // 20 + 1:
        return "utf-16-le"
    if len(sample) >= 4 and even > len(sample) // 4 and odd < len(sample) // 20 + 1:
        return "utf-16-be"
    return ""


def _in_encoding(file: str, written: str, name: str) -> Finding:
    message = f"The file is saved as {name} (Notepad calls it Unicode), not as UTF-8."
    return found_at(Source(file, written), Span(0, 1), faults.FILE_ENCODING, message, hint=_SAVE_AS)


def _read_damaged(raw: bytes, file: str) -> Text:
    """Return the text of bytes that are not UTF-8, each bad byte read as Windows-1252, with one finding for them."""
    damaged = raw.decode("utf-8", "surrogateescape")
    places = [match.start() for match in re.finditer("[\udc80-\udcff]", damaged)]
    written = "".join(_windows_character(c) if "\udc80" <= c <= "\udcff" else c for c in damaged)
    source = Source(file, written)
    lines = sorted({source.location(place).line for place in places[:1000]})
    first = places[0]
    where = f"{'line' if len(lines) == 2 else 'lines'} {_listed(lines[1:])}" if len(lines) > 1 else ""
    others = f"; so are characters on {where}" if where else ""
    shown = f"`{written[first]}`" if written[first].isprintable() else "character"
    message = f"This {shown} is not stored as UTF-8 but, it seems, as Windows-1252{others}."
    hint = _SAVE_AS
    if not re.sub(_HALF, "", damaged).count(damaged[first]):
        message, hint = "Here stands half of a character, which no program can read.", "type the character again"
    finding = found_at(source, Span(first, first + 1), faults.FILE_ENCODING, message, hint=hint)
    text = _with_characters(file, written)
    return Text(text.written, text.clean, (finding, *text.findings))


def _windows_character(escaped: str) -> str:
    return bytes([ord(escaped) - 0xDC00]).decode("cp1252", "replace")


def _listed(lines: list[int]) -> str:
    """Return line numbers in words: `4, 9 and 12`, or the first few and how many more."""
    if len(lines) == 1:
        return str(lines[0])
    if len(lines) > _MOST_LIKE_IT:
        return ", ".join(map(str, lines[:_MOST_LIKE_IT])) + f" and {len(lines) - _MOST_LIKE_IT} more"
    return ", ".join(map(str, lines[:-1])) + f" and {lines[-1]}"


def _with_characters(file: str, written: str) -> Text:
    """Return a text with findings for its doubtful characters."""
    if "\r" in written and "\n" not in written:
        written = written.replace("\r", "\n")
        message = "The lines end as on an old Macintosh (U+000D)."
        old = Source(file, written)
        found: tuple[Finding, ...] = (found_at(old, Span(0, 1), faults.FILE_CHARACTER, message, hint=_MEND["\r"]),)
    else:
        found = ()
    source = Source(file, written)
    found += tuple(_doubtful_findings(source))
    clean = re.sub("\r(?!\n)", "\n", written)
    return Text(written, UNPRINTABLE.sub(" ", clean), found)


def _doubtful_findings(source: Source) -> Iterable[Finding]:
    by_kind: dict[str, list[tuple[str, Span]]] = {}
    for match in _DOUBTFUL.finditer(source.text):
        run = match.group()
        kind = "garbled" if len(run) > 1 else character_name(run)
        by_kind.setdefault(kind, []).append((run, Span(*match.span())))
    for kind, places in by_kind.items():
        for number, (run, span) in enumerate(places[:_MOST_LIKE_IT], start=1):
            left = len(places) - _MOST_LIKE_IT if number == _MOST_LIKE_IT else 0
            more = f"; so do {left} more places below" if left > 0 else ""
            yield (
                _garbled_finding(source, run, span, more)
                if kind == "garbled"
                else _doubtful_finding(source, kind + more, span, run)
            )


def _doubtful_finding(source: Source, what: str, span: Span, character: str) -> Finding:
    mild = "\ue000" <= character <= "\uf8ff" or character == "\ufffd"
    severity = Severity.WARNING if mild else Severity.ERROR
    message = f"Here stands {what}."
    return found_at(source, span, faults.FILE_CHARACTER, message, hint=character_hint(character), severity=severity)


def _garbled_finding(source: Source, run: str, span: Span, more: str) -> Finding:
    right = _ungarbled(run)
    meant = f"; it was most likely `{right}`" if right else ""
    message = f"`{run}` looks like a character that another program garbled{meant}{more}."
    hint = "type the character again" if right else "type the character that belongs there"
    return found_at(source, span, faults.FILE_CHARACTER, message, hint=hint, severity=Severity.WARNING)


def _ungarbled(run: str) -> str:
    """Return what a run of characters was before UTF-8 was read as Windows-1252, or an empty text."""
    try:
        right = b"".join(
            c.encode("cp1252") if ord(c) > 0xFF or ord(c) < 0x80 else bytes([ord(c)]) for c in run
        ).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    return right if len(right) == 1 and right.isprintable() else ""
