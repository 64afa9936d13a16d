"""What stands inside a line: bold and italic words, links, addresses, breaks, and characters with a backslash."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString

from reportgen.compose.markdown import is_allowed_address
from reportgen.compose.markdown.weight import ETX, STX, WEIGHED, Piece, end_of, pieces_of
from reportgen.document.addresses import leads_to, web_address, without_punctuation

_Match = tuple[Element | str | None, int | None, int | None]
"""What the package wants of an `InlineProcessor`, whose base class it declares to take and give something else."""

_AS_TYPED = re.compile(f"{STX}([0-9]+){ETX}")
_STASHED = f"{STX}klzzwxh:[0-9]+{ETX}"
_NO_LINK = ("a",)

ESCAPED = r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\]^_`{|}~•–·])"""
LINK = r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\([ \t\n]*((?:[^\s()<>]|\([^\s()<>]*\))+)[ \t\n]*\)"
BRACKETED_ADDRESS = r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@:]+@[^\s<>@:]+)>"
WEB_ADDRESS = web_address(rf"{_STASHED}|[^\s<>{STX}{ETX}\ue000-\uf8ff]")
BREAK = "(?: {2,}|\\\\)\n|\v"
EMPHASIS = "[*_]"

_LINKED = re.compile(r"[\\\[<@\v]|://|(?:www|WWW)\.|  \n")


def inline_text(words: str) -> str:
    """Return words for an element: those that hold no mark in the form that the package doesn't look at again."""
    return words if _LINKED.search(words) or WEIGHED.search(words) else AtomicString(words)


def may_be_linked(text: str) -> bool:
    """Tell whether a text may hold a link, an address, a break or a backslash: any mark but bold and italic."""
    return _LINKED.search(text) is not None


def keep(character: str) -> str:
    """Return a character in the form in which the package leaves it alone: its number between two control codes."""
    return f"{STX}{ord(character)}{ETX}"


def as_typed(text: str) -> str:
    """Return a text with the characters that were kept."""
    return _AS_TYPED.sub(lambda match: chr(int(match[1])), text) if STX in text else text


class EscapeProcessor(InlineProcessor):
    r"""Reads `\*`: the character itself. A backslash before a backslash stays, as network paths have two."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802 - see _Match
        """Return the character."""
        return keep(m[1]), m.start(), m.end()


class LinkProcessor(InlineProcessor):
    """Reads `[words](address)`. An address that a link may not lead to leaves it as typed, as does a picture."""

    ANCESTOR_EXCLUDES = _NO_LINK

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802 - see _Match
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

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802 - see _Match
        """Return the link."""
        bracketed = m.re.groups > 0
        words = m[1] if bracketed else without_punctuation(self._up_to_markup(m[0]))
        if not words:
            return None, None, None
        link = Element("a", href=leads_to(as_typed(self.unescape(words))))
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


class BreakProcessor(InlineProcessor):
    """Reads two spaces or a backslash at the end of a line, or Word's own line break."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802 - see _Match
        """Return the break."""
        return Element("br"), m.start(), m.end()


class EmphasisProcessor(InlineProcessor):
    """Reads bold and italic words, all those of a text at once: what pairs with what depends on all of them.

    CommonMark's rules, and stricter inside words: in "5*6*7" and "a_b_c" nothing is marked.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]  # noqa: N802 - see _Match
        """Return the rest of the text, with its bold and italic words."""
        span = Element("span")
        _fill(span, [(words.translate(_KEEP), bold, italic) for words, bold, italic in pieces_of(data, m.start())])
        return span, m.start(), len(data)


_KEEP = {ord("*"): keep("*"), ord("_"): keep("_")}


def _fill(span: Element, pieces: list[Piece]) -> None:
    """Put words into elements, the longer of two that overlap outside."""
    at = 0
    while at < len(pieces):
        words, bold, italic = pieces[at]
        if not (bold or italic):
            _add_words(span, words)
            at += 1
            continue
        bold_end, italic_end = end_of(pieces, at, 1), end_of(pieces, at, 2)
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


def _add_words(element: Element, words: str) -> None:
    if len(element) and element.tag in ("span", "strong", "em"):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
