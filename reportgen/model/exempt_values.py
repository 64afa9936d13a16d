"""What is exempt in a record, as words that no public text may say: sums however they are typed, names, figures.

What the public may not see is taken out of a record before anything is composed. An officer may still have typed it
into public prose (SI 2012/2089, regulation 20(2)).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.base.source import FieldPath
from reportgen.model.audience import marked_exempt
from reportgen.model.contracts import Supplier
from reportgen.model.finance import FundingSource, Measure
from reportgen.model.number_words import numbers_in_words
from reportgen.model.people import Person
from reportgen.model.record import Record, stated_fields
from reportgen.model.said_sums import SaidSum, said_sums
from reportgen.model.values import Exemption, Money, Passage, Percent, Prose, Quantity, pounds

SMALLEST_SUM = Decimal(1000)
"""In pounds. Smaller sums stand in any paper by chance."""

FEWEST_DIGITS = 3
"""Significant digits of a percentage or number that is looked for. Shorter ones stand in any paper by chance."""

SHORTEST_NAME = 5
"""Letters of a name of one word that is looked for."""

_OF_MONEY = re.compile(
    r"£|\b(?:GBP|pounds?|sterling|prices?|priced|costs?|fees?|bids?|sums?|tenders?|paid|pays?|payments?|charges?|rates?|"
    r"values?|budgets?|margins?|offers?|quotes?|spends?)\b",
    re.IGNORECASE,
)
"""Words of a text in which a bare number may be a sum, as in a table headed `Fee (£)`."""
_ENDS = re.compile(r"\s*(?:[^\w\s]|$|(?:a|per|each|for|in|and|or|to|on|over|from)\b)")
"""What stands behind a number that counts nothing else than pounds."""
_IN_UNITS = re.compile(r"£\s?(?:(?P<thousands>['’]?000|k)s?|(?P<millions>m|mn|million))\b", re.IGNORECASE)
"""The heading of a column whose sums are so many thousands or millions: `£000`, `£m`."""
_TYPED_SUM = re.compile(
    r"£\s?(\d{1,3}(?:[,\s]\d{3})+(?!\d)|\d+)(\.\d+)?\s?(bn|billion|mn|million|m|k|thousand)?(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_TYPED_PERCENT = re.compile(r"(?<![\d.,])(\d+\.\d+)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_PER_CENT = re.compile(r"\s+per\s?cent\b", re.IGNORECASE)
_PERCENT = r"\s?(?:%|per\s?cent\b)"
_BETWEEN = r"(?:[\s\-‐‑–_.+/]|%20)+"
"""What may stand between the words of a name: in a text, an address, an id or the name of a file."""
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_GENERIC = frozenset(
    re.findall(
        r"\w+",
        """
        adult adults and at better board budget business capital care children childrens commissioning community company
        contract contracts council direct domiciliary existing first for fund funding general government grant health
        healthcare home homecare housing improved improvement in independent integrated it learning leisure living local
        national nhs nursing of partner partners people programme project property provider providers public quality
        reserve reserves residential revenue school schools section service services social solutions support supported
        the transformation transport trust waste with young
        """,
    )
)
"""Words that any paper may hold, next to one another too: a name of these alone tells of nobody."""
_COMPANY = re.compile(r"\s+(?:ltd|limited|llp|plc|cic)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Secrets:
    """What no public text may say: sums in pounds, the same as typed, names, percentages, numbers with their unit.

    All but sums that have a field of their own are secret only where no public field states them too.
    """

    sums: frozenset[Decimal] = frozenset()
    typed_sums: frozenset[Decimal] = frozenset()
    names: frozenset[str] = frozenset()
    proper_names: frozenset[str] = frozenset()
    """Names that are other words too, and so are known by their capitals alone."""
    percents: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()
    """A number as it is written, without commas, and its unit."""

    @property
    def are_none(self) -> bool:
        """Whether nothing is secret."""
        return self == Secrets()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """What finds names, percentages and numbers with their unit in a text."""
        figures = [re.escape(n) + ("0*" if "." in n else "") + _PERCENT for n in sorted(self.percents)]
        figures += [_spaced(_grouped(number)) + rf"\s?{_words(unit)}" for number, unit in sorted(self.numbers)]
        any_form = [rf"(?<![\d.,])(?<!\d\s)(?=\d)(?:{'|'.join(figures)})(?!\w|[.,]\d)"] if figures else []
        named = [_name(name) for name in _longest_first(self.names)]
        named += [f"(?-i:{_name(name)}|{_name(name.upper())})" for name in _longest_first(self.proper_names)]
        any_form += [rf"(?<![^\W_])(?:{'|'.join(named)})(?![^\W_])"] if named else []
        return re.compile("|".join(any_form), re.IGNORECASE) if any_form else None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text says any of them."""
        if self._pattern is not None:
            yield from (found.span() for found in self._pattern.finditer(text))
        if self.sums or self.typed_sums:
            yield from ((said.start, said.end) for said in said_sums(text) if self._is_secret(said))
        if self.percents:
            for number in numbers_in_words(text):
                per_cent = _PER_CENT.match(text, number.end)
                if per_cent and f"{number.value:f}" in self.percents:
                    yield number.start, per_cent.end()

    def _is_secret(self, said: SaidSum) -> bool:
        """Return whether a sum is secret, or is one rounded.

        Rounded to one digit a sum is any sum: £1.2 million is said of few, £1 million of many.
        """
        if said.amount in self.typed_sums or said.amount in self.sums:
            return True
        return _digits(said.amount) > 1 and any(
            -said.step / 2 < said.amount - amount <= said.step / 2 for amount in self.sums if said.step > 1
        )


def _spaced(number: str) -> str:
    """Return a pattern for a number however its thousands are parted, with or without noughts behind its point."""
    pattern = re.escape(number).replace(",", r"[,'’\s]?")
    return pattern + ("" if "." in number else r"(?:\.00?)?")


def _grouped(number: str) -> str:
    whole, point, part = number.partition(".")
    return f"{int(whole):,}{point}{part}"


def _words(unit: str) -> str:
    """Return a pattern for words however they are spaced."""
    return r"\s+".join(map(re.escape, unit.split()))


def _name(name: str) -> str:
    """Return a pattern for a name however its words are parted, `&` and `and` being one and apostrophes of any kind."""
    words = [word for word in re.split(r"[\s\-‐‑–_]+", name) if word]
    return _BETWEEN.join(
        "(?:&|[Aa]nd|AND)" if word.lower() in ("&", "and") else re.sub("['’‘]", "['’‘]", re.escape(word))
        for word in words
    )


def found_in(text: str, secrets: Secrets) -> Iterator[str]:
    """Yield what a text says that is secret, as a reader sees it: without characters that take no room.

    In an id, which has no capitals, a name of several words is known without them.
    """
    text = _INVISIBLE.sub("", text)
    said = [text[start:end] for start, end in sorted(set(secrets.spans(text)))]
    yield from said
    if not said and _ID.fullmatch(text):
        at = secrets.spans(text.title())
        yield from (text[start:end] for start, end in at if re.search("[-_]", text[start:end]))


def _longest_first(forms: Iterable[str]) -> list[str]:
    return sorted(set(forms), key=lambda form: (-len(form), form))


# What is secret --------------------------------------------------------------------------------------------------


@dataclass
class _Gathered:
    """What has been met on the way through values."""

    sums: set[Decimal] = field(default_factory=set)
    typed_sums: set[Decimal] = field(default_factory=set)
    bare_sums: set[Decimal] = field(default_factory=set)
    """Numbers of a text on money that stand there without a pound sign."""
    quantities: set[Decimal] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)
    typed_percents: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)

    def take(self, value: object) -> None:
        """Gather all that a value says."""
        match value:
            case Money():
                self.sums.add(abs(value.amount))
            case Quantity():
                self.quantities.add(abs(value.value))
            case Percent():
                self.percents.add(str(value).removesuffix("%").replace(",", ""))
            case str():
                self._text(value)
            case Record():
                self._record(value)
            case tuple():
                for held in value:
                    self.take(held)
        if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Percent):
            for known in fields(value):
                if known.name != "exempt":
                    self.take(getattr(value, known.name))

    def _record(self, record: Record) -> None:
        if isinstance(record, Supplier | Person | FundingSource) and isinstance(record.name, str):
            self.names.add(record.name)
        if isinstance(record, Measure) and record.unit:
            for number in (record.value, record.low, record.high):
                if isinstance(number, Quantity):
                    self._number(number, record.unit)
        for name, value in record.__dict__.items():
            if name != "exempt":
                self.take(value)

    def _number(self, number: Quantity, unit: str) -> None:
        written = str(number).replace(",", "")
        if unit in ("%", "per cent", "percent"):
            self.percents.add(written)
        elif unit == "£":
            self.sums.add(abs(number.value))
        else:
            self.numbers.add((written, unit))

    def _text(self, text: str) -> None:
        is_of_money = _OF_MONEY.search(text) is not None
        for said in said_sums(text):
            if not said.is_bare:
                self.typed_sums.add(said.amount)
            elif is_of_money and (said.has_unit or _ENDS.match(text, said.end)):
                self.bare_sums.add(said.amount)
        self._column(text)
        self.typed_percents.update(_TYPED_PERCENT.findall(text))

    def _column(self, text: str) -> None:
        """Gather the sums of a table that says `£000` or `£m` at its head."""
        for units in {found.lastgroup for found in _IN_UNITS.finditer(text)} if "|" in text else ():
            power = 3 if units == "thousands" else 6
            cells = re.findall(r"\|\s*£?\s*(\d[\d,]*(?:\.\d+)?)\s*(?=\|)", text)
            self.bare_sums.update(Decimal(cell.replace(",", "")).scaleb(power) for cell in cells)


def says_nothing(whole: object) -> bool:
    """Return whether what is exempt in a record holds no sum, name or figure, so that there is nothing to look for."""
    gathered = _Gathered()
    for one in marked_exempt(whole):
        gathered.take(one)
    gathered.quantities.clear()
    return gathered == _Gathered()


def secrets_of(whole: object, public: object) -> Secrets:
    """Return what is secret of a record: `public` is what is left of it once what is exempt was taken out."""
    marked = list(marked_exempt(whole)) if public is not whole else []
    if not marked:
        return Secrets()
    exempt, known = _Gathered(), _Gathered()
    for one in marked:
        exempt.take(one)
    known.take(public)
    bare = {amount for amount in exempt.bare_sums if _digits(amount) >= FEWEST_DIGITS} - known.quantities
    typed = {amount for amount in exempt.typed_sums | bare if _digits(amount) > 1} - known.sums
    names, proper_names = _names(exempt.names - known.names)
    proper_names |= _withheld_titles(marked) - names
    percents = {one for one in exempt.percents if _digits(Decimal(one)) >= FEWEST_DIGITS}
    return Secrets(
        sums=frozenset(amount for amount in exempt.sums if amount >= SMALLEST_SUM),
        typed_sums=frozenset(amount for amount in typed if amount >= SMALLEST_SUM),
        names=frozenset(names),
        proper_names=frozenset(proper_names),
        percents=frozenset((percents | exempt.typed_percents) - known.percents),
        numbers=frozenset(one for one in exempt.numbers - known.numbers if _digits(Decimal(one[0])) >= FEWEST_DIGITS),
    )


def _withheld_titles(marked: Iterable[Record | Money | Passage]) -> set[str]:
    """Return the titles that the public is to read others for, known by their capitals."""
    found = set()
    for one in marked:
        exempt, title = getattr(one, "exempt", None), getattr(getattr(one, "report", one), "title", None)
        instead = exempt.public_title if isinstance(exempt, Exemption) else None
        if instead and isinstance(title, str) and " " in title and title.casefold() not in instead.casefold():
            found.add(title)
    return found


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _is_generic(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.lower().replace("'", "").replace("’", ""))
    return all(word in _GENERIC for word in words)


def _names(names: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the names that are looked for in any letters, and those that are by their capitals alone.

    The first are names of two words or more, the second those of one word, and names of companies without what kind
    of company they are. `Home Care Ltd` is looked for, `Home Care` stands in any paper.
    """
    whole: set[str] = set()
    proper: set[str] = set()
    for name in names:
        core = _COMPANY.sub("", name)
        several = len(re.findall(r"\w+", core)) > 1
        if core != name or (several and not _is_generic(name)):
            whole.add(name)
        if not _is_generic(core) and (several or len(core) >= SHORTEST_NAME):
            proper.add(core)
    return whole, proper - whole


# Where a record says it -----------------------------------------------------------------------------------------


def leaks_in_record(secrets: Secrets, record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Yield each secret that a public record says, by its path in that record."""
    if not secrets.are_none:
        for path, text in _texts(record, ()):
            yield from ((path, words) for words in found_in(text, secrets))


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    match value:
        case str():
            yield path, value
        case Money():
            yield path, pounds(value.amount)
        case Percent():
            yield path, str(value)
        case Prose():
            yield from (((*path, *passage.steps), passage.text) for passage in value.passages)
        case Record():
            for fact, held in stated_fields(value):
                yield from _texts(held, (*path, fact.key))
        case tuple():
            for place, held in enumerate(value):
                yield from _texts(held, (*path, place))
        case _:
            return


def sums_in(record: Record) -> Iterator[tuple[FieldPath, Money]]:
    """Yield each sum that a record states in a field of its own or types in a text, with its path."""
    yield from _sums(record, ())


def _sums(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, Money]]:
    match value:
        case str():
            typed = (_sum_typed(found.group()) for found in _TYPED_SUM.finditer(value))
            yield from ((path, money) for money in typed if money is not None)
        case Money():
            yield path, value
        case Prose():
            for passage in value.passages:
                yield from _sums(passage.text, (*path, *passage.steps))
        case Record():
            for fact, held in stated_fields(value):
                yield from _sums(held, (*path, fact.key))
        case tuple():
            for place, held in enumerate(value):
                yield from _sums(held, (*path, place))
        case _:
            return


def _sum_typed(typed: str) -> Money | None:
    """Return a sum that was found in a text, where it is written as a field could have it."""
    if "\n" in typed or re.fullmatch(r"£\s?[\d,]+(?:\.\d+)?(?:\s?[a-z]+)?", typed, re.IGNORECASE) is None:
        return None
    try:
        return Money.read(typed)
    except ValueError:
        return None
