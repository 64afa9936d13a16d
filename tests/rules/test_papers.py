"""Papers as officers of other councils write them, with every finding on them: a false alarm or a miss shows here."""

from pathlib import Path

import pytest

from reportgen.check.case import Stage
from reportgen.check.report_text import report
from reportgen.pipeline import Order, check
from tests.golden import check_golden

PAPERS = Path(__file__).parent / "papers"


@pytest.mark.parametrize("path", sorted(PAPERS.glob("*/*-20??.yaml")), ids=lambda path: path.stem)
def test_every_finding_on_a_paper(path: Path) -> None:
    found = check(path, str(path.relative_to(PAPERS)), Order(formats=(), stage=Stage.PUBLISH))
    check_golden(f"papers/{path.stem}.txt", report(found).encode())
