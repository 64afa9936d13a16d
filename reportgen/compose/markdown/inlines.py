"""What stands inside a line: bold and italic words, links, addresses, breaks, and characters with a backslash."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from reportgen.compose.markdown import is_allowed_address

_Match = tuple[Element | str | None, int | None, int | None]

_AS_TYPED = re.compile(f"{STX}([0-9]+){ETX}")
_STASHED = f"{STX}klzzwxh:[0-9]+{ETX}"
_NO_LINK = ("a",)

ESCAPED = r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\]^_`{|}~•–·])"""
LINK = r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\([ \t\n]*((?:[^\s()<>]|\([^\s()<>]*\))+)[ \t\n]*\)"
BRACKETED_ADDRESS = r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@:]+@[^\s<>@:]+)>"
WEB_ADDRESS = rf"(?<![\w@])https?://(?:{_STASHED}|[^\s<>{STX}{ETX}])+"
MAIL_ADDRESS = (
    r"(?<![A-Za-z0-9.+%'\-])(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._+%'\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,63}"
)
BREAK = "(?: {2,}|\\\\)\n|\v"
EMPHASIS = "[*_]"

_WEIGHED = re.compile("[*_]")
_LINKED = re.compile(r"[\\\[<@\v]|://|  \n")


def inline_text(words: str) -> str:
    """Return words for an element: those that hold no mark in the form that the package doesn't look at again."""
    return words if _LINKED.search(words) or _WEIGHED.search(words) else AtomicString(words)


def may_be_linked(text: str) -> bool:
    """Tell whether a text may hold a link, an address, a break or a backslash: any mark but bold and italic."""
    return _LINKED.search(text) is not None


def weigh(root: Element) -> None:
    """Read the bold and italic words of a text that has no other marks.

    The package would try each of its patterns on each stretch of it, which is most of the time a report takes it.
    """
    for element in list(root.iter()):
        words = element.text
        if words and _WEIGHED.search(words):
            element.text = None
            _fill(SubElement(element, "span"), _pieces(words, 0))


def keep(character: str) -> str:
    """Return a character in the form in which the package leaves it alone: its number between two control codes."""
    return f"{STX}{ord(character)}{ETX}"


def as_typed(text: str) -> str:
    """Return a text with the characters that were kept."""
    return _AS_TYPED.sub(lambda match: chr(int(match[1])), text) if STX in text else text


class EscapeProcessor(InlineProcessor):
    r"""Reads `\*`: the character itself. A backslash before a backslash stays, as network paths have two."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return the character."""
        return keep(m[1]), m.start(), m.end()


class LinkProcessor(InlineProcessor):
    """Reads `[words](address)`. An address that a link may not lead to leaves it as typed, as does a picture."""

    ANCESTOR_EXCLUDES = _NO_LINK

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return the link."""
        address = as_typed(self.unescape(m[3]))
        if m[1]:
            picture = Element("span")
            picture.text = AtomicString(self.unescape(m[0]))
            return picture, m.start(), m.end()
        if not (is_allowed_address(address) or is_hole(address)):
            return None, None, None
        link = Element("a", href=address)
        link.text = m[2]
        return link, m.start(), m.end()


class AddressProcessor(InlineProcessor):
    """Reads an address as a link to it, without the punctuation of the sentence that it stands in."""

    ANCESTOR_EXCLUDES = _NO_LINK

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return the link."""
        bracketed = m.re.groups > 0
        words = m[1] if bracketed else _without_punctuation(self._up_to_markup(m[0]))
        address = as_typed(self.unescape(words))
        if not bracketed and re.fullmatch(r"https?:/*", address):
            return None, None, None
        link = Element("a", href=address if is_allowed_address(address) else f"mailto:{address}")
        link.text = AtomicString(self.unescape(words))
        return link, m.start(), m.end() if bracketed else m.start() + len(words)

    def _up_to_markup(self, words: str) -> str:
        """Return an address up to the first link that was found in it."""
        stashed = getattr(self.md and self.md.treeprocessors["inline"], "stashed_nodes", {})
        for found in INLINE_PLACEHOLDER_RE.finditer(words):
            if not isinstance(stashed.get(found[1]), str):
                return words[: found.start()]
        return words


def is_hole(address: str) -> bool:
    """Tell whether an address is a value that comes later."""
    return len(address) == 1 and address >= "\U000f0000"


def _without_punctuation(address: str) -> str:
    while address:
        last = address[-1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        closes_sentence = last in ".,;:!?'\"*_~|’”»…" or (opening and address.count(last) > address.count(opening))
        if not closes_sentence:
            break
        address = address[:-1]
    return address


class BreakProcessor(InlineProcessor):
    """Reads two spaces or a backslash at the end of a line, or Word's own line break."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return the break."""
        return Element("br"), m.start(), m.end()


class EmphasisProcessor(InlineProcessor):
    """Reads bold and italic words, all those of a text at once: what pairs with what depends on all of them.

    CommonMark's rules, and stricter inside words: in "5*6*7" and "a_b_c" nothing is marked.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802
        """Return the rest of the text, with its bold and italic words."""
        span = Element("span")
        _fill(span, _pieces(data, m.start()))
        return span, m.start(), len(data)


@dataclass(slots=True)
class _Mark:
    """A run of stars or underscores: where it stands, and whether it may open and close."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    size: int


_MARKS = re.compile(r"\*+|_+")
_LONGEST = {"*": 4, "_": 3}
"""Longer runs are words: a line to write on, or a row of stars."""
_KEEP = {ord("*"): keep("*"), ord("_"): keep("_")}


_CLOSING = ".,:;!?)]%”’…"
_OPENING = "([“‘£"


def _marks(text: str, start: int) -> Iterator[_Mark]:
    for match in _MARKS.finditer(text, start):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        size = match.end() - match.start()
        if size <= _LONGEST[match[0][0]]:
            opens, closes = _sides(match[0], before, after)
            if opens or closes:
                yield _Mark(match[0][0], match.start(), match.end(), opens, closes, size)


def _sides(marks: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether marks between two characters may open, and whether they may close."""
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if marks[0] == "_":
        opens = left and (not right or _is_punctuation(before)) and before not in "/\\.:=&?#@%~"
        return opens, right and (not left or _is_punctuation(after))
    if _is_word(before) and _is_word(after):
        figures = before.isdigit() or after.isdigit()
        return left and len(marks) > 1 and not figures, right and not (before.isdigit() and after.isdigit())
    if len(marks) == 2:
        # CommonMark leaves `**Lot 1:**homes` and `homes**(new)**` as typed: officers mean bold.
        return left or (after in _OPENING and not before.isspace()), right or before in _CLOSING
    return left, right


def _is_word(character: str) -> bool:
    # Private-use characters of the last planes stand for values.
    return character.isalnum() or character >= "\U000f0000"


def _is_punctuation(character: str) -> bool:
    # The control codes stand around what was already read: a link or an escaped character.
    return not (_is_word(character) or character.isspace() or character in (STX, ETX))


def _spans(text: str, start: int) -> list[tuple[int, int, int]]:
    """Return the marks that pair, as changes to how words are marked: (position, marks, +1 or -1)."""
    changes: list[tuple[int, int, int]] = []
    open_marks: list[_Mark] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for mark in _marks(text, start):
        key = (mark.sign, mark.opens, mark.size % 3)
        while mark.closes and mark.start < mark.end:
            at = _opener(open_marks, mark, searched.get(key, 0))
            if at is None:
                searched[key] = len(open_marks)
                break
            opener = open_marks[at]
            used = min(2, opener.end - opener.start, mark.end - mark.start)
            opener.end -= used
            changes += [(opener.end, used, 1), (mark.start, used, -1)]
            mark.start += used
            del open_marks[at if opener.start == opener.end else at + 1 :]
            searched = {known: min(depth, len(open_marks)) for known, depth in searched.items()}
        if mark.opens and mark.start < mark.end:
            open_marks.append(mark)
    return sorted(changes)


def _opener(open_marks: list[_Mark], closer: _Mark, bottom: int) -> int | None:
    for at in range(len(open_marks) - 1, bottom - 1, -1):
        opener = open_marks[at]
        # CommonMark's rule of three: `**a*b**` is not `*` after `*a*b`.
        ambiguous = (opener.closes or closer.opens) and (opener.size + closer.size) % 3 == 0
        if opener.sign == closer.sign and not (ambiguous and (opener.size % 3 or closer.size % 3)):
            return at
    return None


_Piece = tuple[str, bool, bool]


def _pieces(text: str, start: int) -> list[_Piece]:
    """Return stretches of a text without the marks that pair: the words, whether bold, whether italic."""
    pieces: list[_Piece] = []
    depth = {1: 0, 2: 0}
    for position, used, change in _spans(text, start):
        pieces.append((text[start:position].translate(_KEEP), depth[2] > 0, depth[1] > 0))
        depth[used] += change
        start = position + used
    pieces.append((text[start:].translate(_KEEP), depth[2] > 0, depth[1] > 0))
    return [piece for piece in pieces if piece[0]]


def _fill(span: Element, pieces: list[_Piece]) -> None:
    """Put words into elements, the longer of two that overlap outside."""
    at = 0
    while at < len(pieces):
        words, bold, italic = pieces[at]
        if not (bold or italic):
            _add_words(span, words)
            at += 1
            continue
        bold_end, italic_end = _end(pieces, at, 1), _end(pieces, at, 2)
        outer, inner, end, index = ("strong", "em", bold_end, 2)
        if italic_end > bold_end:
            outer, inner, end, index = ("em", "strong", italic_end, 1)
        element = SubElement(span, outer)
        for piece in pieces[at:end]:
            if piece[index]:
                _add_words(_last_or_new(element, inner), piece[0])
            else:
                _add_words(element, piece[0])
        at = end


def _last_or_new(element: Element, tag: str) -> Element:
    if len(element) and not element[-1].tail:
        return element[-1]
    return SubElement(element, tag)


def _end(pieces: list[_Piece], at: int, index: int) -> int:
    while at < len(pieces) and pieces[at][index]:
        at += 1
    return at


def _add_words(element: Element, words: str) -> None:
    if len(element) and element.tag in ("span", "strong", "em"):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
