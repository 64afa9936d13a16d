"""Working days: every bank holiday of England and Wales of twenty-one years, and what is counted by them."""

from datetime import date, timedelta
from pathlib import Path

from holidays import country_holidays

from reportgen.law.elections import NOTICE_DAYS, elections
from reportgen.model.working_days import add_working_days, is_working_day, subtract_working_days

LISTED = Path(__file__).with_name("bank-holidays.txt").read_text().splitlines()
WEEKDAYS = {
    date.fromisoformat(day): weekday for day, weekday, *_ in (line.split() for line in LISTED if line[0] != "#")
}


def test_the_list_names_the_right_days_of_the_week() -> None:
    assert {day: f"{day:%A}" for day in WEEKDAYS} == WEEKDAYS


def test_from_2010_to_2030_no_other_weekday_is_a_holiday() -> None:
    days = (date(2010, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2010, 1, 1)).days))
    assert {day for day in days if day.weekday() < 5 and not is_working_day(day)} == set(WEEKDAYS)


def test_the_years_that_are_listed_are_as_the_package_has_them() -> None:
    years = range(2005, 2036)
    known = country_holidays("GB", subdiv="ENG", years=years)
    days = (date(2005, 1, 1) + timedelta(days=n) for n in range(365 * 31))
    assert [day for day in days if day.weekday() < 5 and is_working_day(day) == (day in known)] == []


def test_a_saturday_is_no_working_day() -> None:
    assert not is_working_day(date(2024, 6, 8))


def test_working_days_are_counted_over_easter_forwards_and_back() -> None:
    assert add_working_days(date(2024, 3, 27), 3) == date(2024, 4, 3)
    assert subtract_working_days(date(2024, 4, 3), 3) == date(2024, 3, 27)


def test_notice_of_a_local_election_is_given_25_working_days_before_it() -> None:
    local = [election for election in elections() if election.is_local]
    assert {one.polling_day: one.notice for one in local} == {
        one.polling_day: subtract_working_days(one.polling_day, NOTICE_DAYS) for one in local
    }
    assert all(f"{one.polling_day:%A}" == "Thursday" for one in elections())
