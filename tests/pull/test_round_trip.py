"""A Word file that nobody edited changes nothing: every decision and meeting, in every style, as every kind."""

from pathlib import Path

import pytest

from reportgen.pipeline import Order, build, orders_of, styles
from reportgen.pull.pull import pull, read_edited

SUBJECTS = sorted(
    path for path in Path("decisions").rglob("*.yaml") if path.name != "council.yaml" and ".schemas" not in path.parts
)


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("path", SUBJECTS, ids=lambda path: path.stem)
def test_a_file_that_nobody_edited_changes_nothing(path: Path, style: str) -> None:
    orders = orders_of(path, str(path), Order(rules=(), style=style))
    assert orders
    for order in orders:
        (built,) = (file for file in build(path, str(path), order).files if file.name.suffix == ".docx")
        pulled = pull(read_edited(built.content), path, str(path))
        assert (pulled.changes, pulled.unplaced, pulled.remarks, pulled.findings) == ((), (), (), ()), order.kind
