"""A text that is being written, as `pipeline.preview` makes a page of it without touching its file."""

from pathlib import Path

from reportgen.pipeline import Order, preview

COUNCIL = "id: northshire\nname: Northshire Council\n"
MEETING = "body: Cabinet\ndate: 2024-06-05\nitems:\n  - title: Care at home\n"


def previewed(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "june.yaml").write_text("left: alone\n")
    made = preview(tmp_path / "june.yaml", "june.yaml", Order(held=text.encode()))
    assert (tmp_path / "june.yaml").read_text() == "left: alone\n"
    return made.page, [str(found.location) for found in made.findings if found.severity == "error"]


def test_a_whole_text_is_a_page(tmp_path: Path) -> None:
    page, errors = previewed(tmp_path, MEETING)
    assert "<h1" in page
    assert "june.yaml:2:7" not in errors


def test_a_text_with_a_wrong_date_is_none_and_says_where(tmp_path: Path) -> None:
    assert previewed(tmp_path, MEETING.replace("2024-06-05", "2024-06-31")) == ("", ["june.yaml:2:7"])


def test_half_typed_yaml_is_none_and_says_where(tmp_path: Path) -> None:
    page, errors = previewed(tmp_path, MEETING + '  - title: "Roads\n')
    assert page == ""
    assert errors
