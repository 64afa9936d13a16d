"""What a redline in Word shows: words, paragraphs, lists, tables, pictures, references, and whose changes they are."""

import re
from dataclasses import replace

import pytest

from reportgen.compose.number import number_blocks, targets
from reportgen.compose.refer import resolve_references
from reportgen.document.nodes import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Figure,
    Heading,
    Link,
    Note,
    Picture,
    Reference,
    Role,
    Strong,
    Table,
)  # fmt: skip
from reportgen.document.specimen import Unnumbered
from reportgen.redline.settle import accepted, has_changes, rejected
from reportgen.redline.word.merge import merged
from tests.office import changed, numbers_of, paragraphs_of, parts_of, root_of, w
from tests.redline.edits import NUMBERED
from tests.redline.meaning import meaning
from tests.redline.shown import shown
from tests.specimen import para, png, row, text
from tests.write.docx.trees import document, written

AUTHOR, DATE = "Head of Commissioning", "2025-09-01T10:00:00Z"


def paper(*blocks: Block) -> bytes:
    numbered, series = number_blocks(blocks, NUMBERED, lambda _: None)
    resolved, _ = resolve_references(numbered, targets(numbered), {}, NUMBERED)
    return written(document(*resolved, series=series))


def redlined(old: bytes, new: bytes) -> bytes:
    """Return a redline that has been proved: both versions come out of it again."""
    made = merged(old, new, AUTHOR, DATE)
    assert meaning(accepted(made)) == meaning(new)
    assert meaning(rejected(made)) == meaning(old)
    return made


def bullets(*words: str) -> Block:
    return Unnumbered().list(Counting.BULLET, *((para(word),) for word in words))


def steps(*words: str) -> Block:
    return Unnumbered().list(Counting.DECIMAL, *((para(word),) for word in words))


def table(*rows: tuple[str, ...]) -> Table:
    head, *body = rows
    return Table(
        tuple(Column() for _ in head), (row(*head, header=True),), tuple(row(*one) for one in body), text("Costs")
    )


def test_words_are_marked_in_their_paragraph() -> None:
    old = paper(para("Approve the extension of both contracts by 12 months."))
    new = paper(para("Approve a further extension of both contracts by 18 months."))
    assert shown(redlined(old, new)) == [
        "Approve [-the-]{+a further+} extension of both contracts by [-12-]{+18+} months."
    ]


def test_looks_are_kept_run_by_run() -> None:
    old = paper(para("The ", Strong(text("maximum cost")), " is £4m."))
    new = paper(para("The ", Strong(text("maximum cost of care")), " is £5m."))
    assert shown(redlined(old, new)) == ["The **maximum cost**{+** of care**+} is [-£4m-]{+£5m+}."]


def test_a_word_that_turns_bold_is_changed() -> None:
    old, new = paper(para("It is urgent now.")), paper(para("It is ", Strong(text("urgent")), " now."))
    assert shown(redlined(old, new)) == ["It is [-urgent-]{+**urgent**+} now."]


def test_paragraphs_are_put_in_and_taken_out_with_their_ends() -> None:
    first, second, third = para("Prices hold."), para("Residents were asked in May."), para("Care goes on.")
    assert shown(redlined(paper(first, third), paper(first, second, third))) == [
        "Prices hold.", "+ {+Residents were asked in May.+}", "Care goes on.",
    ]  # fmt: skip
    assert shown(redlined(paper(first, second, third), paper(first, third))) == [
        "Prices hold.", "- [-Residents were asked in May.-]", "Care goes on.",
    ]  # fmt: skip


def test_the_end_of_the_last_paragraph_stays() -> None:
    first, second = para("Prices hold."), para("Residents were asked in May.")
    assert shown(redlined(paper(first), paper(first, second))) == [
        "+ Prices hold.", "{+Residents were asked in May.+}",
    ]  # fmt: skip
    assert shown(redlined(paper(first, second), paper(first))) == [
        "- Prices hold.", "[-Residents were asked in May.-]",
    ]  # fmt: skip


def test_numbers_are_right_in_both_versions_of_a_list() -> None:
    after = para("After it.")
    old, new = paper(steps("agree;", "report."), after), paper(steps("agree;", "note;", "report."), after)
    made = redlined(old, new)
    assert shown(made) == ["agree;", "+ {+note;+}", "report.", "After it."]
    assert numbers_of(accepted(made)) == [("1.", "agree;"), ("2.", "note;"), ("3.", "report.")]
    assert numbers_of(rejected(made)) == [("1.", "agree;"), ("2.", "report.")]


def test_a_list_that_goes_keeps_a_count_of_its_own() -> None:
    gone, stays = steps("write;", "end it."), steps("agree;", "report.")
    made = redlined(paper(gone, para("Between."), stays, para("End.")), paper(stays, para("End.")))
    assert numbers_of(rejected(made))[:2] == [("1.", "write;"), ("2.", "end it.")]
    assert len(set(re.findall(r'w:abstractNumId="(\d+)"', parts_of(made)["word/numbering.xml"].decode()))) == 2


def test_numbered_headings_and_paragraphs_count_on() -> None:
    def told(*names: str) -> bytes:
        return paper(
            *(block for name in names for block in (Heading(2, text(name)), para(f"What is said of {name}."))),
            para("End."),
        )

    made = redlined(told("Costs", "Risks"), told("Costs", "Equality", "Risks"))
    assert shown(made)[2:4] == ["+ {+Equality+}", "+ {+What is said of Equality.+}"]
    assert ("3", "Risks") in numbers_of(accepted(made))
    assert ("2", "Risks") in numbers_of(rejected(made))


def test_rows_are_put_in_and_taken_out_whole() -> None:
    old = paper(table(("Zone", "Cost"), ("North", "£4m"), ("South", "£2m")), para("End."))
    new = paper(table(("Zone", "Cost"), ("North", "£5m"), ("East", "£1m"), ("South", "£2m")), para("End."))
    assert shown(redlined(old, new)) == [
        "Costs", "| Zone | Cost", "| North | [-£4m-]{+£5m+}", "+| {+East+} | {+£1m+}", "| South | £2m", "End.",
    ]  # fmt: skip
    assert "-| [-East-] | [-£1m-]" in shown(redlined(new, old))


def test_a_table_of_other_columns_takes_the_place_of_the_old() -> None:
    old = paper(table(("Zone", "Cost"), ("North", "£4m")), para("End."))
    new = paper(table(("Zone", "Lots", "Cost"), ("North", "2", "£4m")), para("End."))
    assert shown(redlined(old, new)) == [
        "- [-Costs-]", "-| [-Zone-] | [-Cost-]", "-| [-North-] | [-£4m-]",
        "+ {+Costs+}", "+| {+Zone+} | {+Lots+} | {+Cost+}", "+| {+North+} | {+2+} | {+£4m+}", "End.",
    ]  # fmt: skip


def test_two_tables_without_captions_are_kept_apart_by_a_line_of_neither() -> None:
    two, three = table(("Zone", "Cost"), ("North", "£4m")), table(("Zone", "Lots", "Cost"), ("North", "2", "£4m"))
    old, new = (paper(replace(each, caption=()), para("End.")) for each in (two, three))
    assert shown(redlined(old, new))[2] == "+- "


def test_a_change_of_style_is_noted() -> None:
    first, last = Heading(2, text("Costs")), para("End.", role=Role.NOTE)
    old, new = (paper(first, Heading(level, text("In each year")), last) for level in (2, 3))
    assert shown(redlined(old, new)) == ["Costs", "~ In each year", "End."]


def test_what_a_style_and_a_place_bring_is_no_change() -> None:
    same = (Heading(2, text("Costs")), bullets("care;"), steps("agree;", "report."), table(("Zone",), ("North",)))
    assert (
        "Change"
        not in parts_of(redlined(paper(*same, para("One.")), paper(*same, para("Two."))))["word/document.xml"].decode()
    )


def test_a_reference_is_replaced_whole() -> None:
    def told(*before: Block) -> bytes:
        place = Heading(2, text("Costs"), "costs")
        return paper(*before, place, para("See ", Reference("costs"), " for more."), para("End."))

    made = redlined(told(), told(Heading(2, text("Risks"))))
    assert shown(made)[-2] == "See [-<REF _Ref_costs \\r \\h>1-]{+<REF _Ref_costs \\r \\h>2+} for more."
    marks = [mark.get(w("fldCharType")) for mark in root_of(made).iter(w("fldChar"))]
    assert marks == ["begin", "separate", "end"] * 2


def test_a_place_that_moved_is_not_called_the_same_twice() -> None:
    def told(*blocks: Block) -> bytes:
        return paper(*blocks, para("See ", Reference("costs"), "."), para("End."))

    costs = Heading(2, text("What it costs in each year"), "costs")
    others = [Heading(2, text(name)) for name in ("Risks", "Equality", "Consultation")]
    made = redlined(told(costs, *others), told(*others, costs))
    names = [mark.get(w("name")) for mark in root_of(made).iter(w("bookmarkStart"))]
    assert sorted(names) == ["_Ref_costs", "_Ref_costs_was1"]
    assert "[-<REF _Ref_costs_was1 \\r \\h>1-]{+<REF _Ref_costs \\r \\h>4+}" in shown(made)[-2]


def test_a_link_to_another_address_is_replaced() -> None:
    old, new = (
        paper(para("See ", Link(text("the notice"), f"https://example.org/{year}"), ".")) for year in (2024, 2025)
    )
    made = redlined(old, new)
    assert shown(made) == ["See [-the notice-]{+the notice+}."]
    assert {"https://example.org/2024", "https://example.org/2025"} <= set(
        re.findall(r'Target="(https[^"]+)"', parts_of(made)["word/_rels/document.xml.rels"].decode())
    )


def _chart(value: float) -> Figure:
    chart = Chart(ChartKind.BAR, "Answers", ("Good",), (ChartSeries("All", (value,), (f"{value:g}",)),))
    return Figure(chart, f"{value:g} good.", text("Answers"))


def _picture(width: int) -> Figure:
    return Figure(Picture(png(width), "image/png", width, 24), "The council's mark.")


@pytest.mark.parametrize(("old", "new"), [(_chart(150), _chart(151)), (_picture(48), _picture(96))])
def test_a_chart_or_picture_is_replaced_and_the_older_one_kept(old: Figure, new: Figure) -> None:
    made = redlined(paper(old, para("End.")), paper(new, para("End.")))
    assert [line for line in shown(made) if "picture" in line] == ["- [-<picture>-]", "+ {+<picture>+}"]
    kept = [name for name in parts_of(made) if "-before" in name]
    assert kept
    assert all(f"/{name}" in parts_of(made)["[Content_Types].xml"].decode() for name in kept if "_rels" not in name)


def test_changes_bear_who_made_them_and_when() -> None:
    made = redlined(paper(para("Prices rise."), para("End.")), paper(para("Prices hold."), para("End.")))
    mark = next(root_of(made).iter(w("ins")))
    assert (mark.get(w("author")), mark.get(w("date"))) == (AUTHOR, DATE)
    undated = merged(paper(para("One.")), paper(para("Two.")), AUTHOR, "")
    assert b"w:date" not in parts_of(undated)["word/document.xml"]


def test_every_mark_has_a_number_of_its_own() -> None:
    made = redlined(
        paper(para("Prices rise.", id="a"), steps("one;", "two.")), paper(para("They hold.", id="b"), steps("two."))
    )
    numbers = [
        node.get(w("id")) for node in root_of(made).iter()
        if node.get(w("id")) and node.tag != w("bookmarkEnd")
    ]  # fmt: skip
    assert len(numbers) == len(set(numbers))


def test_nothing_but_the_body_and_what_it_needs_is_touched() -> None:
    old, new = paper(steps("one;", "two."), para("Prices rise.")), paper(para("Prices hold."))
    before, after = parts_of(new), parts_of(redlined(old, new))
    touched = {name for name in after if before.get(name) != after[name]}
    assert touched <= {
        "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }  # fmt: skip
    assert before["word/settings.xml"] == after["word/settings.xml"]


def test_two_versions_that_say_the_same_have_no_changes() -> None:
    same = paper(para("Prices hold."), steps("one;", "two."))
    made = redlined(same, same)
    assert not has_changes(made)
    assert paragraphs_of(made) == paragraphs_of(same)


def test_the_same_versions_give_the_same_bytes() -> None:
    old, new = paper(para("Prices rise."), _chart(1)), paper(para("Prices hold."), _chart(2))
    assert merged(old, new, AUTHOR, DATE) == merged(old, new, AUTHOR, DATE)


# Content controls ----------------------------------------------------------------------------------------------


def controlled(content: bytes, *words: str) -> bytes:
    """Return a Word file with a content control, and a hidden place, round each paragraph of these words."""
    for number, said in enumerate(words, start=1):
        content = changed(
            content,
            f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t xml:space="preserve">{said}</w:t></w:r></w:p>',
            f'<w:bookmarkStart w:id="{70 + number}" w:name="_rg_b{number}"/>'
            f'<w:sdt><w:sdtPr><w:alias w:val="{said} [b{number}]"/><w:tag w:val="rg:b{number}:text"/>'
            f'<w:id w:val="{900 + number}"/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
            f'<w:bookmarkEnd w:id="{70 + number}"/>',
        )
    return content


def tags(content: bytes) -> list[str]:
    return [mark.get(w("val")) for mark in root_of(content).iter(w("tag"))]


def test_the_newer_versions_controls_stay_round_what_they_were_round() -> None:
    old = controlled(written(document(para("Prices rise."), para("Care goes on."))), "Prices rise.", "Care goes on.")
    new = controlled(
        written(document(para("Prices hold."), para("Residents were asked."), para("Care goes on."))),
        "Prices hold.", "Residents were asked.", "Care goes on.",
    )  # fmt: skip
    made = redlined(old, new)
    assert tags(made) == ["rg:b1:text", "rg:b2:text", "rg:b3:text"]
    assert tags(rejected(made)) == ["rg:b1:text", "rg:b3:text"]
    assert tags(accepted(made)) == tags(new)
    names = [mark.get(w("name")) for mark in root_of(made).iter(w("bookmarkStart"))]
    assert names == ["_rg_b1", "_rg_b2", "_rg_b3"]
    assert len(list(root_of(made).iter(w("customXmlInsRangeStart")))) == 2


def test_what_was_taken_out_has_no_control() -> None:
    old = controlled(written(document(para("Prices rise."), para("Care goes on."))), "Prices rise.", "Care goes on.")
    new = controlled(written(document(para("Care goes on."))), "Care goes on.")
    made = redlined(old, new)
    assert shown(made) == ["- [-Prices rise.-]", "Care goes on."]
    assert tags(made) == ["rg:b1:text"]


def test_a_version_from_before_there_were_controls_is_compared_all_the_same() -> None:
    old = written(document(para("Prices rise."), para("Care goes on.")))
    new = controlled(written(document(para("Prices hold."), para("Care goes on."))), "Prices hold.", "Care goes on.")
    assert shown(redlined(old, new)) == ["Prices [-rise-]{+hold+}.", "Care goes on."]


# Footnotes -----------------------------------------------------------------------------------------------------


def noted(words: str, *notes: Note) -> Block:
    return para(words, *notes, " And so on.")


SOURCE = Note((*text("Table 3, see "), Link(text("the release"), "https://example.org/x"), *text(".")))
OTHER = Note(text("Table 4."))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param((SOURCE,), (SOURCE, OTHER), id="put in"),
        pytest.param((SOURCE, OTHER), (OTHER,), id="taken out"),
        pytest.param((SOURCE,), (), id="the only one taken out"),
        pytest.param((), (SOURCE,), id="the first put in"),
        pytest.param((SOURCE,), (OTHER,), id="of other words"),
        pytest.param((SOURCE, OTHER), (OTHER, SOURCE), id="in another order"),
    ],
)
def test_footnotes_of_both_versions_are_in_the_redline(old: tuple[Note, ...], new: tuple[Note, ...]) -> None:
    made = redlined(paper(noted("Spend rose.", *old)), paper(noted("Spend rose.", *new)))
    assert has_changes(made)


def test_a_footnote_that_stays_is_no_change_whatever_its_number() -> None:
    old, new = noted("Spend rose.", SOURCE), noted("Spend rose.", SOURCE)
    made = redlined(paper(old), paper(noted("First.", OTHER), new))
    tracked = [
        mark for mark in root_of(made).iter(w("footnoteReference")) if next(mark.iterancestors(w("ins")), None) is None
    ]
    assert len(tracked) == 1


def test_footnotes_stand_in_the_order_of_their_marks() -> None:
    made = redlined(paper(noted("Spend rose.", SOURCE, OTHER)), paper(noted("Spend rose.", OTHER)))
    marks = [mark.get(w("id")) for mark in root_of(made).iter(w("footnoteReference"))]
    held = [note.get(w("id")) for note in root_of(made, "word/footnotes.xml") if note.get(w("type")) is None]
    assert marks == held == ["1", "2"]


def test_addresses_of_footnotes_are_told_as_libreoffice_reads_them() -> None:
    # With a prefix before its names it takes no part of relationships, and then not the file.
    made = redlined(paper(noted("Spend rose.", SOURCE)), paper(noted("Spend rose.", OTHER)))
    assert b"<Relationship " in parts_of(made)["word/_rels/footnotes.xml.rels"]
