"""Addresses that stand in words by themselves: of pages on the web, and of letter boxes."""

import re
from urllib.parse import urlsplit

from reportgen.document.nodes import Link, Text, Value

_ANY_SIGN = r"[^\s<>]"
MAIL_ADDRESS = (
    r"(?<![A-Za-z0-9.+%'\-])(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._+%'\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.)+[A-Za-z]{2,63}"
)


def web_address(sign: str = _ANY_SIGN) -> str:
    """Return the pattern of an address on the web; `sign` is that of what it goes on with."""
    host = r"(?=[A-Za-z0-9\-]{1,63}\.[A-Za-z0-9\-])"
    return rf"(?<![\w@])(?:(?i:https?://)|(?<![./:\-])(?:www|WWW)\.{host})(?:{sign})+"


_ADDRESS = re.compile(f"{web_address()}|{MAIL_ADDRESS}")
_NO_HOST = re.compile(r"(?i:https?:/*|www(?:\.[^.]*)?)")
_HOST_ENDS = re.compile("[/?#]")
_SCHEMES = ("http://", "https://", "mailto:")
_CLOSING = {")": "(", "]": "[", "}": "{"}


def without_punctuation(address: str) -> str:
    """Return an address without the punctuation of the sentence that it stands in; empty where none is left."""
    while address:
        last = address[-1]
        opening = _CLOSING.get(last)
        closes_sentence = last in ".,;:!?'\"*_~|’”»…" or (opening and address.count(last) > address.count(opening))
        if not closes_sentence:
            break
        address = address[:-1]
    return "" if _NO_HOST.fullmatch(address) else address


def leads_to(words: str) -> str:
    """Return what an address leads to: that with its scheme, where people leave it out."""
    if words.lower().startswith(_SCHEMES):
        return words
    return f"mailto:{words}" if "@" in _HOST_ENDS.split(words, maxsplit=1)[0] else f"https://{words}"


def in_links(value: Value) -> tuple[Text | Link, ...]:
    """Return the words of a value in pieces, with each address as a link; nothing where it holds none."""
    text, at = value.text, 0
    if not _may_hold_address(text):
        return ()
    found: list[Text | Link] = []
    for match in _ADDRESS.finditer(text):
        words = without_punctuation(match[0])
        if words and _is_sound(leads_to(words)):
            if match.start() > at:
                found.append(Text(text[at : match.start()]))
            found.append(Link((Text(words),), leads_to(words)))
            at = match.start() + len(words)
    if found and at < len(text):
        found.append(Text(text[at:]))
    return tuple(found)


def _is_sound(address: str) -> bool:
    """Tell whether an address has a place that can be asked for it."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "mailto" or (bool(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def _may_hold_address(text: str) -> bool:
    """Tell at little cost, as most values hold none."""
    return "@" in text or "://" in text or "www." in text or "WWW." in text


def leads_by_itself(words: str, address: str) -> bool:
    """Tell whether words are an address, and lead to the one given without a link being written for them.

    Word adds a stroke at the end of some addresses, and `http://` to those that begin with `www.`.
    """
    match = _ADDRESS.fullmatch(words)
    if match is None or without_punctuation(words) != words:
        return False
    spelt = words.lower().rstrip("/")
    return address.lower().rstrip("/") in (spelt, f"mailto:{spelt}", f"https://{spelt}", f"http://{spelt}")
