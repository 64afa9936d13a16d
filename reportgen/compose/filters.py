"""The closed list of filters: how a value may be asked to print, in a template or in an officer's prose."""

from collections.abc import Callable, Mapping

from reportgen.compose.faults import ComposeError
from reportgen.compose.say import MONTHS, say, say_count, say_day, say_percent
from reportgen.compose.view import Hole, Shown, View
from reportgen.document.nodes import Value
from reportgen.model.number_words import in_words
from reportgen.model.values import Day, DaySpan, Money, Percent, Quantity, pounds, scaled
from reportgen.model.withheld import Withheld
from reportgen.style.style import CountForm, DateForm, Style

Filter = Callable[[object, Style], str]


def _money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, Quantity):
        return Money.of(value.value)
    raise ComposeError("This is not a sum of money.", "`pounds`, `thousands` and `millions` are for sums")


def _day(value: object) -> Day:
    if isinstance(value, Day):
        return value
    if isinstance(value, DaySpan) and value.start == value.end:
        return value.start
    raise ComposeError("This is not a date.", "`date`, `short_date` and `month_year` are for dates")


def _about(money: Money, shown: str) -> str:
    return f"about {shown}" if money.approx else shown


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, Quantity) and value.value == value.value.to_integral_value():
        return int(value.value)
    raise ComposeError("This is not a count.", "`words` and `count` are for whole numbers and lists")


def _words(number: int) -> str:
    """Return a number in words; nought, and what is past all sense, in figures."""
    return in_words(number) if 0 < number < 10**12 else f"{number:,}"


def _month_year(value: object, _: Style) -> str:
    day = _day(value)
    return f"{MONTHS[day.month - 1]} {day.year}" if day.month else str(day.year)


def _percent(value: object, style: Style) -> str:
    if isinstance(value, Percent):
        return say(value, style)
    if isinstance(value, Quantity):
        return say_percent(Percent(value.value, value.places), style)
    raise ComposeError("This is not a percentage.", "`percent` is for percentages")


def _capital(value: object, style: Style) -> str:
    words = say(value, style)
    return words[:1].upper() + words[1:]


def years(months: int) -> str:
    """Return a length in months as years where it is a whole number of them: `three years`, `18 months`."""
    if months <= 0 or months % 12:
        return f"{months} month" if months == 1 else f"{months} months"
    whole = months // 12
    return "one year" if whole == 1 else f"{say_count(whole, CountForm.WORDS)} years"


FILTERS: Mapping[str, Filter] = {
    "pounds": lambda value, _: _about(_money(value), pounds(_money(value).amount)),
    "thousands": lambda value, _: _about(_money(value), scaled(_money(value).amount, 3, 0, "k")),
    "millions": lambda value, _: _about(_money(value), scaled(_money(value).amount, 6, 3, "m")),
    "date": lambda value, style: say_day(_day(value), style.print.dates),
    "short_date": lambda value, _: say_day(_day(value), DateForm.SLASHES),
    "month_year": _month_year,
    "years": lambda value, _: years(_count(value)),
    "words": lambda value, _: _words(_count(value)),
    "count": lambda value, style: say_count(_count(value), style.print.counts),
    "percent": _percent,
    "lower": lambda value, style: say(value, style).lower(),
    "upper": lambda value, style: say(value, style).upper(),
    "capital": _capital,
}
"""Each filter's name, and the words that it makes of a value. Raises ComposeError for a value it is not for."""


def template_filters() -> dict[str, Callable[..., object]]:
    """Return the filters as a template calls them: from a view to words that know where they came from."""
    return {name: _for_templates(made) for name, made in FILTERS.items()}


def _for_templates(made: Filter) -> Callable[[object], object]:
    def run(shown: object) -> object:
        if not isinstance(shown, View):
            raise ComposeError(
                "A filter is put to something that is no value of the record.",
                "filters are for fields: write words as they are to be printed",
            )
        if isinstance(shown.value, Withheld):
            return shown
        words = made(shown.value, shown.scope.style)
        return Shown(Hole(inlines=(Value(words, shown.origin),)), shown.scope)

    return run
