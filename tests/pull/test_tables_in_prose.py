"""Tables in prose: typed in Word, changed there by rows and columns, and those that the file has no form for."""

import pytest
from lxml import etree

from tests.pull.hands import Hand, W
from tests.pull.paper import PAPER, lines_changed, pulled_back, told, word_file

TABLE = """\
  | Year | Cost |
  |:--|--:|
  | 2025/26 | £1m |
  | 2026/27 | **£2m** |
"""
WITH_TABLE = PAPER.replace("  Care goes on.\n", TABLE)
IN_A_CELL = PAPER.replace(
    "    mitigation: Meet each week.\n",
    "    mitigation: |\n      Meet each week.\n\n" + TABLE.replace("  |", "      |"),
)


def table(*rows: str, bold_head: bool = False, cell: str = "") -> etree._Element:
    """Return a table of Word: a row a text, its cells between bars."""
    made = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr>{cell if at else ''}</w:tcPr><w:p><w:r>{'<w:rPr><w:b/></w:rPr>' * (bold_head and not at)}"
            f"<w:t>{words.strip()}</w:t></w:r></w:p></w:tc>"
            for words in row.split("|")
        )
        + "</w:tr>"
        for at, row in enumerate(rows)
    )
    return etree.fromstring(f'<w:tbl xmlns:w="{W[1:-1]}"><w:tblPr/><w:tblGrid/>{made}</w:tbl>')


def with_table(after: str, new: etree._Element, text: str = PAPER) -> Hand:
    hand = Hand(word_file(text))
    hand.paragraph(after).addnext(new)
    return hand


@pytest.mark.parametrize("bold_head", [False, True])
def test_a_table_that_was_typed_is_a_table_of_the_text(bold_head: bool) -> None:
    hand = with_table("Care goes on.", table("Year | Cost", "2025/26 | £1m", "2026/27 | £2m", bold_head=bold_head))
    found = pulled_back(hand.saved())
    assert lines_changed(found) == [
        "+",
        "+  | Year | Cost |",
        "+  | --- | --- |",
        "+  | 2025/26 | £1m |",
        "+  | 2026/27 | £2m |",
    ]
    assert found.is_whole


def test_a_table_typed_at_the_end_of_a_text() -> None:
    found = pulled_back(with_table("Prices are held.", table("Year | Cost", "2025/26 | £1m")).saved())
    assert lines_changed(found) == ["+", "+  | Year | Cost |", "+  | --- | --- |", "+  | 2025/26 | £1m |"]


def test_a_table_typed_into_a_text_in_a_cell() -> None:
    hand = with_table("Meet each week.", table("Week | Who", "1 | All"))
    assert lines_changed(pulled_back(hand.saved())) == [
        "-    mitigation: Meet each week.",
        "+    mitigation: |-",
        "+      Meet each week.",
        "+",
        "+      | Week | Who |",
        "+      | --- | --- |",
        "+      | 1 | All |",
    ]


def test_a_table_typed_into_a_file_that_has_lost_its_anchors() -> None:
    hand = with_table("Prices are held.", table("Year | Cost", "2025/26 | £1m")).through_google()
    assert lines_changed(pulled_back(hand.saved())) == [
        "+",
        "+  | Year | Cost |",
        "+  | --- | --- |",
        "+  | 2025/26 | £1m |",
    ]


NO_GRIDS = {
    "cells joined across": (table("Year | Cost", "all | £1m", cell='<w:gridSpan w:val="2"/>'), "joined into one"),
    "cells joined downwards": (table("Year | Cost", "2025/26 | £1m", cell="<w:vMerge/>"), "joined into one"),
    "several paragraphs": (
        table("Year | Cost", "2025/26</w:t></w:r></w:p><w:p><w:r><w:t>2026/27 | £1m"),
        "a cell of it holds several lines",
    ),
}


@pytest.mark.parametrize(("new", "why"), NO_GRIDS.values(), ids=NO_GRIDS)
def test_a_table_that_is_no_grid_is_told_with_the_reason(new: etree._Element, why: str) -> None:
    found = pulled_back(with_table("Care goes on.", new).saved())
    (change,) = found.changes
    assert change.edit is None
    assert why in change.refusal
    assert "£1m" in change.after


def test_a_row_more_and_a_row_less() -> None:
    hand = Hand(word_file(WITH_TABLE)).add_row("2026/27", "2027/28", "£3m").remove_row("2025/26")
    found = pulled_back(hand.saved(), now=WITH_TABLE)
    assert lines_changed(found) == ["-  | 2025/26 | £1m |", "+  | 2027/28 | £3m |"]
    assert found.is_whole


def test_a_column_more() -> None:
    hand = Hand(word_file(WITH_TABLE))
    for name, words in {"Year": "Who", "2025/26": "Us", "2026/27": "Them"}.items():
        hand.row(name).append(table(words).find(f".//{W}tc"))
    assert lines_changed(pulled_back(hand.saved(), now=WITH_TABLE)) == [
        "-  | Year | Cost |",
        "-  |:--|--:|",
        "-  | 2025/26 | £1m |",
        "-  | 2026/27 | **£2m** |",
        "+  | Year | Cost | Who |",
        "+  |:--|--:| --- |",
        "+  | 2025/26 | £1m | Us |",
        "+  | 2026/27 | **£2m** | Them |",
    ]


def test_a_column_less() -> None:
    hand = Hand(word_file(WITH_TABLE))
    for name in ("Year", "2025/26", "2026/27"):
        row = hand.row(name)
        row.remove(next(row.iter(f"{W}tc")))
    assert [line for line in lines_changed(pulled_back(hand.saved(), now=WITH_TABLE)) if line[0] == "+"] == [
        "+  | Cost |",
        "+  | --- |",
        "+  | £1m |",
        "+  | **£2m** |",
    ]


def test_a_cell_changed_keeps_how_the_columns_stand() -> None:
    found = pulled_back(Hand(word_file(WITH_TABLE)).retype("£1m", "£3m").saved(), now=WITH_TABLE)
    assert lines_changed(found) == ["-  | 2025/26 | £1m |", "+  | 2025/26 | £3m |"]


def test_a_cell_of_a_table_in_a_cell() -> None:
    found = pulled_back(Hand(word_file(IN_A_CELL)).retype("£1m", "£3m").saved(), now=IN_A_CELL)
    assert lines_changed(found) == ["-      | 2025/26 | £1m |", "+      | 2025/26 | £3m |"]


TWO = PAPER.replace("  Care goes on.\n", f"{TABLE}\n  Between.\n\n{TABLE.replace('£1m', '£4m')}")


def test_the_second_of_two_tables_in_one_text() -> None:
    assert told(pulled_back(word_file(TWO), now=TWO)) == []
    found = pulled_back(Hand(word_file(TWO)).retype("£4m", "£5m").saved(), now=TWO)
    assert lines_changed(found) == ["-  | 2025/26 | £4m |", "+  | 2025/26 | £5m |"]


@pytest.mark.parametrize("text", [WITH_TABLE, IN_A_CELL, TWO])
def test_a_head_whose_weight_was_written_out_is_no_change(text: str) -> None:
    """As LibreOffice does: what the style of a table makes bold is bold by itself in what it saves."""
    hand = Hand(word_file(text))
    hand.embolden("Year").embolden("Cost")
    assert told(pulled_back(hand.saved(), now=text)) == []


def test_a_bold_word_typed_over_in_a_first_row_stays_bold() -> None:
    text = PAPER.replace("  Care goes on.\n", TABLE.replace("Cost", "**Cost**"))
    found = pulled_back(Hand(word_file(text)).retype("Cost", "Price").saved(), now=text)
    assert lines_changed(found) == ["-  | Year | **Cost** |", "+  | Year | **Price** |"]


def test_a_word_typed_over_in_a_first_row_whose_weight_was_written_out_stays_plain() -> None:
    hand = Hand(word_file(WITH_TABLE)).embolden("Year").embolden("Cost").retype("Cost", "Price")
    assert lines_changed(pulled_back(hand.saved(), now=WITH_TABLE)) == ["-  | Year | Cost |", "+  | Year | Price |"]
