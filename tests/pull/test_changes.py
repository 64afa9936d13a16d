"""What people do to the Word file of a small paper, and what comes of it in the paper's file."""

from pathlib import Path

import pytest

from reportgen.edit.edits import Put
from reportgen.pipeline import Order, word_copy
from reportgen.pull.pull import pull, read_edited
from tests.pull.hands import Hand, above
from tests.pull.paper import COUNCIL, PAPER, lines_changed, pulled, pulled_back, told, word_file

TYPED = {
    "words": (
        lambda hand: hand.retype("Prices are held.", "Prices are held for a year."),
        ["-  Prices are held.", "+  Prices are held for a year."],
    ),
    "bold words": (
        lambda hand: hand.retype("cost more", "cost much more"),
        [
            "-    The contracts end on {{ contracts.north.current_end }}. The new ones **cost more**, by at most",
            "+    The contracts end on {{ contracts.north.current_end }}. The new ones **cost much more**, by at most",
        ],
    ),
    "words of a link": (
        lambda hand: hand.retype("survey", "second survey"),
        [
            "-    [survey](https://www.example.org/survey) shows.",
            "+    [second survey](https://www.example.org/survey) shows.",
        ],
    ),
    "a paragraph put in": (
        lambda hand: hand.put_in("Care goes on.", "Staff stay."),
        ["+", "+  Staff stay."],
    ),
    "a paragraph taken out": (lambda hand: hand.take_out("Care goes on."), ["-  Care goes on.", "-"]),
    "a bullet put in": (lambda hand: hand.put_in("the price", "the quality"), ["+    - the quality"]),
    "a bullet taken out": (lambda hand: hand.take_out("the price"), ["-    - the price"]),
    "stars and marks that mean something in Markdown": (
        lambda hand: hand.retype("Care goes on.", "1. Care *goes* on_and_on, [so] it | seems."),
        ["-  Care goes on.", "+  1\\. Care \\*goes\\* on\\_and\\_on, \\[so\\] it \\| seems."],
    ),
    "prose behind words of the template": (
        lambda hand: hand.retype("the risks", "all of the risks"),
        ["-    text: the risks.", "+    text: all of the risks."],
    ),
    "a row put in": (
        lambda hand: hand.add_row("Tender", "1 April to 29 May 2026", "Evaluation"),
        ["+  - stage: Evaluation", "+    start: 2026-04-01", "+    end: 2026-05-29"],
    ),
    "a row taken out": (
        lambda hand: hand.remove_row("Tender"),
        ["-  - {stage: Tender, start: 2026-02-02, end: 2026-03-31}"],
    ),
    "a recommendation put in": (
        lambda hand: hand.put_in("Note the risks.", "Thank the staff."),
        ["+  - id: thank-the-staff", "+    text: Thank the staff."],
    ),
    "two recommendations put in": (
        lambda hand: hand.put_in("Note the risks.", "Thank the staff.").put_in("Thank the staff.", "Meet again."),
        ["+  - id: thank-the-staff", "+    text: Thank the staff.", "+  - id: meet-again", "+    text: Meet again."],
    ),
    "a recommendation put in before the first": (
        lambda hand: hand.put_in("to 30 November 2026", "Thank the staff.").move("Approve the", "Thank the staff."),
        ["+  - id: thank-the-staff", "+    text: Thank the staff."],
    ),
    "rows put in where one was taken out": (
        lambda hand: (
            hand.add_row("Specification", "6 April to 29 May 2026", "Bids")
            .add_row("Bids", "17 June 2026", "Award")
            .remove_row("Tender")
        ),
        [
            "-  - {stage: Tender, start: 2026-02-02, end: 2026-03-31}",
            "+  - stage: Bids",
            "+    start: 2026-04-06",
            "+    end: 2026-05-29",
            "+  - stage: Award",
            "+    start: 2026-06-17",
        ],
    ),
    "a recommendation taken out": (
        lambda hand: hand.take_out("Note the risks."),
        ["-  - id: note", "-    verb: Note", "-    text: the risks."],
    ),
}


@pytest.mark.parametrize("tracked", ["", "Director of Finance"], ids=["typed", "tracked"])
@pytest.mark.parametrize(("edit", "lines"), TYPED.values(), ids=TYPED)
def test_an_edit_changes_these_lines_and_no_others(edit: object, lines: list[str], tracked: str) -> None:
    found = pulled(edit, author=tracked)  # type: ignore[arg-type]  # an edit of a hand
    assert lines_changed(found) == lines
    assert found.is_whole
    assert {change.author for change in found.changes} == {tracked}


def test_a_paragraph_that_was_moved_is_moved() -> None:
    found = pulled(lambda hand: hand.move("Care goes on.", "Prices are held."))
    assert lines_changed(found) == ["+  Prices are held.", "+", "-", "-  Prices are held."]


@pytest.mark.parametrize("edit", [edit for edit, _ in TYPED.values()], ids=TYPED)
def test_tracked_changes_are_left_out_of_the_original(edit: object) -> None:
    found = pulled(edit, author="Director of Finance", original=True)  # type: ignore[arg-type]  # as above
    assert (found.changes, found.unplaced) == ((), ())


def test_a_change_tells_what_stood_there_and_what_stands_there_by_whom() -> None:
    found = pulled(lambda hand: hand.retype("Let the contracts end.", "Stop."), author="Director of Finance")
    assert told(found) == [
        "text options[2].summary: 'Let the contracts end.' -> 'Stop.' (Director of Finance, 2025-09-12)"
    ]


VALUES = {
    "a date": ("17 September 2025", "24 September 2025", ["-  date: 2025-09-17", "+  date: 2025-09-24"]),
    "a line": ("Staff leave", "Staff may leave", ["-    title: Staff leave", "+    title: Staff may leave"]),
    "a number of months": ("12 months", "6 months", ["-  months: 12", "+  months: 6"]),
    "a post": (
        "Director of Adult Social Care",
        "Director of Care",
        ["-  report_of: Director of Adult Social Care", "+  report_of: Director of Care"],
    ),
    "a stretch of time": (
        "2 February to",
        "9 February to",
        [
            "-  - {stage: Tender, start: 2026-02-02, end: 2026-03-31}",
            "+  - {stage: Tender, start: 2026-02-09, end: 2026-03-31}",
        ],
    ),
    "a figure beside a label": ("4", "3", ["-    impact: 4", "+    impact: 3"]),
}


@pytest.mark.parametrize(("before", "after", "lines"), VALUES.values(), ids=VALUES)
def test_a_value_is_written_as_the_author_wrote_it(before: str, after: str, lines: list[str]) -> None:
    within = "Impact: 4" if before == "4" else before
    found = pulled(lambda hand: hand.retype(before, after, within=within))
    assert lines_changed(found) == lines
    assert found.is_whole


SUMS = f"""{PAPER}benefits:
  - Care workers keep their jobs.
  - {{title: Homes, text: Homes stay open.}}
finance:
  split:
    - {{year: 2025/26, money: £400k}}
    - {{year: 2026/27, money: {{amount: £2.25m, approx: yes}}}}
"""


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("£400k", "£450k", "    - {year: 2025/26, money: £450k}"),
        ("£400k", "£450,000", '    - {year: 2025/26, money: "£450,000"}'),
        ("£400k", "£400,000", '    - {year: 2025/26, money: "£400,000"}'),
        ("£2.25m", "£2,300,000", '    - {year: 2026/27, money: {amount: "£2,300,000", approx: yes}}'),
        ("their jobs", "their jobs and hours", "  - Care workers keep their jobs and hours."),
        ("stay open", "stay open longer", "  - {title: Homes, text: Homes stay open longer.}"),
    ],
)
def test_what_is_printed_is_what_was_typed(before: str, after: str, line: str) -> None:
    found = pulled_back(Hand(word_file(SUMS)).retype(before, after).saved(), now=SUMS)
    assert lines_changed(found)[1:] == [f"+{line}"]
    assert found.is_whole


def test_a_sum_that_is_rounded_says_how_to_type_it() -> None:
    found = pulled_back(Hand(word_file(SUMS)).retype("£2.25m", "£2.3m").saved(), now=SUMS)
    assert [change.refusal for change in found.changes] == [
        "`£2.3m` is rounded to £100,000, and the file holds £2,250,000: type it as £2.30m or £2,300,000."
    ]


REFUSED = {
    "no date": (
        lambda hand: hand.retype("17 September 2025", "some day"),
        ["value meeting.date: '17 September 2025' -> 'some day'", "  `some day` is not a date"],
    ),
    "a reference overtyped": (
        lambda hand: hand.retype("4,380,000", "4,500,000", within="by at most"),
        [
            "reference extension.cost_max: '£4,380,000' -> '£4,500,000'",
            "  `report.summary` refers here to `extension.cost_max` (line 44), which other places may print too: "
            "if it is wrong, change it there, and all of them will say so.",
        ],
    ),
    "a computed figure overtyped": (
        lambda hand: hand.retype("8", "9", within="Score: 8"),
        [
            "computed figure risks[1].score: '8' -> '9'",
            "  `risks[1].score` is worked out (2 × 4), and nobody writes it: "
            "change what it is worked out from, or state it in the file.",
        ],
    ),
    "a cell whose value was taken out": (
        lambda hand: hand.retype("Director of Adult Social Care", ""),
        [
            "value report.report_of.post: 'Director of Adult Social Care' -> ''",
            "  The value was taken out, and the file can't be without `report.report_of.post`: give it another.",
        ],
    ),
    "braces typed in Word": (
        lambda hand: hand.retype("Care goes on.", "Care {{ extension.end }} goes on."),
        [
            "text reasons: 'Care goes on.\\n\\nPrices are held.' -> "
            "'Care {{ extension.end }} goes on.\\n\\nPrices are held.'",
            "  `{{ }}` can't be typed in Word: write the words, or change it in the file.",
        ],
    ),
}


@pytest.mark.parametrize(("edit", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_applied_says_why(edit: object, says: list[str]) -> None:
    found = pulled(edit)  # type: ignore[arg-type]  # an edit of a hand
    shown = told(found)
    assert shown[0] == says[0]
    assert shown[1].startswith(says[1])


WORDING = {
    "a heading": ("Risk assessment", "Risks", "risks"),
    "beside a value": ("recommended", "asked", "recommendation_stem"),
    "a head in a table": ("Extension begins", "Begins", "extension_start"),
}


@pytest.mark.parametrize(("before", "after", "label"), WORDING.values(), ids=WORDING)
def test_wording_of_the_house_style_is_refused_and_says_which_label_to_set(before: str, after: str, label: str) -> None:
    found = pulled(lambda hand: hand.retype(before, after))
    (change,) = found.changes
    assert change.edit is None
    assert change.after.endswith(after)
    assert change.refusal == (
        f"These words are the house style's, as in every paper: set `{label}` under `labels` in "
        "`templates/styles/default.yaml`."
    )


@pytest.mark.parametrize("words", ["Director of Adult Social Care", "17 September 2025"])
def test_a_value_that_was_made_bold_is_the_same_value(words: str) -> None:
    found = pulled(lambda hand: hand.embolden(words))
    assert found.changes == ()
    assert [passage.text for passage in found.unplaced] == [words]


def test_wording_of_a_template_is_refused_and_says_whose_the_template_is(tmp_path: Path) -> None:
    part = tmp_path / "templates" / "parts" / "risks.md.j2"
    path = tmp_path / "northshire" / "care.yaml"
    for file, text in (
        (part, "## What may go wrong {#risks}\n\nIt is watched.\n"),
        (path, PAPER),
        (path.parent / "council.yaml", COUNCIL),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    hand = Hand(word_copy(path, "care.yaml", Order(rules=())).content).retype("What may go wrong", "Risks")
    (change,) = pull(read_edited(hand.saved()), path, "care.yaml").changes
    assert change.refusal == (
        "These words come from the template (`templates/parts/risks.md.j2`, line 1), as in every paper: "
        "they are changed there."
    )


def test_wording_of_a_template_of_the_programs_own_says_what_takes_its_place() -> None:
    text = f"{PAPER}finance:\n  budgets:\n    - {{line: Care, year: 2025/26, money: £5m}}\n"
    (change,) = pulled_back(Hand(word_file(text)).retype("Budget line", "Line").saved(), now=text).changes
    assert change.refusal.startswith("These words are the program's own template's (`templates/parts/finance_part")
    assert change.refusal.endswith(
        "as in every paper: a file of the same name in your `templates` folder takes its place."
    )


def test_the_rest_of_a_sentence_is_applied_though_a_reference_in_it_was_overtyped() -> None:
    found = pulled(lambda hand: hand.retype("4,380,000", "4.5m", within="by at most").retype(" in all", " altogether"))
    assert lines_changed(found) == [
        "-    {{ extension.cost_max }} in all, as the",
        "+    {{ extension.cost_max }} altogether, as the",
    ]
    assert not found.is_whole


def test_a_computed_figure_says_in_which_text_it_was_typed_over() -> None:
    text = PAPER.replace("Prices are held.", "A score of {{ risks.staff.score }} is high.")
    (change,) = pulled_back(Hand(word_file(text)).retype("score of 8", "score of 9").saved(), now=text).changes
    assert change.refusal == (
        "`reasons` refers here to a figure: `risks[1].score` is worked out (2 × 4), and nobody writes it: "
        "change what it is worked out from, or state it in the file."
    )


def test_a_reference_that_went_with_its_sentence_is_told_of() -> None:
    found = pulled(lambda hand: hand.retype("The contracts end on 30 November 2025.", "Contracts end soon."))
    (change,) = found.changes
    assert isinstance(change.edit, Put)
    assert change.note == (
        "“30 November 2025” (`contracts[1].current_end`) stood here as a reference to a field and went with the words "
        "round it: what stands there now is typed."
    )


def test_of_several_references_in_a_row_the_one_that_was_taken_out_is_taken_out() -> None:
    several = "{{ risks.delay.title }} and {{ contracts.north.title }} and {{ options.nothing.title }}"
    text = PAPER.replace("Prices are held.", f"See {several}.")
    found = pulled_back(Hand(word_file(text)).retype("See Delay and", "See").saved(), now=text)
    assert lines_changed(found) == [f"-  See {several}.", f"+  See {several.partition(' and ')[2]}."]


def test_a_quotation_that_a_template_sets_apart_is_the_authors_words_alone() -> None:
    quoted = "    - {text: My carers know me., speaker: a resident}\n"
    text = f"{PAPER}engagement:\n  summary: People were asked.\n  quotes:\n{quoted}"
    hand = Hand(word_file(text)).retype("know me", "know me well")
    found = pulled_back(hand.saved(), now=text)
    assert lines_changed(found) == [
        "-    - {text: My carers know me., speaker: a resident}",
        "+    - {text: My carers know me well., speaker: a resident}",
    ]


def test_a_value_changed_everywhere_is_changed_once_and_its_references_follow() -> None:
    def everywhere(hand: Hand) -> Hand:
        return hand.retype("4,380,000", "4,500,000", within="by at most").retype("£4,380,000", "£4,500,000")

    found = pulled(everywhere)
    assert lines_changed(found) == ["-  cost_max: £4,380,000", "+  cost_max: £4,500,000"]
    assert found.is_whole


def test_a_value_changed_in_two_places_to_two_things_is_refused() -> None:
    def twice(hand: Hand) -> Hand:
        cells = [p for p in hand.root.iter() if p.tag.endswith("}t") and p.text == "Care at home"]
        for cell, words in zip(cells, ("Home care", "Care in homes"), strict=True):
            cell.text = words
        return hand

    found = pulled(twice)
    assert lines_changed(found) == []
    assert {change.refusal for change in found.changes} == {
        "The Word file prints this in several places, and they now say different things."
    }


def test_words_that_stand_nowhere_are_listed_and_not_lost() -> None:
    def outside(hand: Hand) -> Hand:
        heading = hand.paragraph("Current arrangements")
        control = heading.getparent()
        assert control is not None
        hand.put_in("Current arrangements", "Loose words.")
        above = control.getparent()
        assert above is not None
        above.addnext(hand.paragraph("Loose words."))
        return hand

    found = pulled(outside)
    assert [(one.text, one.where) for one in found.unplaced] == [("Loose words.", "after “Current arrangements”")]
    assert not found.is_whole


def test_words_in_the_margins_are_listed_and_not_lost() -> None:
    hand = Hand(word_file())
    name = next(name for name in sorted(hand.parts) if name.startswith("word/footer") and b"</w:p>" in hand.parts[name])
    hand.parts[name] = hand.parts[name].replace(b"</w:p>", b"<w:r><w:t>Not to be copied.</w:t></w:r></w:p>", 1)
    found = pulled_back(hand.saved())
    assert [one.where for one in found.unplaced] == ["in the header or footer of the pages"]
    assert "Not to be copied." in found.unplaced[0].text


def test_what_is_typed_into_a_list_of_the_template_is_refused() -> None:
    text = PAPER + "appendices:\n  - {title: Prices, exempt: {paragraphs: [3], public_title: Of prices}}\n"
    hand = Hand(word_file(text)).put_in("Of prices: not for publication", "And more.")
    (change,) = pulled_back(hand.saved(), now=text).changes
    assert (change.after, change.refusal) == (
        "And more.",
        "This was typed into a list that the template makes: the file has no place for it there.",
    )


def test_a_row_that_was_moved_is_moved_in_the_file() -> None:
    def down(hand: Hand) -> Hand:
        hand.row("Tender").addnext(hand.row("Specification"))
        return hand

    found = pulled(down)
    assert told(found) == [
        "moved timetable[2]: '2 February to 31 March 2026 | Tender' -> '2 February to 31 March 2026 | Tender'",
        "  It is moved to place 1 of `timetable`.",
    ]
    assert found.is_whole


def test_a_section_that_was_moved_is_listed_as_one() -> None:
    def up(hand: Hand) -> Hand:
        first = above(above(hand.paragraph("Summary")))
        for words in ("Care goes on.", "Reasons for the recommendations"):
            first.addnext(above(above(hand.paragraph(words))))
        return hand

    assert [(one.text, one.where) for one in pulled(up).unplaced] == [
        ("Reasons for the recommendations | Care goes on. | Prices are held.", "moved to after “Summary”")
    ]


def test_nothing_else_in_the_file_moves() -> None:
    found = pulled(lambda hand: hand.retype("Prices are held.", "Prices fall."))
    from reportgen.pull.pull import applied

    assert applied(found) == PAPER.replace("Prices are held.", "Prices fall.")


EVERYTHING = """\
reasons: |
  Care goes on.

  | Year | Cost |
  | --- | --- |
  | 2025/26 | £1m |
  | 2026/27 | **£2m** |

  > Somebody said so.

  Numbers:

  1. first
     - inner
  2. second

  A line\x20\x20
  and another.

  ### A heading

  End.
"""

MARKED_UP = {
    "a cell": (lambda hand: hand.retype("£1m", "£1.5m"), ["-  | 2025/26 | £1m |", "+  | 2025/26 | £1.5m |"]),
    "a row put in": (lambda hand: hand.add_row("2025/26", "2027/28", "£4m"), ["+  | 2027/28 | £4m |"]),
    "a row taken out": (lambda hand: hand.remove_row("2025/26"), ["-  | 2025/26 | £1m |"]),
    "a quotation": (
        lambda hand: hand.retype("said so", "said it"),
        ["-  > Somebody said so.", "+  > Somebody said it."],
    ),
    "an entry in an entry": (lambda hand: hand.put_in("inner", "inner too"), ["+     - inner too"]),
    "a counted entry": (lambda hand: hand.put_in("second", "third"), ["+  3. third"]),
    "after a line break": (lambda hand: hand.retype("and another", "and more"), ["-  and another.", "+  and more."]),
    "a heading": (lambda hand: hand.retype("A heading", "A title"), ["-  ### A heading", "+  ### A title"]),
}


@pytest.mark.parametrize(("edit", "lines"), MARKED_UP.values(), ids=MARKED_UP)
def test_tables_quotations_lists_and_headings_in_prose(edit: object, lines: list[str]) -> None:
    start = PAPER.index("reasons: |")
    text = PAPER[:start] + EVERYTHING + PAPER[PAPER.index("options:") :]
    hand = edit(Hand(word_file(text)))  # type: ignore[operator]  # an edit of a hand
    assert lines_changed(pulled_back(hand.saved(), now=text)) == lines


def test_marks_are_escaped_where_they_were_typed_and_nowhere_else() -> None:
    text = PAPER.replace("  Care goes on.\n", "  Care goes on: so it says.\n")
    found = pulled_back(Hand(word_file(text)).retype("Prices are held.", "Note: ask **them**.").saved(), now=text)
    assert lines_changed(found) == ["-  Prices are held.", "+  Note: ask \\*\\*them\\*\\*."]


def test_an_address_that_nobody_touched_leads_where_it_led() -> None:
    text = PAPER.replace("  Care goes on.\n", "  > \\- as it is\n\n  1\\. is no list\n\n  Ask care@example.org now.\n")
    found = pulled_back(Hand(word_file(text)).retype("as it is", "as it was").saved(), now=text)
    assert lines_changed(found) == ["-  > \\- as it is", "+  > \\- as it was"]


HEADED = PAPER.replace(
    "    text: the risks.\n", "    text: |\n      the risks.\n\n      ### Prices\n\n      They are held.\n"
)


def test_a_heading_that_is_printed_as_a_bold_paragraph_stays_a_heading() -> None:
    found = pulled_back(Hand(word_file(HEADED)).retype("They are held.", "They rise.").saved(), now=HEADED)
    assert lines_changed(found) == ["-      They are held.", "+      They rise."]


def test_such_a_heading_typed_over_is_a_heading_still() -> None:
    text = HEADED.replace("### Prices", "### What is paid")
    found = pulled_back(Hand(word_file(text)).retype("What is paid", "What we pay").saved(), now=text)
    assert lines_changed(found) == ["-      ### What is paid", "+      ### What we pay"]


def test_a_list_in_a_quotation_is_not_taken_out_of_it() -> None:
    text = PAPER.replace("  Care goes on.\n", "  > - They stay.\n  >\n  >   At home.\n\n  Care goes on.\n")
    (change,) = pulled_back(Hand(word_file(text)).retype("Care goes on.", "Care stays.").saved(), now=text).changes
    assert change.edit is None
    assert "can't be written as text of the file" in change.refusal


ALIKE = "  (a) First.\n      - Care stays.\n      - Care goes on.\n  (b) Care stays.\n"


def test_one_of_two_entries_alike_leaves_the_other_in_its_own_list() -> None:
    text = PAPER.replace(
        "  Care goes on.\n", "  (a) First.\n      - Care stays.\n      - Care goes on.\n  (b) Care stays.\n"
    )
    found = pulled_back(Hand(word_file(text)).retype("Care stays.", "Care moves.").saved(), now=text)
    assert lines_changed(found) == ["-      - Care stays.", "+      - Care moves."]
