"""Which slides a document becomes: what each is called, what stands on it, and where it goes on to another."""

import pytest

from reportgen.document.nodes import (
    Box,
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Figure,
    Heading,
    Origin,
    PageBreak,
    Role,
    Row,
    Table,
)
from reportgen.style.style import Style
from reportgen.write.pptx.deck import LEAST_SIZE, Deck, Drawing, Grid, LayoutKind, Words
from reportgen.write.pptx.slides import slides
from tests.office import parts_of
from tests.specimen import Counter, cell, para, row, text
from tests.write.pptx.decks import columns, deck, document, geometry, section, sentences, written


def titles(made: Deck) -> list[str]:
    return [slide.title for slide in made.slides]


def lines(made: Deck, at: int) -> list[str]:
    """Return the paragraphs of a slide, columns after one another."""
    return [line.text for words in made.slides[at].contents if isinstance(words, Words) for line in words.lines]


def grids(made: Deck) -> list[list[list[str]]]:
    return [
        [[" / ".join(line.text for line in held.lines) for held in one] for one in grid.rows]
        for slide in made.slides
        for grid in slide.contents
        if isinstance(grid, Grid)
    ]


def table(rows: int, words: str = "Care", origin: Origin | None = None) -> Table:
    body = tuple(row(f"{words} {at}", "Yes") for at in range(1, rows + 1))
    if origin:
        body = tuple(Row(one.cells, origin) for one in body)
    return Table((Column(3), Column(1)), (row("What", "Answer", header=True),), body)


def test_a_heading_of_level_two_begins_a_slide() -> None:
    made = deck(
        Heading(1, text("Care at home")),
        para("8 June 2021", role=Role.SUBTITLE),
        *section("Why", para("Because.")),
        *section("How", Heading(3, text("In zones")), para("Two or three.")),
    )
    assert [(slide.layout, slide.title) for slide in made.slides] == [
        (LayoutKind.TITLE, "Care at home"),
        (LayoutKind.CONTENT, "Why"),
        (LayoutKind.CONTENT, "How"),
    ]
    assert [lines(made, at) for at in range(3)] == [["8 June 2021"], ["Because."], ["In zones", "Two or three."]]


def test_a_heading_with_nothing_under_it_is_a_slide_between_sections() -> None:
    made = deck(*section("Part two"), *section("Why", para("Because.")))
    assert [slide.layout for slide in made.slides[1:]] == [LayoutKind.SECTION, LayoutKind.CONTENT]


def test_what_stands_before_the_first_heading_has_a_slide_that_says_what_it_is() -> None:
    withheld = Box(Role.WITHHELD, (para("Appendix B is withheld."),))
    made = slides(
        document(Heading(1, text("Care")), withheld), Style(labels={"withheld": "What is not published"}), geometry()
    )
    assert titles(made) == ["Care", "What is not published"]


def test_too_much_text_goes_on_to_slides_that_are_counted() -> None:
    made = deck(*section("Why", *(para(sentences(3)) for _ in range(11))))
    assert titles(made) == ["Small", "Why (1 of 3)", "Why (2 of 3)", "Why (3 of 3)"]
    assert [len(lines(made, at)) for at in (1, 2, 3)] == [4, 4, 3]


def test_slides_share_what_they_hold_evenly() -> None:
    made = deck(*section("Why", *(para(f"Short {at}") for at in range(14))))
    assert [len(lines(made, at)) for at in (1, 2)] == [7, 7]


def test_a_sub_heading_is_never_the_last_on_a_slide() -> None:
    for count in range(4, 16):
        blocks = [para(f"Short {at}") for at in range(count)]
        made = deck(*section("Why", *blocks, Heading(3, text("More")), para("And more."), para("Still more.")))
        for at in range(1, len(made.slides)):
            assert lines(made, at)[-1] != "More"


def test_a_new_slide_begins_with_a_sub_heading_where_that_takes_no_more_slides() -> None:
    adults = [para(f"Adults {at}") for at in range(7)]
    children = [para(f"Children {at}") for at in range(5)]
    made = deck(*section("Background", Heading(3, text("Adults")), *adults, Heading(3, text("Children")), *children))
    assert [lines(made, at)[0] for at in (1, 2)] == ["Adults", "Children"]


def test_a_paragraph_higher_than_a_slide_is_cut_where_a_sentence_ends() -> None:
    made = deck(*section("Why", para(sentences(50))))
    assert len(made.slides) == 4
    assert "".join("".join(lines(made, at)) for at in (1, 2, 3)).replace(" ", "") == sentences(50).replace(" ", "")
    assert all(lines(made, at)[0].rstrip().endswith(".") for at in (1, 2, 3))


def test_letters_are_smaller_where_that_saves_a_slide_and_never_below_the_least() -> None:
    sizes = {}
    for count in range(1, 40):
        made = deck(*section("Why", *(para("One line.") for _ in range(count))))
        sizes[count] = [words.size for slide in made.slides[1:] for words in slide.contents if isinstance(words, Words)]
    assert sizes[1] == [0.0]
    changed = [count for count, found in sizes.items() if found[0] == LEAST_SIZE]
    assert changed and all(set(sizes[count]) == {LEAST_SIZE} for count in changed)
    assert sizes[changed[0] - 1] == [0.0] and sizes[changed[0]] == [LEAST_SIZE], "one slide, just before it is two"
    assert any(found == [0.0, 0.0] for found in sizes.values()), "two slides, where smaller letters save none"


def test_a_page_break_begins_a_slide() -> None:
    made = deck(*section("Why", para("One."), PageBreak(), para("Two.")))
    assert titles(made)[1:] == ["Why (1 of 2)", "Why (2 of 2)"]


def test_sections_of_one_name_are_counted_together() -> None:
    made = deck(*section("Care", para("One.")), *section("Care", para("Two.")))
    assert titles(made)[1:] == ["Care (1 of 2)", "Care (2 of 2)"]


def test_a_style_says_how_a_slide_that_goes_on_is_called() -> None:
    made = slides(
        document(*section("Why", para("One."), PageBreak(), para("Two."))),
        Style(labels={"slide_continued": "{title} – {n}/{count}"}),
        geometry(),
    )
    assert titles(made)[1:] == ["Why – 1/2", "Why – 2/2"]


def test_a_title_that_is_too_long_is_cut_short_and_stands_in_full_on_its_slide() -> None:
    long = sentences(5)
    made = deck(*section(long, para("Because.")))
    assert made.slides[1].title.endswith("…") and len(made.slides[1].title) < 140
    assert lines(made, 1) == [long, "Because."]


def test_a_long_title_has_the_title_slide_in_smaller_letters_with_what_stands_below_it() -> None:
    long = "Leisure centres, pools, gyms and courts of the Borough: extension of the operating contract, with " * 2
    blocks = (Heading(1, text(long.strip())), para("8 June 2021", role=Role.SUBTITLE), *section("Why", para("So.")))
    made = deck(*blocks)
    first = made.slides[0]
    assert titles(made) == [long.strip(), "Why"] and lines(made, 0) == ["8 June 2021"]
    assert 22 <= first.title_size < 40 and made.slides[1].title_size == 0
    assert f'sz="{round(first.title_size * 100)}"' in str(parts_of(written(document(*blocks)))["ppt/slides/slide1.xml"])


def test_entries_of_lists_keep_their_marks_and_levels() -> None:
    counter = Counter()
    inner = counter.list(Counting.BULLET, (para("at night"),), depth=1)
    outer = counter.list(Counting.DECIMAL, (para("by day"),), (para("or:"), inner), start=4)
    made = deck(*section("When", outer))
    (words,) = made.slides[1].contents
    assert isinstance(words, Words)
    assert [(line.level, line.mark.text if line.mark else "", line.text) for line in words.lines] == [
        (0, "4.", "by day"),
        (0, "5.", "or:"),
        (1, "•", "at night"),
    ]


def test_two_columns_stand_side_by_side() -> None:
    made = deck(*section("Benefits", columns(["Closer", "Stable"], ["Certain"])))
    assert made.slides[1].layout is LayoutKind.COLUMNS
    left, right = made.slides[1].contents
    assert isinstance(left, Words) and isinstance(right, Words)
    assert ([line.text for line in left.lines], [line.text for line in right.lines]) == (
        ["Closer", "Stable"],
        ["Certain"],
    )
    assert left.area.left + left.area.width < right.area.left


def test_columns_that_are_too_long_go_on_with_what_stands_beside_each_other() -> None:
    left = [f"Left {at}. {sentences(2)}" for at in range(6)]
    right = [f"Right {at}." for at in range(6)]
    made = deck(*section("Benefits", columns(left, right)))
    assert titles(made)[1:] == ["Benefits (1 of 2)", "Benefits (2 of 2)"]
    for at in (1, 2):
        said = lines(made, at)
        half = len(said) // 2
        assert [words[5] for words in said[:half]] == [words[6] for words in said[half:]]


def test_three_columns_stand_one_below_the_other() -> None:
    three = Box(Role.COLUMNS, tuple(Box(Role.COLUMN, (para(words),)) for words in ("One", "Two", "Three")))
    assert lines(deck(*section("Sides", three)), 1) == ["One", "Two", "Three"]


def test_a_table_goes_on_with_its_head() -> None:
    made = deck(*section("Answers", table(20)))
    assert titles(made)[1:] == ["Answers (1 of 2)", "Answers (2 of 2)"]
    assert [len(grid) for grid in grids(made)] == [11, 11]
    assert [grid[0] for grid in grids(made)] == [["What", "Answer"]] * 2


def test_text_above_and_below_a_table_stands_with_it_where_there_is_room() -> None:
    made = deck(*section("Answers", para("This is what was said."), table(3), para("More to come.")))
    (slide,) = made.slides[1:]
    assert [type(content).__name__ for content in slide.contents] == ["Words", "Grid", "Words"]
    tops = [content.area.top for content in slide.contents]
    assert tops == sorted(tops)


def test_text_that_leaves_no_room_for_a_table_has_slides_of_its_own() -> None:
    made = deck(*section("Answers", *(para(sentences(2)) for _ in range(4)), table(3)))
    assert [slide.layout for slide in made.slides[1:]] == [LayoutKind.CONTENT, LayoutKind.TABLE]


def test_a_row_higher_than_a_slide_is_a_misfit_at_its_place() -> None:
    place = Origin(("tables", 0, "rows", 0))
    made = deck(*section("Answers", table(1, sentences(40), place), para("After.")))
    (misfit,) = made.misfits
    assert misfit.origin == place
    assert misfit.message.startswith("This row of a table is higher than a slide")
    assert lines(made, -1) == ["After."]


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    thin = Table(
        (Column(0.01), Column(10)), (row("Accommodation", "What", header=True),), (row("Supported", "Yes" * 9),)
    )
    made = deck(*section("Answers", thin))
    (grid,) = made.slides[1].contents
    assert isinstance(grid, Grid)
    assert grid.widths[0] > 130 and sum(grid.widths) == pytest.approx(grid.area.width)


def test_a_table_without_columns_or_cells_breaks_nothing() -> None:
    made = deck(*section("Odd", Table((), (), ()), Table((Column(),), (), (Row(()), Row((Cell(()),))))))
    assert grids(made) == [[[""], [""]]]


def test_a_chart_has_a_slide_with_its_caption() -> None:
    chart = Chart(ChartKind.BAR, "Who", ("All",), (ChartSeries("Answers", (4.0,), ("4",)),))
    made = deck(*section("Answers", para("This is who."), Figure(chart, "Four of them.", text("Who answered"))))
    assert lines(made, 1) == ["This is who.", "Who answered"]
    drawing = made.slides[1].contents[-1]
    assert isinstance(drawing, Drawing) and drawing.alternative == "Four of them."
    assert drawing.area.height < 200, "one bar does not fill a slide"


def test_what_a_presenter_says_is_kept_apart() -> None:
    notes = Box(Role.NOTES, (para("Say this slowly."),))
    made = deck(*section("Why", para("Because."), notes))
    assert (lines(made, 1), made.slides[1].notes) == (["Because."], ("Say this slowly.",))


def test_every_slide_of_an_exempt_copy_can_be_marked() -> None:
    made = deck(*section("Why", para("Because.")), marking="NOT FOR PUBLICATION", classification="Open")
    assert (made.marking, made.footer) == ("NOT FOR PUBLICATION", "Northshire | Open")


def test_letters_are_never_smaller_than_may_be_read() -> None:
    measured = geometry()
    assert min(measured.size(level) for level in range(9)) == LEAST_SIZE == 18


def test_cells_of_several_columns_and_lists_in_cells() -> None:
    spread = Table(
        (Column(), Column(), Column()),
        (Row((cell("Zone", header=True), cell("Cost", header=True, span=2))),),
        (row("North", "1", "2"),),
    )
    made = deck(*section("Cost", spread))
    (grid,) = made.slides[1].contents
    assert isinstance(grid, Grid)
    assert [[held.span for held in one] for one in grid.rows] == [[1, 2], [1, 1, 1]]
