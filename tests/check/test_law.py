"""The dated tables: each is whole, one row follows on the other, and the figures are those that were published."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from reportgen.law.tables import Dated, exempt_paragraphs, limit, platforms, regimes, threshold_on, thresholds
from reportgen.model.contracts import Regime


@pytest.mark.parametrize("table", [thresholds(), exempt_paragraphs(), regimes(), platforms()])
def test_every_row_says_where_it_was_read(table: tuple[Dated, ...]) -> None:
    assert table
    assert all(row.source for row in table)
    assert all(row.start <= row.end for row in table if row.start and row.end)


def test_thresholds_follow_on_one_another_without_a_gap() -> None:
    for one, other in pairwise(thresholds()):
        assert one.end is not None
        assert other.start == one.end + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "services", "light_touch", "works", "vat_included"),
    [
        ("2015-02-25", "172514", "172514", "4322012", False),
        ("2015-02-26", "172514", "625050", "4322012", False),
        ("2016-01-01", "164176", "589148", "4104394", False),
        ("2019-12-31", "181302", "615278", "4551413", False),
        ("2021-12-31", "189330", "663540", "4733252", False),
        ("2022-01-01", "213477", "663540", "5336937", True),
        ("2024-01-01", "214904", "663540", "5372609", True),
        ("2026-01-01", "207720", "663540", "5193000", True),
    ],
)
def test_the_thresholds_of_a_day(day: str, services: str, light_touch: str, works: str, vat_included: bool) -> None:
    row = threshold_on(date.fromisoformat(day))
    assert row is not None
    assert (row.services, row.light_touch, row.works) == (Decimal(services), Decimal(light_touch), Decimal(works))
    assert row.vat_included is vat_included


def test_no_threshold_is_held_for_days_before_the_first() -> None:
    assert threshold_on(date(2013, 12, 31)) is None


def test_every_law_has_its_row() -> None:
    assert [row.regime for row in regimes()] == list(Regime)


def test_a_platform_that_was_given_up_says_what_took_its_place() -> None:
    names = {row.name for row in platforms()}
    assert all(row.instead in names for row in platforms() if row.end)


def test_a_limit_that_there_is_none_of_is_told() -> None:
    assert limit("pcr72-increase") == 50
    with pytest.raises(KeyError):
        limit("pcr72-decrease")
