"""What is exempt in a record, as words that no public text may say: sums however they are typed, names, figures.

What the public may not see is taken out of a record before anything is composed. An officer may still have typed it
into public prose (SI 2012/2089, regulation 20(2)).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from reportgen.base.source import FieldPath
from reportgen.model.audience import marked_exempt
from reportgen.model.contracts import Supplier
from reportgen.model.finance import FundingSource, Measure
from reportgen.model.number_words import BEGINS, ENDS, in_words, numbers_in_words, point_in_words, scaled_in_words
from reportgen.model.people import Person
from reportgen.model.record import Record, stated_fields
from reportgen.model.values import Exemption, Money, Passage, Percent, Prose, Quantity, pounds, scaled

SMALLEST_SUM = Decimal(1000)
"""In pounds. Smaller sums stand in any paper by chance."""

FEWEST_DIGITS = 3
"""Significant digits of a percentage or number that is looked for. Shorter ones stand in any paper by chance."""

FEWEST_POUNDS_BARE = 10_000
"""A smaller sum in words is looked for only with the word `pounds`: `two thousand` may be people."""

MOST_IN_WORDS = 10**12
"""In pounds: a larger sum is not looked for in words."""

MOST_OF_A_UNIT = 1_000_000
"""Thousands, millions or billions: a larger number of them is not looked for in words."""

LONGEST_SUM = 30
"""Characters of a sum in a text."""

SHORTEST_NAME = 5
"""Letters of a name of one word that is looked for."""

_UNITS = {"": 0} | {
    unit: power
    for power, units in {
        3: ("k", "thousand", "thou", "grand"),
        6: ("m", "mn", "mln", "mill", "million"),
        9: ("bn", "billion"),
    }.items()
    for unit in units
}
_ANY_UNIT = "|".join(sorted(filter(None, _UNITS), key=len, reverse=True))
_ANY_SUM = re.compile(
    rf"(?P<sign>£\s*|GBP\s*)?(?<![\d.])(?P<number>\d{{1,3}}(?:[,'’\s]\d{{3}})+(?!\d)|\d+|(?=\.\d))(?P<part>\.\d+)?"
    rf"\s?(?P<unit>{_ANY_UNIT})?(?!\w|[.,]\d)(?P<after>\s?(?:pounds|GBP|sterling)\b)?",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"£|\b(?:GBP|pounds?|sterling|prices?|priced|costs?|fees?|bids?|sums?|tenders?|paid|pays?|payments?|charges?|rates?|"
    r"values?|budgets?|margins?|offers?|quotes?|spends?)\b",
    re.IGNORECASE,
)
"""Words of a text in which a bare number may be a sum, as in a table headed `Fee (£)`."""
_SAID_UNITS = {
    9: ("bn", " billion"),
    6: ("m", " million", "mn", " mln", " mill"),
    3: ("k", " thousand", " grand", " thou"),
}
_ENDS = re.compile(r"\s*(?:[^\w\s]|$|(?:a|per|each|for|in|and|or|to|on|over|from)\b)")
"""What stands behind a number that counts nothing else than pounds."""
_IN_UNITS = re.compile(r"£\s?(?:(?P<thousands>['’]?000|k)s?|(?P<millions>m|mn|million))\b", re.IGNORECASE)
"""The heading of a column whose sums are so many thousands or millions: `£000`, `£m`."""
_TYPED_SUM = re.compile(
    r"£\s?(\d{1,3}(?:[,\s]\d{3})+(?!\d)|\d+)(\.\d+)?\s?(bn|billion|mn|million|m|k|thousand)?(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_TYPED_PERCENT = re.compile(r"(?<![\d.,])(\d+\.\d+)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
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

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds any of them in a text; nothing where there is nothing secret."""
        sums = _longest_first(self._sum_forms())
        figures = [rf"(?:(?<=£)|(?<=£\s)|(?<=GBP)|(?<=GBP\s)){_spaced(form)}" for form in sums]
        figures += [_spaced(form, near=form[-1] in "mk") for form in sums if _stands_out(form)]
        figures += [rf"{_spaced(form)}\s?(?:pounds|GBP|sterling)\b" for form in sums]
        figures += [re.escape(n) + ("0*" if "." in n else "") + _PERCENT for n in sorted(self.percents)]
        figures += [_spaced(_grouped(number)) + rf"\s?{_words(unit)}" for number, unit in sorted(self.numbers)]
        any_form = [rf"(?<![\d.,])(?<!\d\s)(?=[\d.])(?:{'|'.join(figures)})(?!\w|[.,]\d)"] if figures else []
        worded = _longest_first(self._in_words())
        any_form += [rf"(?<![^\W_]){BEGINS}(?:{'|'.join(worded)}){ENDS}"] if worded else []
        named = [_name(name) for name in _longest_first(self.names)]
        named += [f"(?-i:{_name(name)}|{_name(name.upper())})" for name in _longest_first(self.proper_names)]
        any_form += [rf"(?<![^\W_])(?:{'|'.join(named)})(?![^\W_])"] if named else []
        return re.compile("|".join(any_form), re.IGNORECASE) if any_form else None

    def _sum_forms(self) -> set[str]:
        return {
            form
            for sums, exact in ((self.typed_sums, True), (self.sums, False))
            for amount in sums
            for form in sum_forms(amount, exact=exact)
        }

    def _in_words(self) -> set[str]:
        said = {
            form
            for sums, exact in ((self.typed_sums, True), (self.sums, False))
            for amount in sums
            for form in _sum_in_words(amount, exact=exact)
        }
        return said | {point_in_words(Decimal(n)) + r"\s+per\s?cent" for n in self.percents if "." in n}


def sum_forms(amount: Decimal, *, exact: bool = False) -> tuple[str, ...]:
    """Return the ways in which a sum may be typed, without its pound sign: `9,139,875`, `9.14m`, `9,140 thousand`.

    With `exact`, only those that are not rounded.
    """
    forms = {pounds(abs(amount))}
    for number, power in _scaled_values(amount, exact=exact):
        places = max(0, -int(number.as_tuple().exponent))
        forms.update(scaled(number.scaleb(power), power, places, unit) for unit in _SAID_UNITS[power])
    return tuple(sorted(form.replace("£", "") for form in forms if len(form.strip("£")) > 2))


def _scaled_values(amount: Decimal, *, exact: bool) -> set[tuple[Decimal, int]]:
    """Return a sum as so many thousands, millions and billions, with the power of ten of each."""
    amount = abs(amount)
    found = set()
    for power in _SAID_UNITS:
        to_the_pound = max(0, power - int(amount.normalize().as_tuple().exponent))
        for places in sorted({0, 1, 2, 3, to_the_pound}):
            step = Decimal(1).scaleb(power - places)
            rounded = (amount / step).to_integral_value(ROUND_HALF_UP)
            # Rounded to one digit a sum is any sum: £1.2 million is said of few, £1 million of many.
            if rounded and (amount % step == 0 or (not exact and _digits(rounded) > 1)):
                found.add((rounded.scaleb(-places), power))
    return found


def _sum_in_words(amount: Decimal, *, exact: bool) -> Iterator[str]:
    """Yield patterns for a sum in words; a small one is known by its pounds alone."""
    values = _scaled_values(amount, exact=exact)
    whole = {number.scaleb(power) for number, power in values} | {abs(amount)}
    for one in whole:
        if one == one.to_integral_value() and 0 < one < MOST_IN_WORDS:
            yield in_words(int(one)) + ("" if one >= FEWEST_POUNDS_BARE else r"\s+pounds")
    for number, power in values:
        if number < MOST_OF_A_UNIT:
            yield from scaled_in_words(number.normalize(), power)


def _stands_out(form: str) -> bool:
    """Return whether a sum is known for one without a pound sign: `2,024` may be a year, `12k` a distance."""
    return len(re.sub(r"\D", "", form)) > 4 or not form[-1].isdigit()


def _spaced(form: str, *, near: bool = False) -> str:
    """Return a pattern for a number however its thousands are parted, with or without pence, its unit beside it.

    With `near` no space may part the two: `6.95 m` is a length.
    """
    number, unit = re.fullmatch(r"([\d,.]+)(.*)", form).groups()  # type: ignore[union-attr]  # each form is a number
    pattern = re.sub(r"^0\\\.", r"0*\\.", re.escape(number)).replace(",", r"[,'’\s]?")
    if not unit:
        return pattern + ("" if "." in number else r"(?:\.00?)?")
    return pattern + (r"0*" if "." in number else r"(?:\.0+)?") + ("" if near else r"\s?") + re.escape(unit.strip())


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


def found_in(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield what a pattern finds in a text as a reader sees it: without characters that take no room.

    In an id, which has no capitals, a name of several words is known without them.
    """
    text = _INVISIBLE.sub("", text)
    said = [found.group() for found in pattern.finditer(text)]
    yield from said
    if not said and _ID.fullmatch(text):
        at = (found.span() for found in pattern.finditer(text.title()))
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
        for found in _ANY_SUM.finditer(text):
            if len(found.group()) > LONGEST_SUM:
                continue
            number = Decimal(re.sub(r"[,'’\s]", "", found["number"]) + (found["part"] or ""))
            amount = round(number.scaleb(_UNITS[(found["unit"] or "").lower()]), 2)
            if found["sign"] or found["after"]:
                self.typed_sums.add(amount)
            elif is_of_money and (found["unit"] or (amount >= FEWEST_POUNDS_BARE and _ENDS.match(text, found.end()))):
                self.bare_sums.add(amount)
        self._column(text)
        if is_of_money:
            self.bare_sums.update(numbers_in_words(text))
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
        exempt, title = getattr(one, "exempt", None), getattr(one, "title", None)
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
    pattern = secrets.pattern
    if pattern is not None:
        for path, text in _texts(record, ()):
            yield from ((path, words) for words in found_in(text, pattern))


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
            yield from ((path, Money.read(found.group())) for found in _TYPED_SUM.finditer(value) if _is_sum(found[0]))
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


def _is_sum(typed: str) -> bool:
    """Return whether a sum that was found in a text is written as a field could have it."""
    if len(typed) > LONGEST_SUM:
        return False
    return re.fullmatch(r"£\s?[\d,]+(?:\.\d+)?(?:\s?[a-z]+)?", typed, re.IGNORECASE) is not None and "\n" not in typed
