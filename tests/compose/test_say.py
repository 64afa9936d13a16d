"""Values in words, in each form that a house style may ask for."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from reportgen.compose.faults import ComposeError
from reportgen.compose.filters import FILTERS
from reportgen.compose.say import say, say_count, say_span, say_time
from reportgen.model.references import FILTERS as NAMED_IN_PROSE
from reportgen.model.values import Day, DaySpan, FinancialYear, Money, Percent, Quantity
from reportgen.style.style import CountForm, DateForm, MoneyForm, PercentForm, Style

STYLE = Style(labels={"yes": "Yes", "no": "No"})


def printing(**forms: object) -> Style:
    return STYLE.model_copy(update={"print": STYLE.print.model_copy(update=forms)})


@pytest.mark.parametrize(
    ("form", "whole", "month", "year"),
    [
        (DateForm.PLAIN, "5 June 2024", "June 2024", "2024"),
        (DateForm.PADDED, "05 June 2024", "June 2024", "2024"),
        (DateForm.ORDINAL, "5th June 2024", "June 2024", "2024"),
        (DateForm.WEEKDAY, "Wednesday 5 June 2024", "June 2024", "2024"),
        (DateForm.SLASHES, "05/06/2024", "June 2024", "2024"),
    ],
)
def test_dates(form: DateForm, whole: str, month: str, year: str) -> None:
    said = [say(Day.read(written), printing(dates=form)) for written in ("2024-06-05", "2024-06", "2024")]
    assert said == [whole, month, year]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
    ],
)
def test_ordinal_dates(day: int, expected: str) -> None:
    assert say(Day(2024, 5, day), printing(dates=DateForm.ORDINAL)) == f"{expected} May 2024"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-06-05", "5 June 2024"),
        ("2024-02-26 to 2024-03-24", "26 February to 24 March 2024"),
        ("2024-02-01 to 2024-02-24", "1 February to 24 February 2024"),
        ("2023-12-01 to 2024-01-31", "1 December 2023 to 31 January 2024"),
        ("2024-02 to 2024-03", "February and March 2024"),
        ("2024-02 to 2024-04", "February to April 2024"),
        ("2023-12 to 2024-01", "December 2023 to January 2024"),
        ("2023 to 2024", "2023 to 2024"),
        ("2024-02 to 2024-03-24", "February to 24 March 2024"),
    ],
)
def test_stretches_say_once_what_both_ends_share(written: str, expected: str) -> None:
    assert say_span(DaySpan.read(written), DateForm.PLAIN) == expected


def test_a_stretch_in_figures_says_both_ends_whole() -> None:
    span = DaySpan.read("2024-02-26 to 2024-03-24")
    assert say_span(span, DateForm.SLASHES) == "26/02/2024 to 24/03/2024"
    assert say_span(span, DateForm.WEEKDAY) == "Monday 26 February to Sunday 24 March 2024"


@pytest.mark.parametrize(
    ("written", "full", "millions", "thousands"),
    [
        ("£9,139,875", "£9,139,875", "£9.140m", "£9,140k"),
        ("£14.361m", "£14.361m", "£14.361m", "£14.361m"),
        ("£24.50", "£24.50", "£0.000m", "£0k"),
        ("-£9,139,875", "-£9,139,875", "-£9.140m", "-£9,140k"),
    ],
)
def test_sums(written: str, full: str, millions: str, thousands: str) -> None:
    forms = (MoneyForm.FULL, MoneyForm.MILLIONS, MoneyForm.THOUSANDS)
    said = [say(Money.read(written), printing(money=form)) for form in forms]
    assert said == [full, millions, thousands]


@pytest.mark.parametrize(
    ("written", "form", "expected"),
    [
        ("£2.5m", MoneyForm.FULL, "about £2.5m"),
        ("£9,139,875", MoneyForm.FULL, "about £9,139,875"),
        ("£9,139,875", MoneyForm.MILLIONS, "about £9.140m"),
    ],
)
def test_rough_sums(written: str, form: MoneyForm, expected: str) -> None:
    assert say(replace(Money.read(written), approx=True), printing(money=form)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "Yes"),
        (False, "No"),
        (12500, "12,500"),
        (Decimal("1234.50"), "1,234.50"),
        (FinancialYear(2024), "2024/25"),
        (Quantity.read("72,000"), "72,000"),
        ("as it is *written*", "as it is *written*"),
        (time(18, 30), "6.30pm"),
    ],
)
def test_other_values(value: object, expected: str) -> None:
    assert say(value, STYLE) == expected


def test_a_group_of_fields_has_no_words() -> None:
    with pytest.raises(ComposeError, match="whole list or group of fields"):
        say((), STYLE)


def test_percentages() -> None:
    percent = Percent.read("8.20%")
    assert say(percent, STYLE) == "8.20%"
    assert say(percent, printing(percentages=PercentForm.WORDS)) == "8.20 per cent"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
        (time(9), "9am"),
        (time(12), "noon"),
        (time(12, 15), "12.15pm"),
        (time(14, 5), "2.05pm"),
    ],
)
def test_times(clock: time, expected: str) -> None:
    assert say_time(clock) == expected


@pytest.mark.parametrize(
    ("number", "figures", "words", "both"),
    [
        (0, "0", "0", "0"),
        (1, "1", "one", "one (1)"),
        (12, "12", "twelve", "twelve (12)"),
        (13, "13", "13", "13"),
        (1250, "1,250", "1,250", "1,250"),
    ],
)
def test_counts(number: int, figures: str, words: str, both: str) -> None:
    assert [say_count(number, form) for form in CountForm] == [figures, words, both]


# Filters -------------------------------------------------------------------------------------------------------

SUM, DAY, MONTHS = replace(Money.read("£9,139,875"), approx=True), Day(2024, 6, 5), Quantity.read("24")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("pounds", Money.read("£14.361m"), "£14,361,000"),
        ("pounds", SUM, "about £9,139,875"),
        ("thousands", SUM, "about £9,140k"),
        ("millions", SUM, "about £9.140m"),
        ("pounds", Quantity.read("24.5"), "£24.50"),
        ("date", DAY, "5 June 2024"),
        ("short_date", DAY, "05/06/2024"),
        ("month_year", DAY, "June 2024"),
        ("month_year", Day(2024), "2024"),
        ("years", 36, "three years"),
        ("years", 12, "one year"),
        ("years", 18, "18 months"),
        ("years", 1, "1 month"),
        ("words", 8, "eight"),
        ("words", MONTHS, "twenty-four"),
        ("words", 120_005, "one hundred and twenty thousand and five"),
        ("words", 0, "0"),
        ("words", ("a", "b"), "two"),
        ("count", 8, "8"),
        ("percent", Quantity.read("8.20"), "8.20%"),
        ("lower", "Care At Home", "care at home"),
        ("upper", "Care at home", "CARE AT HOME"),
        ("capital", "care at Home", "Care at Home"),
    ],
)
def test_filters(name: str, value: object, expected: str) -> None:
    assert FILTERS[name](value, STYLE) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pounds", DAY),
        ("millions", "£9m"),
        ("thousands", 9),
        ("date", SUM),
        ("short_date", "2024-06-05"),
        ("month_year", 2024),
        ("years", SUM),
        ("words", Quantity.read("2.5")),
        ("count", True),
        ("percent", SUM),
        ("upper", ()),
    ],
)
def test_a_filter_refuses_what_it_is_not_for(name: str, value: object) -> None:
    with pytest.raises(ComposeError):
        FILTERS[name](value, STYLE)


def test_prose_and_templates_have_the_same_filters() -> None:
    assert sorted(FILTERS) == sorted(NAMED_IN_PROSE)
