"""Nothing exempt reaches a public copy: not its text, properties, comments, alternative texts, parts or names.

A canary stands in every field that may be exempt of a decision that has them all; the raw bytes of every public
output, with every part of a zip file and every text of a PDF unpacked, are searched for it and for each way in which
a sum may be written.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen.base.finding import Severity
from reportgen.model.audience import Audience
from reportgen.model.exempt_values import found_in, secrets_of
from reportgen.model.story import Appendix
from reportgen.pipeline import Built, Order, build, formats
from tests.pdf import strings_of
from tests.privacy.everything import CANARY, CANARY_YEAR, FIRST_SUM, REVIEW_CANARY, everything, forms_of_sum

COUNCIL = "id: northshire\nname: Northshire Council\n"


def built(folder: Path, decision: object, audience: Audience, name: str = "everything") -> Built:
    """Return the documents of a decision in every format that there is."""
    (folder / "council.yaml").write_text(COUNCIL)
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps(decision), encoding="utf-8")
    return build(file, file.name, Order(rules=(), formats=formats(), audience=audience))


def texts(outputs: Built) -> Iterator[tuple[str, str]]:
    """Yield the name and the bytes of every file, and of every part of those that are zip files, however deep."""
    for file in outputs.files:
        yield from _texts(str(file.name), file.content)


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, content.decode("utf-8", "ignore")
    if content.startswith(b"%PDF"):
        yield from ((f"{name} (unpacked)", text) for text in strings_of(content))
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield f"{name} (comment)", package.comment.decode("utf-8", "ignore")
            for part in package.infolist():
                yield f"{name}!{part.filename} (comment)", part.comment.decode("utf-8", "ignore")
                yield from _texts(f"{name}!{part.filename}", package.read(part))


_HASHES = re.compile(r' (?:sha256|record)="[0-9a-f]+"')
"""Of what a copy says, and of what its readers may know: their figures are nobody's sums."""


def found(outputs: Built, wanted: set[str]) -> list[str]:
    """Return where any of the wanted texts stands, in names or in bytes."""
    return [
        f"{name}: {text}"
        for name, held in texts(outputs)
        for text in sorted(wanted)
        if text in _HASHES.sub("", held) or text in name
    ]


def canaries() -> set[str]:
    """Return every text that would give an exempt value away."""
    _, planted = everything()
    sums = {form for pounds in planted.sums for form in forms_of_sum(pounds)}
    percents = {form for number in planted.percents for form in (number, f"{float(number) / 100:.4f}")}
    return sums | percents | {CANARY, CANARY.lower(), str(CANARY_YEAR), str(CANARY_YEAR)[2:] + "-03-17"}


def test_no_public_output_holds_anything_exempt(tmp_path: Path) -> None:
    decision, planted = everything()
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    assert len(planted.words) > 200 and len(planted.sums) > 40
    assert {file.name.suffix for file in outputs.files} >= {".docx", ".html", ".json", ".md", ".pdf", ".pptx"}
    assert found(outputs, canaries() | {REVIEW_CANARY}) == []


def test_the_public_copy_says_what_was_withheld_and_under_which_paragraph(tmp_path: Path) -> None:
    decision, _ = everything()
    markdown = next(f for f in built(tmp_path, decision, Audience.PUBLIC).files if f.name.suffix == ".md")
    text = markdown.content.decode()
    assert "Appendix 2: not for publication, paragraph 3" in text
    assert "Maximum cost (Extension): not for publication, paragraph 3" in text


def test_the_exempt_copy_holds_it_in_every_format(tmp_path: Path) -> None:
    decision, _ = everything()
    outputs = built(tmp_path, decision, Audience.EXEMPT)
    for suffix in (".docx", ".html", ".json", ".md", ".pdf"):
        one = Built((), tuple(f for f in outputs.files if f.name.suffix == suffix))
        assert found(one, {CANARY}) != [], f"the search does not see a canary that stands in {suffix}"
        if suffix == ".json":
            assert found(one, set(forms_of_sum(FIRST_SUM))) != [], "the record holds every sum"
        assert found(one, {REVIEW_CANARY}) == []


def test_reviewers_notes_are_in_internal_copies_alone(tmp_path: Path) -> None:
    decision, _ = everything()
    assert found(built(tmp_path, decision, Audience.INTERNAL), {REVIEW_CANARY}) != []


def test_an_exempt_copy_is_marked_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    decision, _ = everything()
    public = {str(f.name) for f in built(tmp_path, decision, Audience.PUBLIC).files}
    exempt = built(tmp_path, decision, Audience.EXEMPT)
    assert not public & {str(f.name) for f in exempt.files}
    marking = "NOT FOR PUBLICATION: contains exempt information under paragraph 3 of Part 1 of Schedule 12A"
    for suffix in (".docx", ".html", ".md", ".pdf"):
        one = Built((), tuple(f for f in exempt.files if f.name.suffix == suffix))
        assert found(one, {marking}) != [], suffix


def test_of_a_report_exempt_as_a_whole_the_public_gets_the_notice_alone(tmp_path: Path) -> None:
    decision, _ = everything()
    decision["exempt"] = {"paragraphs": ["3"], "public_title": "A contract for care"}
    decision["report"]["title"] = f"{CANARY} in the title"
    decision["report"]["classification"] = "exempt"
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    assert outputs.files
    assert found(outputs, canaries() | {REVIEW_CANARY}) == []
    assert found(outputs, {"A contract for care"}) != []


def with_exempt_sum(typed: str) -> dict[str, Any]:
    """Return a decision whose cost of £1,234,567 is exempt, and in whose public summary a sum is typed."""
    return {
        "meeting": {"body": "Cabinet", "date": "2024-06-05"},
        "report": {"title": "Care", "report_of": "Director", "summary": f"It costs {typed} in all."},
        "recommendations": [{"text": "Approve it."}],
        "reasons": "Because.",
        "extension": {"months": "12", "end": "2025-10-24", "cost_max": {"amount": "1,234,567", "exempt": "3"}},
    }


@pytest.mark.parametrize("typed", ["£1,234,567", "£1.235m", "1234567", "£1.23 million", "£1,235k"])
def test_an_exempt_sum_typed_into_public_prose_stops_the_build(tmp_path: Path, typed: str) -> None:
    outputs = built(tmp_path, with_exempt_sum(typed), Audience.PUBLIC)
    assert [(f.rule, f.severity) for f in outputs.findings] == [("EXM-LEAK", Severity.ERROR)]
    assert outputs.files == ()


@pytest.mark.parametrize("typed", ["£1,234,568", "£21,234,567", "1,234,567.5", "£1.24m"])
def test_another_sum_does_not(tmp_path: Path, typed: str) -> None:
    outputs = built(tmp_path, with_exempt_sum(typed), Audience.PUBLIC)
    assert outputs.findings == () and outputs.files


EXEMPT_PARTS = {
    "suppliers": [{"name": "Splash & Co Leisure Ltd", "exempt": "3"}, {"name": "Ash", "exempt": "3"}],
    "measures": [
        {"label": "Rise", "value": "8.24", "unit": "%", "exempt": "3"},
        {"label": "Hours", "value": "12,345", "unit": "hours", "exempt": "3"},
        {"label": "Bids", "value": "12", "unit": "bids", "exempt": "3"},
    ],
    "appendices": [{"title": "Prices", "exempt": "3", "text": "It asks £1.25m, or 7.5% more, and £900, and £500,000."}],
    "extension": {"months": "12", "end": "2025-10-24", "cost_max": {"amount": "£6.95m", "exempt": "3"}},
}


def findings_of(folder: Path, typed: str, **more: object) -> list[str]:
    """Return where a public copy of a decision says what is exempt, and what, when an officer types it into reasons."""
    decision = {
        "meeting": {"body": "Cabinet", "date": "2024-06-05"},
        "report": {"title": "Care", "report_of": "Director", "classification": "part_exempt"},
        "recommendations": [{"text": "Approve it."}],
        "reasons": f"As said, {typed} do well.",
        **EXEMPT_PARTS,
        **more,
    }
    outputs = built(folder, decision, Audience.PUBLIC)
    return [
        f"{'.'.join(map(str, f.path))}: {f.message.split('”')[0][1:]}" for f in outputs.findings if f.rule == "EXM-LEAK"
    ]


@pytest.mark.parametrize(
    "typed",
    [
        *("£6.95 m", "£6950k", "6,950,000.00", "£6 950 000", "£6\u00a0950\u00a0000", "£6\u2009950\u2009000"),
        *("£6.950m", "6.95mn", "£6.95 million", "£6,950,000", "£1.25m", "£1,250,000"),
        *("Splash & Co Leisure Ltd", "SPLASH AND CO  LEISURE LTD", "Splash & Co Leisure"),
        *("8.24%", "8.24 per cent", "7.5%", "12,345 hours", "12345 hours", "seven point five per cent"),
        *("£0.00695bn", "£6'950'000", "GBP 6,950,000", "6,950 grand", "£6.95 mln", "£00.00695 billion"),
        *("six million nine hundred and fifty thousand pounds", "Six Million, Nine Hundred Fifty Thousand"),
        *("six point nine five million", "one and a quarter million pounds", "£1.25 million"),
    ],
)
def test_what_is_exempt_is_found_once_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    said = findings_of(tmp_path, typed)
    assert len(said) == 1 and said[0].startswith("reasons: "), said


@pytest.mark.parametrize(
    "typed",
    [
        *("£6.96m", "£16,950,000", "6.95 metres", "6.95 m", "£6,950,001", "6,950 people"),
        *("Splash pools", "Co Leisure Ltd", "Splash & Co Leisurely", "Ash trees", "ashes"),
        *("8.25%", "18.24%", "8.24 miles", "7.5 hours", "12,345 people", "12 bids", "£900", "£500,000", "£1.2m"),
    ],
)
def test_what_only_looks_like_it_is_not(tmp_path: Path, typed: str) -> None:
    assert findings_of(tmp_path, typed) == []


def test_an_exempt_sum_in_the_words_of_a_footnote_stops_the_build_too(tmp_path: Path) -> None:
    noted = {"conclusion": "It is less.[^1]\n\n[^1]: Of £6.95m in all."}
    assert findings_of(tmp_path, "they", **noted) == ["conclusion: 6.95m"]


def test_an_exempt_name_in_the_title_is_found_at_the_title(tmp_path: Path) -> None:
    report = {"title": "Splash & Co Leisure", "report_of": "Director", "classification": "part_exempt"}
    assert findings_of(tmp_path, "they", report=report) == ["report.title: Splash & Co Leisure"]


def test_an_exempt_sum_in_another_public_field_is_found_there(tmp_path: Path) -> None:
    contract = {
        "id": "c",
        "title": "Care",
        "start": "2020-01-01",
        "current_end": "2024-10-24",
        "value_original": "£6.95m",
    }
    assert {s.split(":")[0] for s in findings_of(tmp_path, "they", contracts=[contract])} == {
        "contracts.0.value_original"
    }


SAID_612 = [
    *("£0.612m", "£.612m", "£0.6120 million", "£612k", "£612,000", "612,000", "612 thousand pounds", "£0.000612bn"),
    *("six hundred and twelve thousand pounds", "six-hundred-and-twelve thousand", "six hundred\n  twelve thousand"),
    *("nought point six one two million", "point six one two million pounds", "612 000 GBP"),
]


@pytest.mark.parametrize("typed", SAID_612)
@pytest.mark.parametrize(
    "exempt",
    [
        *("It asks £612,000.", "It asks £0.612m.", "The price is six hundred and twelve thousand pounds."),
        *("| Centre | Fee (£) |\n|---|---|\n| Pool | 612,000 |", "| Centre | £000 |\n|---|---|\n| Pool | 612 |"),
    ],
)
def test_a_price_is_found_in_every_notation_whatever_that_of_the_exempt_text(typed: str, exempt: str) -> None:
    prices = Appendix.model_validate({"title": "Prices", "exempt": "3", "text": exempt})
    assert list(found_in(f"They pay {typed} a year.", secrets_of((prices,), None)))


@pytest.mark.parametrize(
    "typed",
    [
        *("£0.613m", "£0.0612m", "£10.612m", "six hundred and thirteen thousand", "six hundred and twelve people"),
        *("one million six hundred and twelve thousand", "two point six hundred and twelve thousand", "£0.6m"),
        *(
            "six hundred and twelve thousand five hundred pounds",
            "612 people",
            "thirty-six hundred and twelve pounds",
        ),
    ],
)
def test_a_price_near_it_is_not(typed: str) -> None:
    prices = Appendix.model_validate({"title": "Prices", "exempt": "3", "text": "It asks £612,000, for 45,678 hours."})
    assert list(found_in(f"They pay {typed}, for 45,678 hours.", secrets_of((prices,), None))) == []


def test_a_year_is_no_sum(tmp_path: Path) -> None:
    extension = {"months": "12", "end": "2025-10-24", "cost_max": {"amount": "2,024", "exempt": "3"}}
    assert findings_of(tmp_path, "those of 2024", extension=extension) == []
    assert findings_of(tmp_path, "they at £2024", extension=extension) == ["reasons: 2024"]


def test_a_report_that_holds_exempt_matter_is_never_called_open(tmp_path: Path) -> None:
    decision = {
        "meeting": {"body": "Cabinet", "date": "2024-06-05"},
        "report": {"title": "Care", "report_of": "Director"},
        "recommendations": [{"text": "Approve it."}],
        "reasons": "Because.",
        "extension": {"months": "12", "end": "2025-10-24", "cost_max": {"amount": "1,234,567", "exempt": "3"}},
    }
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    assert found(outputs, {"Part exempt"}) != []
    decision["report"] = {"title": "Care", "report_of": "Director", "classification": "open"}
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    assert found(outputs, {"Part exempt"}) != []
