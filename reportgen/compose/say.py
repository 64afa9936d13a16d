"""Values in words: a date, a sum, a count as the house style prints it. The one place where a value becomes text."""

from datetime import time
from decimal import Decimal
from enum import Enum

from reportgen.compose.faults import ComposeError
from reportgen.model.values import Day, DaySpan, FinancialYear, Money, Percent, Quantity, pounds, scaled
from reportgen.style.style import CountForm, DateForm, MoneyForm, PercentForm, Style

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_SCALES = {"": 0, "k": 3, "m": 6, "bn": 9}


def say(value: object, style: Style) -> str:
    """Return a value in words. Raises ComposeError for one that has none, such as a whole record."""
    match value:
        case bool():
            return style.label("yes" if value else "no")
        case Day():
            return say_day(value, style.print.dates)
        case DaySpan():
            return say_span(value, style.print.dates)
        case Money():
            return say_money(value, style)
        case Percent():
            return say_percent(value, style)
        case time():
            return say_time(value)
        case Enum():
            return style.label(str(value.value)) or str(value.value).replace("_", " ")
        case int():
            return f"{value:,}"
        case Decimal():
            return f"{value:,}"
        case str() | FinancialYear() | Quantity():
            return str(value)
        case _:
            raise ComposeError(
                "This prints a whole list or group of fields.",
                "print one of its fields, or go through the list with `{% for … %}`",
            )


def say_day(day: Day, form: DateForm) -> str:
    """Return a date as a style prints it; one that is known only to the month or year says just that."""
    if not day.month:
        return str(day.year)
    month = MONTHS[day.month - 1]
    if not day.day:
        return f"{month} {day.year}"
    match form:
        case DateForm.PLAIN:
            return f"{day.day} {month} {day.year}"
        case DateForm.PADDED:
            return f"{day.day:02} {month} {day.year}"
        case DateForm.ORDINAL:
            return f"{ordinal(day.day)} {month} {day.year}"
        case DateForm.WEEKDAY:
            return f"{WEEKDAYS[day.earliest.weekday()]} {day.day} {month} {day.year}"
        case DateForm.SLASHES:
            return f"{day.day:02}/{day.month:02}/{day.year}"


def say_span(span: DaySpan, form: DateForm) -> str:
    """Return a stretch of time; what both ends share is said once: `26 February to 24 March 2024`."""
    start, end = span.start, span.end
    if start == end:
        return say_day(start, form)
    whole = f"{say_day(start, form)} to {say_day(end, form)}"
    if form is DateForm.SLASHES or start.year != end.year or not start.month:
        return whole
    if not start.day and not end.day and end.month == start.month + 1:
        return f"{MONTHS[start.month - 1]} and {MONTHS[end.month - 1]} {end.year}"
    shared = f" {start.year}"
    return f"{say_day(start, form).removesuffix(shared)} to {say_day(end, form)}"


def ordinal(number: int) -> str:
    """Return a number with its ending: 1st, 22nd, 13th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def say_time(clock: time) -> str:
    """Return a time of day: `6.30pm`, `noon`, `midnight`."""
    if clock in (time(0), time(12)):
        return "noon" if clock.hour else "midnight"
    hour = clock.hour % 12 or 12
    minutes = f".{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def say_money(money: Money, style: Style, form: MoneyForm | None = None) -> str:
    """Return a sum. One that the record rounds (£14.361m) stays as it is written unless a form is asked for."""
    about = "about " if money.approx else ""
    if form is None and (money.scale or style.print.money is MoneyForm.FULL):
        return about + str(money)
    match form or style.print.money:
        case MoneyForm.FULL:
            return about + pounds(money.amount)
        case MoneyForm.MILLIONS:
            return about + scaled(money.amount, 6, 3, "m")
        case MoneyForm.THOUSANDS:
            return about + scaled(money.amount, 3, 0, "k")


def say_percent(percent: Percent, style: Style) -> str:
    """Return a percentage with the decimal places that it was written with."""
    shown = str(percent)
    return shown if style.print.percentages is PercentForm.SIGN else shown.removesuffix("%") + " per cent"


def say_count(number: int, form: CountForm) -> str:
    """Return a count; one to twelve in the style's form: `eight`, `8`, `eight (8)`."""
    if not 1 <= number <= 12 or form is CountForm.FIGURES:
        return f"{number:,}"
    return SMALL[number] if form is CountForm.WORDS else f"{SMALL[number]} ({number})"
