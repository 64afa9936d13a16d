"""Grounds for changing a contract, as officers write them: `reg. 72 (1)(e)`, `s.74(1)(b)`, `Sch 8 para 1`.

The grounds are those of the Public Contracts Regulations 2015, regulation 72(1), of the Procurement Act 2023, section
74 and Schedule 8, and of the Provider Selection Regime (SI 2023/1348), regulations 13(1) and 14.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportgen.model.contracts import Regime


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """A ground: the law that it is of, and the provision, as `regulation 72(1)(e)`.

    A provision that leaves open which of its grounds is meant, as `regulation 72`, is not `whole`.
    """

    regime: Regime
    provision: str
    whole: bool = True

    def __str__(self) -> str:
        return self.provision


def pcr(letter: str) -> Ground:
    """Return the ground of regulation 72(1) of the Public Contracts Regulations 2015 with a letter, a to f."""
    return Ground(Regime.PCR2015, f"regulation 72(1)({letter})")


def schedule_8(paragraph: int) -> Ground:
    """Return the ground of a paragraph of Schedule 8 to the Procurement Act 2023."""
    return Ground(Regime.PA2023, f"Schedule 8, paragraph {paragraph}")


def psr(letter: str) -> Ground:
    """Return the ground of regulation 13(1) of the Provider Selection Regime Regulations with a letter, a to d."""
    return Ground(Regime.PSR, f"regulation 13(1)({letter})")


NOT_SUBSTANTIAL: Final = Ground(Regime.PA2023, "section 74(1)(b)")
BELOW_THRESHOLD: Final = Ground(Regime.PA2023, "section 74(1)(c)")
LIGHT_TOUCH: Final = Ground(Regime.PA2023, "section 74(2)")
PERMITTED: Final = Ground(Regime.PA2023, "section 74(1)(a)", whole=False)
URGENT_HEALTH: Final = Ground(Regime.PSR, "regulation 14")

_OPEN: Final = {
    72: Ground(Regime.PCR2015, "regulation 72", whole=False),
    74: Ground(Regime.PA2023, "section 74", whole=False),
    8: Ground(Regime.PA2023, "Schedule 8", whole=False),
    13: Ground(Regime.PSR, "regulation 13", whole=False),
}
_PCR_BY_PARAGRAPH: Final = {"3": ("b", "c"), "5": ("f",), "6": ("f",), "8": ("e",)}
"""What other paragraphs of regulation 72 are about: (3) notices for (b) and (c), (5) and (6) ground (f), (8) (e)."""
_PA_BY_SUBSECTION: Final = {"2": LIGHT_TOUCH, "3": NOT_SUBSTANTIAL, "4": BELOW_THRESHOLD, "6": BELOW_THRESHOLD}
_PARAGRAPHS_OF_SCHEDULE_8: Final = range(1, 12)

_LETTERS = r"(?:\s*(?:,|/|&|and|or)*\s*(?:ground\s*)?\(\s*[a-z]\s*\))"
_REGULATION = re.compile(
    r"(?:\breg(?:ulation)?s?\b\.?\s*|\br\.?\s*|(?<![\w.,/£-]))(?P<number>72|13|14)\b(?![,/]\d|%|\.\d(?!\s*\())"
    rf"(?P<rest>(?:\s*\.?\s*\(?\s*[1-9]\s*\)?(?=\s*[(.a-f,;]|\s*$|\s+[^0-9]))?{_LETTERS}*(?:\s*[a-f]\b(?=\s*(?:$|[,;.)])))?)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:\bs(?:ection)?s?\b\.?\s*|\bss?\.?\s?|(?<![\w.,/£-]))(?P<number>74)\b(?![.,/]\d|%)"
    rf"(?P<rest>(?:\s*\(\s*[1-9]\s*\))?{_LETTERS}*)",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"\bsch(?:edule)?\.?\s*8\b(?:[\s,:(]*(?:paragraphs?|paras?|pars?|p)?\.?\s*(?P<after>\d{1,2})\b)?",
    re.IGNORECASE,
)
_OF_SCHEDULE = re.compile(
    r"\b(?:paragraphs?|paras?)\.?\s*\(?(?P<paragraph>\d{1,2})(?:\([0-9a-z]\))*\s*(?:of|to|in|,)\s*(?:the\s+)?sch(?:edule)?\.?\s*8\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:^|\W)(?:ground\s*)?\(?\s*([a-f])\s*\)?\s*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s*([a-z])\s*\)", re.IGNORECASE)

_TITLES: Final = (
    (re.compile(r"public contracts? regulations?,? 2006|\bPCR\W{0,2}(?:20)?06\b", re.IGNORECASE), Regime.PCR2006),
    (re.compile(r"public contracts? regulations?,? 2015|\bPCR\W{0,2}(?:20)?15\b", re.IGNORECASE), Regime.PCR2015),
    (re.compile(r"procurement act,? 2023|\bPA\W{0,2}(?:20)?23\b", re.IGNORECASE), Regime.PA2023),
    (re.compile(r"provider selection regime|\bPSR\b"), Regime.PSR),
)


def read_grounds(text: str, regime: Regime | None = None) -> tuple[Ground, ...]:
    """Return the grounds that a text cites, each once, in the order of their provisions.

    `regime` is the law that is stated beside the text: with it, a bare letter, as `(a)` or `ground (e)`, is read too.
    A provision that is cited with its ground is not given a second time without it.
    """
    found = {*_regulations(text), *_sections(text), *_schedules(text)}
    if not found and regime in (Regime.PCR2015, Regime.PSR):
        letter = _LETTER.search(text.strip())
        if letter:
            found = {pcr(letter[1].lower())} if regime is Regime.PCR2015 else _health([letter[1].lower()])
    settled = {ground.regime for ground in found if ground.whole}
    return tuple(sorted(ground for ground in found if ground.whole or ground.regime not in settled))


def laws_named(text: str) -> frozenset[Regime]:
    """Return the procurement laws that a text names by their titles or usual short names."""
    return frozenset(regime for pattern, regime in _TITLES if pattern.search(text))


def _regulations(text: str) -> Iterator[Ground]:
    for match in _REGULATION.finditer(text):
        number, rest = int(match["number"]), match["rest"]
        is_named = match[0].lower().startswith("r")
        if not is_named and (number != 72 or not re.search(r"\(|\.\s*\d", rest) or _of_contract(text, match)):
            continue
        letters = [letter.lower() for letter in _IN_BRACKETS.findall(rest)]
        plain = re.search(r"[1-9]\W*\s*([a-f])\s*$", rest, re.IGNORECASE)
        letters += [plain[1].lower()] if plain and not letters else []
        paragraph = re.match(r"\s*\.?\s*\(?\s*([1-9])", rest)
        if number == 72:
            yield from _changes(paragraph[1] if paragraph else "1", letters)
        elif number == 13:
            yield from _health(letters) or {_OPEN[13]}
        else:
            yield URGENT_HEALTH


def _of_contract(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is that of a clause of the contract, or of a rule of the council's own."""
    return bool(re.search(r"\b(?:clauses?|orders?|rules?|CSO|paragraphs?|schedule)\s*$", text[: match.start()], re.I))


def _changes(paragraph: str, letters: list[str]) -> Iterator[Ground]:
    if paragraph == "1":
        of_law = [letter for letter in letters if letter in "abcdef"]
        yield from (pcr(letter) for letter in of_law)
        if not of_law:
            yield _OPEN[72]
    else:
        yield from (pcr(letter) for letter in _PCR_BY_PARAGRAPH.get(paragraph, ())[:1])


def _health(letters: list[str]) -> set[Ground]:
    return {psr(letter) for letter in letters if letter in "abcd"}


def _sections(text: str) -> Iterator[Ground]:
    for match in _SECTION.finditer(text):
        rest = match["rest"]
        if not match[0].lower().startswith("s") and ("(" not in rest or _of_contract(text, match)):
            continue
        subsection = re.search(r"\(\s*([1-9])\s*\)", rest)
        letters = [letter.lower() for letter in _IN_BRACKETS.findall(rest)]
        if subsection is None or subsection[1] == "1":
            known = {"a": PERMITTED, "b": NOT_SUBSTANTIAL, "c": BELOW_THRESHOLD}
            grounds = [known[letter] for letter in letters if letter in known]
            yield from grounds or [_OPEN[74]]
        elif subsection[1] in _PA_BY_SUBSECTION:
            yield _PA_BY_SUBSECTION[subsection[1]]


def _schedules(text: str) -> Iterator[Ground]:
    paragraphs = [match["paragraph"] for match in _OF_SCHEDULE.finditer(text)]
    for match in _SCHEDULE.finditer(text):
        if match["after"]:
            paragraphs.append(match["after"])
        elif not paragraphs:
            yield _OPEN[8]
    yield from (schedule_8(int(number)) for number in paragraphs if int(number) in _PARAGRAPHS_OF_SCHEDULE_8)
