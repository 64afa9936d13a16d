"""Figures: whether they can be true, agree with one another, and are as exact and as recent as they seem."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.figures import Figure, figures_in, half_of, whole_of
from reportgen.check.rule import CannotTell, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, days_of, listed, months_of, percent, pounds, say
from reportgen.model.calendar import add_months
from reportgen.model.contracts import ContractOption
from reportgen.model.decision import Decision
from reportgen.model.finance import Bound, Measure
from reportgen.model.values import Day, Quantity

HOURS_IN_WEEK: Final = 168
MANY_HOURS_IN_WEEK: Final = 60
"""Hours of care a person a week above which somebody should look: more than eight a day."""

WEEKS: Final = {
    "day": Decimal(1) / 7,
    "week": Decimal(1),
    "fortnight": Decimal(2),
    "month": Decimal(52) / 12,
    "quarter": Decimal(13),
    "year": Decimal(52),
    "annum": Decimal(52),
}
"""The weeks in each time that a figure may be for."""

POUNDS: Final = {"£": 0, "£k": 3, "£000": 3, "£000s": 3, "£m": 6, "£ million": 6, "£bn": 9}
"""The units of money of a figure, with the power of ten that they stand for."""

A_VOLUME: Final = 1000
"""From so many on, hours or pounds are a volume of service, and not the length or price of one visit."""

_PEOPLE: Final = re.compile(
    r"\b(?:people|persons?|residents?|adults?|children|users?|customers?|clients?|tenants?|patients?)\b", re.IGNORECASE
)
_NO_WHOLE: Final = re.compile(
    r"\b(?:providers?|suppliers?|agenc(?:y|ies)|contracts?|visits?|calls?|packages?|staff|carers?|workers?|homes|teams?|"
    r"answered|responded|replied|surveyed|asked|waiting|complain|survey)",
    re.IGNORECASE,
)
"""Words of figures that count something else than the people who have the service, or only some of them."""

_GROUPS: Final = re.compile(
    r"\b(adult|child|young|older|learning|mental|physical|carer|framework|spot|in-house)", re.IGNORECASE
)


def _per(measure: Measure) -> str | None:
    """Return the time that a figure is for in one of the words of WEEKS, None for any other."""
    words = (measure.per or "").lower().removeprefix("each ").removeprefix("a ").removeprefix("per ").rstrip("s")
    return words if words in WEEKS else None


def _is_hours(measure: Measure) -> bool:
    return (measure.unit or "").lower() in ("hours", "hour", "hrs") and measure.value is not None


def _amount(measure: Measure) -> Decimal | None:
    """Return a figure that is a sum of money, in pounds; None for any other."""
    power = POUNDS.get((measure.unit or "").lower())
    return measure.value.value.scaleb(power) if measure.value is not None and power is not None else None


def _people(case: Case, *, all_of_them: bool = True) -> list[Measure]:
    """Return the figures that count people, the largest first; of two alike, first the one that is no limit.

    With `all_of_them`, those that count only some of the people who have the service are left out.
    """
    found = [
        figure.measure
        for figure in figures_in(case)
        if figure.measure.value is not None
        and (figure.measure.unit is None or _PEOPLE.search(figure.measure.unit))
        and _PEOPLE.search(f"{figure.measure.unit or ''} {figure.measure.label}")
        and not figure.measure.per
        and not (all_of_them and (figure.measure.part_of or _NO_WHOLE.search(figure.measure.label)))
        and figure.measure.value.value > 0
        and not figure.measure.value.places
        and figure.key != "supplier_counts"
    ]
    return sorted(found, key=lambda one: (-one.value.value if one.value else 0, one.bound is not None))


# Whether it can be true ----------------------------------------------------------------------------------------


def _plausible(case: Case) -> Iterator[Judged]:
    people = next(iter(_people(case)), None)
    judged = False
    for figure in figures_in(case):
        measure, amount = figure.measure, _amount(figure.measure)
        if _is_hours(measure) and measure.value is not None and measure.value.value >= A_VOLUME:
            judged = True
            yield from _hours(figure, measure.value, people)
        elif amount is not None and amount >= A_VOLUME:
            judged = True
            if measure.per is None:
                yield _without_period(figure, measure, f"{pounds(amount)}")
    if not judged:
        yield NotApplicable("there are no hours of care and no yearly sums among the figures")


def _without_period(figure: Figure, measure: Measure, shown: str, told: str = "") -> Problem:
    message = f"{measure.label}: {shown} is not said to be for a week, a month or a year.{told}"
    return Problem(figure.path, message, "add `per`, as year", severity=Severity.WARNING)


def _hours(figure: Figure, hours: Quantity, people: Measure | None) -> Iterator[Judged]:
    per, count = _per(figure.measure), people.value.value if people is not None and people.value is not None else None
    each = {word: hours.value / count / WEEKS[word] for word in ("week", "year")} if count else {}
    if figure.measure.per is None:
        read = [f"{_tenth(one)} hours a week each if it is for a {word}" for word, one in each.items()]
        told = f" For {_counted_people(people)} that is {listed(read)}." if read else ""
        yield _without_period(figure, figure.measure, f"{hours} hours", told)
        return
    if not count or per is None:
        return
    weekly = hours.value / count / WEEKS[per]
    if weekly > MANY_HOURS_IN_WEEK:
        begin = f"{hours} hours a {per} for {_counted_people(people)} is {_tenth(weekly)} hours a week each"
        yearly = f"; as hours a year it would be {_tenth(each['year'])}" if per != "year" else ""
        if weekly > HOURS_IN_WEEK:
            yield Problem(figure.path, f"{begin}, and a week has {HOURS_IN_WEEK}{yearly}.", "check the hours and `per`")
        else:
            message = f"{begin}, more than eight hours a day{yearly}."
            yield Problem(figure.path, message, "check the hours and `per`", severity=Severity.WARNING)


def _counted_people(people: Measure | None) -> str:
    return f"{people.value} people ({people.label})" if people is not None else "nobody"


def _tenth(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


UNIT_PLAUSIBLE: Final = Rule(
    id="UNIT-PLAUSIBLE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Hours and sums have a period and are possible",
    checks=(
        "A figure of a thousand hours or pounds or more says what time it is for (a warning if not). Hours of care, "
        "shared among the largest number of people with the service that the file gives, are no more than the 168 "
        "hours of a week for each; more than 60 are a warning."
    ),
    why="Hours a year that are given as hours a week are out by fifty, and so is every price reckoned from them.",
    source="Plausibility.",
    check=_plausible,
    bad='measures: [{id: hours, value: "100,801", per: week}]',
    good='measures: [{id: hours, value: "36,000", per: week}]',
)

# Hours, price and spending -------------------------------------------------------------------------------------

ALLOWED_OFF: Final = Decimal("0.10")
"""The part by which the price that hours and spending imply may differ from the one that is stated."""


def _group_of(measure: Measure) -> tuple[str, ...]:
    """Return what tells whom a figure is about: its scope, or else the groups that its label names."""
    if measure.scope is not None:
        return (measure.scope.casefold(),)
    return tuple(sorted({found.lower() for found in _GROUPS.findall(measure.label)}))


def _pairs(case: Case) -> Iterator[tuple[Figure, Figure]]:
    """Yield spending and hours for the same group and time, where there is just one of each."""
    found: dict[tuple[tuple[str, ...], str | None], tuple[list[Figure], list[Figure]]] = {}
    for figure in figures_in(case):
        if figure.measure.value is None or figure.measure.per is None:
            continue
        key = (_group_of(figure.measure), _per(figure.measure))
        spending, hours = found.setdefault(key, ([], []))
        amount = _amount(figure.measure)
        if amount is not None and amount >= A_VOLUME:
            spending.append(figure)
        elif _is_hours(figure.measure):
            hours.append(figure)
    for (_, per), (spending, hours) in found.items():
        if per is not None and len(spending) == len(hours) == 1:
            yield spending[0], hours[0]


def _triangle(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    rate = finance.unit_rate if finance is not None else None
    pairs = list(_pairs(case))
    if rate is None or rate.value is None or rate.unit != "£" or (rate.per or "").lower().rstrip("s") != "hour":
        yield NotApplicable("no price of an hour is stated")
        return
    if not pairs:
        yield NotApplicable("no hours and spending are for the same group and time")
    for spending, hours in pairs:
        if rate.scope is None or _group_of(rate) == _group_of(hours.measure):
            yield from _implied(spending, hours, rate.value)


def _implied(spending: Figure, hours: Figure, rate: Quantity) -> Iterator[Judged]:
    spent, count = spending.measure.value, hours.measure.value
    if spent is None or count is None or count.value <= 0:
        return
    power = POUNDS[(spending.measure.unit or "").lower()]
    ends = [(spent.value + off).scaleb(power) / count.value for off in (-half_of(spent), half_of(spent))]
    low, high = rate.value * (1 - ALLOWED_OFF), rate.value * (1 + ALLOWED_OFF)
    if ends[1] < low or ends[0] > high:
        amount = spent.value.scaleb(power)
        between = f" ({_pence(ends[0])} to {_pence(ends[1])} with rounding)" if spent.places or power else ""
        message = (
            f"{pounds(amount)} for {count} hours is {_pence(amount / count.value)} an hour{between}; the price of an "
            f"hour is stated as {_pence(rate.value)}, at which the hours would cost "
            f"{pounds((rate.value * count.value).quantize(Decimal(1)))}."
        )
        yield Problem(spending.path, message, "check the hours, the spending and the price")


def _pence(amount: Decimal) -> str:
    return f"£{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


RATE_TRIANGLE: Final = Rule(
    id="RATE-TRIANGLE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Hours times their price are what is spent",
    checks=(
        "Where a price of an hour is stated (`finance.unit_rate`), and just one figure of spending and one of hours "
        "are for the same group and time, the price that these imply is within ten per cent of it, whatever rounding "
        "there is in the spending. The group is the `scope`, or else what the labels name, as children."
    ),
    why="Two of the three give the third, and members can do that sum.",
    source="Plausibility.",
    check=_triangle,
    bad="finance: {unit_rate: {label: Price of an hour, value: 18.18, unit: £, per: hour}}",
    good="finance: {unit_rate: {label: Price of an hour, value: 18.19, unit: £, per: hour}}",
)

# One figure, one value -----------------------------------------------------------------------------------------


def _conflicts(case: Case) -> Iterator[Judged]:
    figures = list(figures_in(case))
    if not figures and not case.decision.contracts:
        yield NotApplicable("there are no figures")
        return
    yield from _same_label(figures)
    for figure in figures:
        whole = whole_of(case, figure)
        if whole is not None:
            yield from _more_than_whole(figure, whole)
    yield from _each(case)


def _same_label(figures: list[Figure]) -> Iterator[Judged]:
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        one = figure.measure
        key = (one.label.casefold(), one.scope, one.unit, one.per, one.lot, one.as_at)
        first = seen.setdefault(key, figure).measure
        if first is not one and _ends(first) != _ends(one) and not _overlap(first, one):
            date = f" as at {say(one.as_at)}" if one.as_at else ""
            message = f"{one.label}{date}: {_shown(first)} in one place and {_shown(one)} here."
            yield Problem(figure.path, message, "give it one value, or say what each covers (`scope`)")


def _ends(measure: Measure) -> tuple[Quantity | None, Quantity | None]:
    return measure.low or measure.value, measure.high or measure.value


def _overlap(one: Measure, other: Measure) -> bool:
    """Return whether two figures can be the same: a rounded or an approximate one, a range, a limit."""
    low, high = _least(one), _most(one)
    other_low, other_high = _least(other), _most(other)
    return (low is None or other_high is None or low <= other_high) and (
        high is None or other_low is None or other_low <= high
    )


def _least(measure: Measure) -> Decimal | None:
    number = measure.low or measure.value
    if number is None or measure.bound in (Bound.UNDER, Bound.AT_MOST):
        return None
    return number.value - _room(measure, number)


def _most(measure: Measure) -> Decimal | None:
    number = measure.high or measure.value
    if number is None or measure.bound in (Bound.OVER, Bound.AT_LEAST):
        return None
    return number.value + _room(measure, number)


def _room(measure: Measure, number: Quantity) -> Decimal:
    """Return by how much rounding may have moved a figure: half its last decimal, more where it is about right."""
    if not measure.approx or number.places:
        return half_of(number) if number.places else Decimal(0)
    digits = str(int(abs(number.value)))
    noughts = min(len(digits) - len(digits.rstrip("0")), len(digits) - 1)
    return Decimal("0.5").scaleb(noughts)


def _shown(measure: Measure) -> str:
    if measure.value is None:
        return f"{measure.low} to {measure.high}"
    words = {Bound.OVER: "over ", Bound.UNDER: "under ", Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most "}
    return f"{words.get(measure.bound, '') if measure.bound else ''}{measure.value}"


def _more_than_whole(figure: Figure, whole: Measure) -> Iterator[Judged]:
    part = figure.measure
    if part.unit == "%" or whole.unit == "%" or (part.unit or whole.unit) != (whole.unit or part.unit):
        return
    least = _least(part)
    number = whole.high or whole.value
    most = number.value if number and whole.bound in (Bound.UNDER, Bound.AT_MOST) else _most(whole)
    strictly = whole.bound is Bound.UNDER
    if least is not None and most is not None and (least > most or (strictly and least >= most)):
        message = f"{part.label}: {_shown(part)}, though it is a part of {whole.label}, {_shown(whole)}."
        yield Problem(figure.path, message, "mend one of the two")


_PERIODS_EACH: Final = re.compile(
    r"\bperiods?\s+of\s+(?:up\s+to\s+)?(?:(?P<reference>\{\{\s*contracts\.[^}]*options\.[^}]*\}\})|(?P<typed>[0-9]+))"
    r"\s+months\s+each\b"
)


def _each(case: Case) -> Iterator[Judged]:
    """Yield texts that give an option's months to each of several extensions, where the file gives them in all."""
    options = [option for contract in case.decision.contracts for option in contract.options]
    in_all = [option for option in options if option.step_max in (None, option.months)]
    for text in case.texts if in_all else ():
        found = _PERIODS_EACH.search(text.written) if "months each" in text.written else None
        option = _option_meant(in_all, found["typed"]) if found else None
        if found and option is not None:
            message = (
                f"This gives {months_of(option.months)} to each of several extensions; the option is "
                f"{months_of(option.months)} in all."
            )
            yield Problem(text.path, message, "say the same of the option everywhere", words=found[0])


def _option_meant(options: list[ContractOption], typed: str | None) -> ContractOption | None:
    return next((option for option in options if typed is None or option.months == int(typed)), None)


VALUE_CONFLICT: Final = Rule(
    id="VALUE-CONFLICT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="One figure has one value",
    checks=(
        "Figures of the same label, scope, unit, period, lot and date can be the same, given their rounding and "
        "limits. A figure is no more than the one that it is a part of. No text gives the months of an option to each "
        "of several extensions where the contract gives them in all."
    ),
    why="If a paper says two things, members can't know which of them they relied on.",
    source="Consistency.",
    check=_conflicts,
    bad="measures: [{id: again, label: residents who receive home care, value: 601, unit: people, as_at: 2025-07}]",
    good="measures: [{id: again, label: residents who receive home care, value: 601, unit: people, as_at: 2024-07}]",
)

# How exact, how recent -----------------------------------------------------------------------------------------

MOST_DIGITS_OF_ESTIMATE: Final = 6
FEWEST_PEOPLE_MODELLED: Final = 20

_DECIMALS: Final = re.compile(r"[0-9]\.[0-9]{2}")
_HEDGED: Final = re.compile(
    r"\b(?:about|around|approximately|approx\.?|circa|roughly|nearly|almost|some)\s+(?P<number>[0-9][0-9,]*\.[0-9]{2,})"
    r"(?![0-9%])",
    re.IGNORECASE,
)


def _precise(case: Case) -> Iterator[Judged]:
    people = _people(case, all_of_them=False)
    for figure in figures_in(case):
        value = figure.measure.value
        if value is None:
            continue
        digits = len(str(abs(value.value)).replace(".", "").strip("0"))
        if figure.measure.approx and (value.places >= 2 or digits > MOST_DIGITS_OF_ESTIMATE):
            message = f"{figure.measure.label}: {value} is said to be approximate, and is given to the last digit."
            yield Problem(figure.path, message, f"round it, as {_rounded(value)}")
        elif _is_hours(figure.measure) and _per(figure.measure) == "year" and value.places:
            yield from _modelled(figure, value, people)
    for text in case.texts:
        for found in _HEDGED.finditer(text.plain) if _DECIMALS.search(text.plain) else ():
            message = f"`{found[0]}` is said to be approximate, and is given to the last digit."
            yield Problem(text.path, message, "round the number", words=found[0])


def _rounded(value: Quantity) -> str:
    digits = len(str(int(abs(value.value))))
    return f"{value.value.quantize(Decimal(1).scaleb(digits - 3), ROUND_HALF_UP):,.0f}"


def _modelled(figure: Figure, hours: Quantity, people: list[Measure]) -> Iterator[Judged]:
    """Yield that hours to the last decimal are so many people times whole hours times the weeks of a year."""
    for one in people:
        count = one.value.value if one.value is not None else Decimal(0)
        if count < FEWEST_PEOPLE_MODELLED:
            continue
        weekly = (hours.value / count / 52).quantize(Decimal(1), ROUND_HALF_UP)
        modelled = count * weekly * 52
        if weekly > 0 and abs(modelled - hours.value) < 1:
            message = (
                f"{figure.measure.label}: {hours} is {one.value} people × {weekly} hours × 52 weeks ({modelled:,.0f}), "
                "so it looks reckoned, not measured."
            )
            yield Problem(figure.path, message, "say that it is an estimate, and round it")
            return


PRECISION: Final = Rule(
    id="PRECISION",
    about=(Decision,),
    severity=Severity.INFO,
    title="Figures are as exact as they claim to be",
    checks=(
        "A figure that is said to be approximate, in its field or by a word before it in the text, has fewer than two "
        "decimals and no more than six significant digits. Hours of a year with decimals are not the number of "
        "people times whole hours times 52. Sums of money are left alone."
    ),
    why="An estimate to the second decimal looks like a count, and is trusted like one.",
    source="Practice.",
    check=_precise,
    bad='measures: [{id: hours, value: "219,000.48", approx: yes}]',
    good='measures: [{id: hours, value: "219,000", approx: yes}]',
)


def _age(case: Case) -> Iterator[Judged]:
    dated: list[tuple[FieldPath, str, Day | None, str | None]] = [
        (figure.path, figure.measure.label, figure.measure.as_at, figure.measure.source) for figure in figures_in(case)
    ]
    dated += [
        (("charts", place), chart.title, chart.as_at, chart.source) for place, chart in enumerate(case.decision.charts)
    ]
    if not dated:
        yield NotApplicable("there are no figures")
        return
    months = case.council.data_age_months
    old: dict[Day, list[tuple[FieldPath, str]]] = {}
    for path, label, as_at, _ in dated:
        if as_at is not None and add_months(as_at.latest, months) < case.as_of:
            old.setdefault(as_at, []).append((path, label))
    for as_at, found in old.items():
        days = days_of((case.as_of - as_at.latest).days)
        named = _some([label for _, label in found])
        message = f"{named}: as at {say(as_at)}, {days} before the decision and more than {months_of(months)} old."
        yield Problem((*found[0][0], "as_at"), message, "bring the figures up to date, or say why they still hold")
    yield from _undated(dated)


def _undated(dated: list[tuple[FieldPath, str, Day | None, str | None]]) -> Iterator[Judged]:
    without = [(path, label) for path, label, as_at, _ in dated if as_at is None]
    if without:
        which = f"the date (`as_at`) of {counted(len(without), 'figure')}"
        unsourced = sum(source is None for _, _, _, source in dated)
        more = f" {counted(unsourced, 'figure has', 'figures have')} no source." if unsourced else ""
        yield CannotTell(without[0][0], which, f"Without one: {_some([label for _, label in without])}.{more}")
        return
    unsourced_paths = [(path, label) for path, label, _, source in dated if source is None]
    if unsourced_paths:
        message = f"{_some([label for _, label in unsourced_paths])}: no source is given."
        yield Problem(unsourced_paths[0][0], message, "say where the figures come from (`source`)")


def _some(labels: list[str], most: int = 3) -> str:
    shown = labels if len(labels) <= most else [*labels[: most - 1], f"{len(labels) - most + 1} more"]
    return listed(shown)


DATA_AGE: Final = Rule(
    id="DATA-AGE",
    about=(Decision,),
    severity=Severity.INFO,
    title="Figures have a source and are recent",
    checks=(
        "Each figure and chart has a date (`as_at`) that is no more months before the decision than the council's "
        "`data_age_months`, counted from the last day that it can be, and a source. Without a date the rule can't tell."
    ),
    why="A decision can only be as good as the figures on the day on which it is taken.",
    source="Practice.",
    check=_age,
    bad="measures: [{id: hours, as_at: 2025-03-16}]",
    good="measures: [{id: hours, as_at: 2025-03-17}]",
)


def _alike(case: Case) -> Iterator[Judged]:
    costed = [(place, option) for place, option in enumerate(case.decision.options) if option.cost is not None]
    if len(costed) < 2:
        yield NotApplicable("no two options have a cost")
        return
    without = [(place, option) for place, option in costed if option.cost_basis is None]
    with_basis = [(place, option) for place, option in costed if option.cost_basis is not None]
    if without and with_basis:
        place, option = without[0]
        path: FieldPath = ("options", place, "cost_basis")
        yield CannotTell(path, f"what the cost of `{option.title}` covers (`cost_basis`)")
        return
    bases = {_plain(option.cost_basis) for _, option in costed}
    if len(bases) > 1:
        first = costed[0][1]
        basis = _plain(first.cost_basis)
        place, other = next((n, one) for n, one in costed if _plain(one.cost_basis) != basis)
        if first.cost is None or other.cost is None:
            return
        apart = f" ({percent(abs(other.cost.amount / first.cost.amount - 1))} apart)" if first.cost.amount else ""
        message = (
            f"`{first.title}` costs {first.cost} ({first.cost_basis}) and `{other.title}` {other.cost} "
            f"({other.cost_basis}){apart}: the two don't cover the same."
        )
        yield Problem(("options", place, "cost_basis"), message, "give all options a cost on one basis")


def _plain(basis: str | None) -> str:
    return " ".join(re.findall(r"\w+", (basis or "").casefold()))


LIKE_FOR_LIKE: Final = Rule(
    id="LIKE-FOR-LIKE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The costs of options can be compared",
    checks=(
        "Options that have a cost have one `cost_basis`, in the same words; capitals and commas don't matter. Where "
        "some have none, it can't tell."
    ),
    why="An option with all costs beside one with the core alone looks dearer than it is.",
    source="Practice. Best value: Local Government Act 1999, section 3.",
    check=_alike,
    bad="options: [{id: shorter, cost_basis: core hours alone}]",
    good="options: [{id: shorter, cost_basis: All hours at contract prices}]",
)

THEME: Final = Theme(
    "figures",
    "Figures",
    (UNIT_PLAUSIBLE, RATE_TRIANGLE, VALUE_CONFLICT, PRECISION, DATA_AGE, LIKE_FOR_LIKE),
)
