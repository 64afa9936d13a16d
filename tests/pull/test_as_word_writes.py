"""What Word and Google Docs write, read as what a person sees: split runs, fields, signs, moves, changes in changes."""

import copy

import pytest
from lxml import etree

from reportgen.pull.word import WordFile, read_word
from tests.pull.hands import Hand, W, above
from tests.pull.paper import lines_changed, pulled, pulled_back, told, word_file
from tests.pull.wordfile import paragraph
from tests.pull.wordfile import word_file as made

BY = 'w:id="1" w:author="Clerk" w:date="2025-09-12T10:30:00Z"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def texts(word: WordFile) -> list[str]:
    return [line.text for line in word.lines if line.text]


def run(words: str, properties: str = "") -> str:
    return f'<w:r w:rsidR="00A1"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code: str, answer: str) -> str:
    """Return a field as Word writes one: its code and its answer in runs of their own, the code in two."""
    turns = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (code[:5], code[5:])
    )
    return f"{turns[0]}{codes}{turns[1]}{answer}{turns[2]}"


INLINE = {
    "runs cut where a spelling was looked at": (
        f'{run("Care go")}<w:proofErr w:type="spellStart"/>{run("es o")}<w:proofErr w:type="spellEnd"/>{run("n.")}',
        "Care goes on.",
    ),
    "a bookmark within, and where a page ended": (
        f'{run("Care ")}<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>'
        "<w:r><w:lastRenderedPageBreak/><w:t>goes on.</w:t></w:r>",
        "Care goes on.",
    ),
    "a smart tag": (
        f'{run("In ")}<w:smartTag w:uri="u" w:element="place">{run("Eastmoor")}</w:smartTag>',
        "In Eastmoor",
    ),
    "a simple field": (
        f'{run("See ")}<w:fldSimple w:instr=" REF b1 \\h ">{run("section 2")}</w:fldSimple>.',
        "See section 2",
    ),
    "a field within the code of another": (
        field(f" IF {'x'} ", run("see 2")).replace("<w:instrText", f"{'<w:t>never</w:t>'}<w:instrText", 1),
        "see 2",
    ),
    "signs": (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
        "a b\u2011cd\u00b7",
    ),
    "alternative forms of runs": (
        f'<mc:AlternateContent {MC}><mc:Choice Requires="w14">{run("new")}</mc:Choice>'
        f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>",
        "old",
    ),
    "an emptied control": (
        f"{run('Owner: ')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Click or tap here to enter text.')}</w:sdtContent></w:sdt>",
        "Owner:",
    ),
}


@pytest.mark.parametrize(("inside", "text"), INLINE.values(), ids=INLINE)
def test_what_is_read_is_what_a_person_sees(inside: str, text: str) -> None:
    assert texts(read_word(made(f"<w:p w:rsidR='00A1'>{inside}</w:p>"))) == [text]


@pytest.mark.parametrize(
    ("code", "address"),
    [
        (' HYPERLINK "https://example.org/a" \\o "a tip" ', "https://example.org/a"),
        (' HYPERLINK "https://example.org/a" \\l "part" ', "https://example.org/a#part"),
        (" HYPERLINK https://example.org/a ", "https://example.org/a"),
        (' HYPERLINK \\l "_Toc1" ', ""),
    ],
)
def test_a_link_may_be_a_field(code: str, address: str) -> None:
    (line,) = read_word(made(paragraph(field(code, run("here"))))).lines
    assert [(one.text, one.address) for one in line.runs] == [("here", address)]


def test_a_field_that_never_ends_takes_no_other_paragraph_with_it() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(read_word(made(f"{paragraph(broken)}{paragraph('Care goes on.')}"))) == ["Care goes on."]


def test_words_that_stand_too_deep_and_documents_within_are_told() -> None:
    deep = f"{'<w:customXml>' * 80}{paragraph('Care goes on.')}{'</w:customXml>' * 80}"
    found = read_word(made(f"{deep}<w:altChunk r:id='rId9'/>"))
    assert (texts(found), len(found.strays)) == ([], 2)
    assert "Care goes on." in found.strays[0]


def mark(kind: str) -> str:
    return f"<w:rPr><w:{kind} {BY}/></w:rPr>"


TRACKED = {
    "put in, and taken out of that": (
        paragraph(run("One "), f"<w:ins {BY}>{run('two ')}<w:del {BY}>{run('three ')}</w:del></w:ins>", run("four.")),
        ["One two four."],
        ["One four."],
    ),
    "a paragraph moved": (
        paragraph(f"<w:moveTo {BY}>{run('Second.')}</w:moveTo>", properties=mark("moveTo"))
        + paragraph("First.")
        + paragraph(f"<w:moveFrom {BY}>{run('Second.')}</w:moveFrom>", properties=mark("moveFrom"))
        + paragraph("Last."),
        ["Second.", "First.", "Last."],
        ["First.", "Second.", "Last."],
    ),
    "the end of a paragraph taken out": (
        paragraph("One ", properties=mark("del")) + paragraph("two."),
        ["One two."],
        ["One", "two."],
    ),
    "a change of form alone": (
        paragraph(run("Words.", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")),
        ["Words."],
        ["Words."],
    ),
    "a field taken out": (
        paragraph(
            run("See "),
            f"<w:del {BY}>"
            + field(" REF x ", "<w:r><w:delText>2</w:delText></w:r>").replace("instrText", "delInstrText")
            + "</w:del>",
        ),
        ["See"],
        ["See 2"],
    ),
    "rows and cells": (
        "<w:tbl>"
        f"<w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc>{paragraph('new')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{paragraph('old')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{paragraph('gone')}</w:tc>"
        f"<w:tc><w:tcPr><w:cellIns {BY}/></w:tcPr>{paragraph('come')}</w:tc></w:tr></w:tbl>",
        ["new", "a", "come"],
        ["old", "a", "gone"],
    ),
}


@pytest.mark.parametrize(("body", "accepted", "original"), TRACKED.values(), ids=TRACKED)
def test_tracked_changes_are_read_as_accepted_and_as_before(
    body: str, accepted: list[str], original: list[str]
) -> None:
    assert texts(read_word(made(body))) == accepted
    assert texts(read_word(made(body), original=True)) == original


def moved(hand: Hand, words: str, after: str) -> Hand:
    """Move a paragraph as Word tracks it: it stands in both places, in one as gone and in the other as come."""
    old = hand.paragraph(words)
    new = copy.deepcopy(old)
    for anchor in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
        above(anchor).remove(anchor)
    hand.paragraph(after).addnext(new)
    for element, kind in ((old, "moveFrom"), (new, "moveTo")):
        for one in list(element.iter(f"{W}r")):
            change = etree.fromstring(f'<w:{kind} xmlns:w="{W[1:-1]}" {BY}/>')
            one.addprevious(change)
            change.append(one)
        properties = element.find(f"{W}pPr")
        assert properties is not None
        properties.append(etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:{kind} {BY}/></w:rPr>'))
    return hand


MOVES = {
    "a paragraph": (
        ("Care goes on.", "Prices are held."),
        ["+  Prices are held.", "+", "-", "-  Prices are held."],
    ),
    "an entry of a list": (
        ("the price", "the people who receive care"),
        ["+    - the people who receive care", "-    - the people who receive care"],
    ),
}


@pytest.mark.parametrize(("words", "lines"), MOVES.values(), ids=MOVES)
def test_a_move_that_word_tracked_is_a_move(words: tuple[str, str], lines: list[str]) -> None:
    found = pulled(lambda hand: moved(hand, *words))
    assert (lines_changed(found), found.unplaced) == (lines, ())
    assert {change.author for change in found.changes} == {"Clerk"}
    untouched = pulled(lambda hand: moved(hand, *words), original=True)
    assert (untouched.changes, untouched.unplaced) == ((), ())


def test_a_control_that_was_emptied_says_nothing_though_word_shows_words_in_it() -> None:
    hand = Hand(word_file())
    control = above(above(hand.paragraph("Keep four weeks in hand.")))
    hand.retype("Keep four weeks in hand.", "Click or tap here to enter text.")
    next(control.iter(f"{W}sdtPr")).append(etree.Element(f"{W}showingPlcHdr"))
    assert told(pulled_back(hand.saved()))[0] == "text risks[2].mitigation: 'Keep four weeks in hand.' -> ''"


def test_a_control_that_was_copied_with_its_paragraph_is_its_first_place() -> None:
    hand = Hand(word_file())
    control = above(above(hand.paragraph("Meet each week.")))
    hand.paragraph("Care goes on.").addnext(copy.deepcopy(control))
    found = pulled_back(hand.saved())
    assert [change.what.value for change in found.changes if change.path[:1] == ("risks",)] == []
    assert "Meet each week." in str(found.unplaced) + str(told(found))


def test_weight_and_lists_set_by_hand_as_google_docs_does() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    )
    body = paragraph(
        run("bold", '<w:b w:val="1"/><w:bCs w:val="1"/><w:rtl w:val="0"/>'),
        run(" and not", '<w:b w:val="0"/>'),
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>',
    )
    (line,) = read_word(made(body, {"numbering": numbering})).lines
    assert (line.counting, [(one.text, one.bold) for one in line.runs]) == (
        "bullet",
        [("bold", True), (" and not", False)],
    )
