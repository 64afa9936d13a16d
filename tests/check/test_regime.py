"""Which procurement law governs a contract: as stated, by the day its procurement began, or by its start."""

from datetime import date

import pytest

from reportgen.check.regime import regime_of
from reportgen.model.contracts import Contract

ON = date(2025, 9, 17)


@pytest.mark.parametrize(
    ("fields", "law"),
    [
        ({"procured_under": "pa2023"}, "pa2023"),
        ({"procurement_started": "2015-02-25"}, "pcr2006"),
        ({"procurement_started": "2015-02-26"}, "pcr2015"),
        ({"procurement_started": "2025-02-23"}, "pcr2015"),
        ({"procurement_started": "2025-02-24"}, "pa2023"),
        ({"procurement_started": "2025-02"}, None),
        ({"procurement_started": "2015-02-25", "start": "2026-01-01"}, "pcr2006"),
        ({"tendered": "2013"}, "pcr2006"),
        ({"tendered": "2015"}, None),
        ({"start": "2021-10-25"}, "pcr2015"),
        ({"start": "2017"}, "pcr2015"),
        ({"start": "2015-06-01"}, None),
        ({"start": "2016-02-29"}, None),
        ({"start": "2016-03-01"}, "pcr2015"),
        ({"start": "2025-06-01"}, None),
        ({"start": "2026-03-01"}, "pa2023"),
        ({"start": "2026-03-01", "route": "call_off"}, None),
        ({"start": "2021-03-01", "route": "call_off"}, "pcr2015"),
        ({"start": "2019-03-01", "route": "call_off"}, None),
        ({}, None),
        ({"procured_under": "pcr2015", "health_service": "yes"}, "psr"),
        ({"procured_under": "pcr2015", "service_type": "health"}, "psr"),
    ],
)
def test_the_law_is_that_of_the_procurement_for_life(fields: dict[str, str], law: str | None) -> None:
    assert regime_of(Contract.model_validate({"id": "one", "title": "One", **fields}), ON) == law


def test_health_care_has_had_a_law_of_its_own_since_2024() -> None:
    contract = Contract.model_validate(
        {"id": "one", "title": "One", "health_service": "yes", "procurement_started": "2020-03-02"}
    )
    assert regime_of(contract, date(2023, 12, 31)) == "pcr2015"
    assert regime_of(contract, date(2024, 1, 1)) == "psr"
