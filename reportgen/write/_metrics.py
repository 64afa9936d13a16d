"""How wide words are: worked out, as no machine that writes a paper has to have its fonts.

Widths are those of Arial (and Liberation Sans, which has the same) in thousandths of the size of the letters.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

_CAUTION = 1.03
"""Lines are taken to be this much longer than they are: programs differ in how they set letters."""

_REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|¦", 278: " !,./:;I[\\]ft\u00a0·ÌÍÎÏìíîï", 333: "()-`r¡¨²³´¸¹‐‑“”", 334: "{}",
    350: "•", 355: '"', 370: "ªº", 389: "*", 400: "°", 469: "^", 500: "JcksvxyzçýÿŠšž", 549: "±÷",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöøùúûüþ–€", 584: "+<=>~¬×−",
    611: "FTZ¿ßŽ", 667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞŠŸ", 722: "CDHNRUwÇÐÑÙÚÛÜ", 737: "©®", 778: "GOQÒÓÔÕÖØ",
    833: "Mm", 834: "¼½¾", 889: "%æ", 944: "W", 1000: "ÆŒœ—…™", 1015: "@",
}  # fmt: skip
_BOLD = {
    238: "'", 278: " ,./I\\ijl\u00a0·ÌÍÎÏìíîï‘’", 280: "|¦", 333: "!()-:;[]`ft¡¨²³´¸¹‐‑", 350: "•", 370: "ªº",
    389: "*r{}", 400: "°", 474: '"', 500: "zž“”", 549: "±÷", 556: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿš–€",
    584: "+<=>^~¬×−", 611: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþŽ", 667: "EPSVXYÈÉÊËÝÞŠŸ", 722: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ",
    737: "©®", 778: "GOQwÒÓÔÕÖØ", 833: "M", 834: "¼½¾", 889: "%mæ", 944: "W", 975: "@", 1000: "ÆŒœ—…™",
}  # fmt: skip
_UNKNOWN = 1000
# How much wider than Arial other fonts run. One that is not named is taken to run wide.
_RUN_OF_FONTS = {
    "Arial": 1.0, "Helvetica": 1.0, "Liberation Sans": 1.0, "Arial Narrow": 0.85, "Calibri": 0.95, "Carlito": 0.95,
    "Aptos": 1.02, "Gill Sans MT": 1.0, "Segoe UI": 1.03, "Times New Roman": 0.95, "Tahoma": 1.05,
    "Trebuchet MS": 1.05, "Lato": 1.02, "Open Sans": 1.1, "Georgia": 1.08, "Century Gothic": 1.15, "Verdana": 1.2,
}  # fmt: skip
_RUN_OF_OTHERS = 1.2


@cache
def _widths(bold: bool) -> dict[str, int]:
    return {char: width for width, chars in (_BOLD if bold else _REGULAR).items() for char in chars}


def width(text: str, size: float, *, bold: bool = False, font: str = "Arial") -> float:
    """Return the width of words on one line, in points."""
    widths = _widths(bold)
    total = sum([widths.get(char, _UNKNOWN) for char in text])
    return total * size * _CAUTION * _RUN_OF_FONTS.get(font, _RUN_OF_OTHERS) / 1000


_UNBROKEN = re.compile(r"[^ \t\n–—-]+[–—-]?")


def widest_word(texts: Iterable[str], size: float, *, bold: bool = False, font: str = "Arial") -> float:
    """Return the width in points of the widest stretch that no program breaks: lines end at spaces and dashes only."""
    words = {word for text in texts for word in _UNBROKEN.findall(text)}
    longest = max(map(len, words), default=0)
    # The widest letters are under five times as wide as the narrowest.
    return max((_word_width(word, size, bold, font) for word in words if 5 * len(word) > longest), default=0.0)


@lru_cache(maxsize=4096)
def _word_width(word: str, size: float, bold: bool, font: str) -> float:
    return width(word, size, bold=bold, font=font)
