"""Anchors: which stretches of a document there are, what each holds, and the one form in which they are compared."""

import pytest

from reportgen.base.source import show_path
from reportgen.document.anchors import anchor_hash, anchor_text, anchored, pieces
from reportgen.document.nodes import (
    Block,
    Cell,
    Column,
    Counting,
    Document,
    Emphasis,
    Entry,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Origin,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    Value,
)

RISKS = ("risks", 0, "text")
"""A field of prose, as every test here calls it."""


def told(*blocks: Block) -> list[str]:
    """Return the anchors of a document, a line each: id, field, what it holds, where it stands, its words."""
    return [
        f"{found.id} {show_path(found.origin.path) or '-'} {found.holds}"
        + "".join(f" {type(holder).__name__}" for holder in found.place)
        + f": {anchor_text(found.blocks)!r}"
        for found in anchored(Document(kind="report", title="", blocks=blocks))
    ]


def prose(*words: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the field of prose."""
    return tuple(Paragraph((Text(word, RISKS),), origin=Origin(RISKS)) for word in words)


def value(words: str, *path: str | int) -> Value:
    """Return a value as a template prints it."""
    return Value(words, Origin(path))


def test_the_blocks_of_one_field_are_one_anchor_and_all_else_is_by_itself() -> None:
    listed = List(Counting.BULLET, (Entry(prose("a"), origin=Origin(RISKS)),), origin=Origin(RISKS))
    blocks: tuple[Block, ...] = (
        Heading(2, (Text("Risks"),)),
        *prose("One.", "Two."),
        listed,
        Paragraph((Text("Ours."),)),
        *prose("Three."),
    )
    assert told(*blocks) == [
        "b001 - words: '# Risks'",
        "b002 risks[1].text prose: 'One.\\n\\nTwo.\\n\\n- a'",
        "b003 - words: 'Ours.'",
        "b004 risks[1].text prose: 'Three.'",
    ]


def test_prose_that_goes_on_after_a_line_of_the_template_belongs_to_that_line() -> None:
    begun = Paragraph((Strong((value("Staff", "risks", 0, "title"),)), Text(". "), Text("One.", RISKS)))
    assert told(begun, *prose("Two.")) == ["b001 - values: '**Staff**. One.\\n\\nTwo.'"]
    assert [(piece.text, piece.source.value, show_path(piece.path)) for piece in pieces(begun.children)] == [
        ("Staff", "value", "risks[1].title"),
        (". ", "words", ""),
        ("One.", "prose", "risks[1].text"),
    ]


def test_the_entries_of_a_template_s_list_are_anchors() -> None:
    entries = (Entry(prose("One.", "Two.")), Entry((Paragraph((value("Cabinet", "meeting", "body"),)),)))
    assert told(List(Counting.DECIMAL, entries)) == [
        "b001 risks[1].text prose InEntry: 'One.\\n\\nTwo.'",
        "b002 meeting.body values InEntry: 'Cabinet'",
    ]


def test_the_cells_of_a_template_s_table_are_anchors_and_one_with_several_fields_is_its_row_s() -> None:
    several = (Paragraph((value("£1", "risks", 0, "cost"),)), *prose("One."))
    row = Row((Cell((Paragraph((Text("Cost"),)),), header=True), Cell(several), Cell(())), Origin(("risks", 0)))
    table = Table((Column(),) * 3, (), (row,), caption=(Text("Risks"),))
    assert told(table) == [
        "b001 - words: 'Risks'",
        "b002 - words InCell: 'Cost'",
        "b003 risks[1] values InCell: '£1\\n\\nOne.'",
        "b004 risks[1] words InCell: ''",
    ]


def test_a_table_typed_in_prose_is_part_of_its_field() -> None:
    cell = Cell((Paragraph((Text("a", RISKS),), origin=Origin(RISKS)),))
    typed = Table((Column(),), (Row((cell,)),), (Row((cell,)),), origin=Origin(RISKS))
    assert told(*prose("One."), typed) == ["b001 risks[1].text prose: 'One.\\n\\n| a |\\n| a |'"]


def test_what_stands_for_something_withheld_has_no_field_to_edit() -> None:
    notice = Value("not for publication", Origin(("risks", 0, "text"), withheld=True))
    blocks = (Paragraph((Text("Cost: "), notice)), Paragraph((Text("Heading"),), origin=Origin(RISKS, withheld=True)))
    found = anchored(Document(kind="report", title="", blocks=blocks))
    assert [(anchor.holds.value, anchor.path) for anchor in found] == [("notice", ()), ("notice", ())]


def test_what_a_reference_in_prose_prints_is_no_typed_word() -> None:
    worked_out = Value("£2", Origin(("extension", "total_after"), derived=True), RISKS)
    line = (Text("It costs ", RISKS), worked_out, Text(".", RISKS))
    assert told(Paragraph(line)) == ["b001 risks[1].text prose: 'It costs £2.'"]
    assert [(p.text, p.source.value, p.derived) for p in pieces(line)][1] == ("£2", "reference", True)


LINK = Link((Text("a"),), "https://example.org/a%20b")


@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        ((Text(" a\u00a0 b\n"), Text("c ")), "a b c"),
        ((Strong((Text("a "),)), Strong((Text("b"),)), Text(" *c*")), "**a b** *c*"),
        ((Text("a"), Emphasis((Text(" b "),)), Text("c")), "a _b_ c"),
        ((Strong((Text("a "), Emphasis((Text("b"),)))),), "**a _b_**"),
        ((LINK, Text(" b"), LineBreak(), Text(" c")), "[a](https://example.org/a b) b\\\nc"),
        ((Link((Text("a"),), "javascript:a"), LineBreak()), "a"),
    ],
)
def test_a_line_has_one_form_however_it_is_cut_into_runs(inlines: tuple[Inline, ...], expected: str) -> None:
    assert anchor_text((Paragraph(inlines),)) == expected


def test_lists_and_quotations_keep_their_form() -> None:
    inner = List(Counting.LOWER_ALPHA, (Entry((Paragraph((Text("b"),)),)),))
    listed = List(Counting.BULLET, (Entry((Paragraph((Text("a"),)), inner)), Entry((Paragraph((Text("c"),)),))))
    assert anchor_text((listed, Quote((Paragraph((Text("d"),)),)))) == "- a\n\n  1. b\n- c\n\n> d"


def test_the_same_words_have_the_same_hash() -> None:
    assert anchor_hash(prose("One  two.")) == anchor_hash((Paragraph((Text("One"), Text(" two."))),))
    assert anchor_hash(prose("One two.")) != anchor_hash(prose("One three."))
