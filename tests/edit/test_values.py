"""Words typed over a value: what the file then holds, and what is refused."""

import re
from pathlib import Path

import pytest

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.compose.say import say
from reportgen.edit.values import Refused, computed, written_value
from reportgen.load.structure import structure
from reportgen.load.subjects import Loaded, load_subject
from reportgen.load.yaml_file import source_from
from reportgen.model.decision import Decision
from reportgen.model.record import Record
from reportgen.model.values import Money, Prose
from reportgen.model.walk import value_at
from reportgen.style.style import DateForm, MoneyForm, PercentForm, Style
from tests.edit.layouts import paths
from tests.edit.layouts import value_at as text_at

DECISIONS = Path(__file__).parents[2] / "decisions"
FILES = sorted(path for path in DECISIONS.rglob("*.yaml") if path.name != "council.yaml")


def style_of(dates: DateForm, money: MoneyForm, percentages: PercentForm) -> Style:
    style = Style(labels={"yes": "Yes", "no": "No", "non_key": "Non-key", "exclusive": "Not shared"})
    forms = {"dates": dates, "money": money, "percentages": percentages}
    return style.model_copy(update={"print": style.print.model_copy(update=forms)})


STYLES = [style_of(*forms) for forms in zip(DateForm, [*MoneyForm, *MoneyForm], [*PercentForm] * 3, strict=False)]


def loaded_from(path: Path) -> Loaded:
    loaded = load_subject(path, path.name)
    assert loaded.source is not None
    assert loaded.subject is not None
    return loaded


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_printed_reads_back_as_what_it_was(path: Path) -> None:
    loaded = loaded_from(path)
    assert loaded.source
    assert loaded.subject
    for at in paths(loaded.source.tree):
        value = value_at(loaded.subject, at)
        if value is None or isinstance(value, (Record, tuple, Prose)):
            continue
        for style in STYLES:
            words = say(value, style)
            back = written_value(loaded.source, loaded.subject, at, words, was=words, labels=style.labels)
            if isinstance(back, Refused):
                # A sum that the style prints rounded, and no other value.
                assert isinstance(value, Money), (show_path(at), words, back)
                assert ": type it as £" in back.sentence
            else:
                assert back == text_at(loaded.source.tree, at), (show_path(at), words)


def path_of(shown: str) -> FieldPath:
    return tuple(int(step[:-1]) - 1 if step.endswith("]") else step for step in re.split(r"\.|\[", shown))


def rows() -> list[list[str]]:
    table = Path(__file__).with_name("values.txt").read_text("utf-8")
    return [[cell.strip() for cell in line.split("|", 2)] for line in table.splitlines()]


@pytest.mark.parametrize(("shown", "words", "expected"), rows())
def test_words_typed_over_a_value(shown: str, words: str, expected: str) -> None:
    loaded = loaded_from(DECISIONS / "northshire" / "home-care-2025.yaml")
    assert loaded.source
    assert loaded.subject
    labels = {"part_exempt": "In part", "exclusive": "excluding VAT"}
    back = written_value(loaded.source, loaded.subject, path_of(shown), words, labels=labels)
    assert (f"! {back.sentence}" if isinstance(back, Refused) else str(back)) == expected


SUM = """\
meeting: {body: Cabinet, body_type: executive, date: 2025-09-17}
report: {title: Home care, type: update, report_of: Director of Care}
recommendations: none
contracts:
  - {id: north, title: North, start: 2025-06-01, initial_months: 6}
extension:
  months: 12
  cost_max:
    amount: 4380000
    vat: exclusive
    approx: yes
    note: both years
  cost_likely: £4.161m
  total_after: 5 million
"""


@pytest.mark.parametrize(
    ("field", "was", "words", "expected"),
    [
        ("cost_max", "about £4.380m (excluding VAT) (both years)", "£4.391m (excluding VAT)",
         {"amount": "4391000", "vat": "exclusive"}),
        ("cost_max", "about £4,380,000", "£4,391,000", {"amount": "4391000", "vat": "exclusive", "note": "both years"}),
        ("cost_max", "", "£4,391,000 including VAT",
         {"amount": "4391000", "vat": "inclusive", "note": "both years"}),
        ("cost_likely", "£4.161m", "£4.2m", "Refused"),
        ("cost_likely", "£4.161m", "£4,200,000", "£4.200m"),
        ("cost_likely", "£4.161m", "£4,200,150", "£4,200,150"),
        ("total_after", "£5m", "£6m", "6 million"),
    ],
)  # fmt: skip
def test_a_sum_is_written_as_its_author_wrote_it(field: str, was: str, words: str, expected: object) -> None:
    source, subject = _read(SUM)
    back = written_value(source, subject, ("extension", field), words, was=was)
    assert ("Refused" if isinstance(back, Refused) else back) == expected


def test_what_is_worked_out_says_from_what() -> None:
    _, subject = _read(SUM)
    assert computed(subject, ("contracts", 0, "initial_end")) == (
        "`contracts[1].initial_end` is worked out (1 June 2025 plus 6 months, less a day): change what it is worked "
        "out from, or write the field."
    )
    assert computed(subject, ("contracts", 0, "start")) == ""


def _read(text: str) -> tuple[Source, Decision]:
    source, _ = source_from(text.encode(), "d.yaml")
    assert source is not None
    subject, findings = structure(source, Decision)
    assert subject is not None, findings
    return source, subject


def test_prose_keeps_its_paragraphs_and_a_line_is_one_line() -> None:
    loaded = loaded_from(DECISIONS / "northshire" / "home-care-2025.yaml")
    assert loaded.source
    assert loaded.subject
    for path, expected in ((("reasons",), "One.\n\nTwo.\n"), (("report", "title"), "One. Two.")):
        assert written_value(loaded.source, loaded.subject, path, " One.\n\nTwo. ") == expected
