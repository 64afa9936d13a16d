"""What an officer types into public words, names of files and ids is searched for whatever is exempt, and nothing else.

Each case is a decision with exempt parts, and words that stand in its public text.
"""

from pathlib import Path

import pytest

from reportgen.base.finding import Severity
from reportgen.model.audience import Audience
from reportgen.pipeline import Built
from tests.privacy.test_leaks import built, findings_of, found

EXEMPT = {
    "suppliers": [
        {"name": "Splash-Water & Sons Ltd", "exempt": "3"},
        {"name": "Home Care Ltd", "exempt": "3"},
        {"name": "Choice", "exempt": "3"},
        {"name": "St John's Homes", "exempt": "3"},
    ],
    "finance": {
        "funding_sources": [{"name": "General Fund", "money": "5", "exempt": "3"}],
        "savings": {"amount": "9,876,543", "exempt": "3"},
    },
    "measures": [{"label": "Rise", "value": "8.24", "unit": "%", "exempt": "3"}],
    "appendices": [{"title": "Prices", "exempt": "3", "text": "Splash asks £5, 4% more, and £7,000,000."}],
    "extension": {"months": "12", "end": "2025-10-24", "cost_max": {"amount": "£1,234,567", "exempt": "3"}},
}


@pytest.mark.parametrize(
    "typed",
    [
        # A sum, three ways and more
        *("£1,234,567", "£1.23m", "£1,235k", "1.235 million", "£1 234 567", "£1.2345670m", "£1,23\u200b4,567"),
        *("£9.9 million", "9,876,543 pounds", "£9.88mn"),
        # A percentage
        *("8.24%", "8.240%", "8.24 per cent", "8.24 percent"),
        # Names, however they are parted and whatever marks stand in them
        *(
            "Splash-Water & Sons Ltd",
            "Splash Water and Sons Ltd",
            "splash\u2011water & sons ltd",
            "Splash-Water & Sons",
        ),
        *("Home Care Ltd", "HOME CARE LTD", "Choice's staff", "CHOICE", "St John’s Homes", "st john's homes"),
        *("https://www.example.org/home-care-ltd", "www.example.org/Splash_Water_and_Sons"),
    ],
)
def test_it_is_found_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    said = findings_of(tmp_path, typed, **EXEMPT)
    assert len(said) == 1 and said[0].startswith("reasons: "), said


@pytest.mark.parametrize(
    "typed",
    [
        # Small sums, counts and round sums stand in any paper
        *("£5", "5 providers", "4% more", "£7 million", "£1m", "£1 million", "£10m", "1,234 people"),
        *("£1.3m", "£1.234m people", "£11,234,567", "8.25%", "18.24%", "8.24 miles"),
        # Words that are names too
        *("the choice of provider", "home care", "Home Care", "Home Care Commissioning", "the General Fund"),
        *("St Johnstone's Homes", "Splash pools", "Water & Sons", "multiple-choice forms"),
    ],
)
def test_what_stands_in_any_paper_is_no_leak(tmp_path: Path, typed: str) -> None:
    assert findings_of(tmp_path, typed, **EXEMPT) == []


def of_file(folder: Path, stem: str) -> Built:
    """Return what comes of a decision with an exempt supplier and sum in a file of a name."""
    decision = {
        "meeting": {"body": "Cabinet", "date": "2024-06-05"},
        "report": {"title": "Care", "report_of": "Director", "classification": "part_exempt"},
        "recommendations": [{"text": "Approve it."}],
        "reasons": "Because.",
        **EXEMPT,
    }
    return built(folder, decision, Audience.PUBLIC, stem)


@pytest.mark.parametrize(
    "stem",
    ["splash-water-and-sons", "award_to_Splash_Water_and_Sons_2024", "home care ltd", "choice-2024", "care-1234567"],
)
def test_an_exempt_name_or_sum_in_the_name_of_the_file_stops_the_build(tmp_path: Path, stem: str) -> None:
    outputs = of_file(tmp_path, stem)
    assert outputs.files == ()
    (only,) = [one for one in outputs.findings if one.severity is Severity.ERROR]
    assert (only.rule, only.location.file, only.hint) == (
        "EXM-LEAK",
        f"{stem}.yaml",
        "give the file a name that discloses nothing",
    )


@pytest.mark.parametrize("stem", ["home-care-2024", "care-5", "general-fund", "multiplechoice"])
def test_other_names_of_files_do_not(tmp_path: Path, stem: str) -> None:
    outputs = of_file(tmp_path, stem)
    assert outputs.files and [one for one in outputs.findings if one.severity is Severity.ERROR] == []


def test_an_exempt_name_in_the_id_of_something_public_is_found(tmp_path: Path) -> None:
    narrative = [{"id": "bid-of-splash-water-and-sons", "title": "A bid", "text": "It is in."}]
    assert findings_of(tmp_path, "they", **EXEMPT, narrative=narrative) == [
        "narrative.0.id: splash-water-and-sons",
        "narrative.0.title: splash-water-and-sons",
    ]


def test_what_stands_in_an_exempt_section_is_looked_for_too(tmp_path: Path) -> None:
    narrative = [{"id": "bids", "title": "Bids", "exempt": "3"}]
    tables = [{"id": "t", "title": "T", "columns": ["A"], "rows": [{"cells": ["£4,321,000"]}], "section": "bids"}]
    said = findings_of(tmp_path, "£4.321m", narrative=narrative, tables=tables)
    assert said == ["reasons: £4.321m"] or said == ["reasons: 4.321m"]


@pytest.mark.parametrize("typed", ["£4.321m", "£7.654m"])
def test_what_an_exempt_section_holds_of_the_engagement_is_looked_for_too(tmp_path: Path, typed: str) -> None:
    narrative = [{"id": "heard", "title": "Heard", "exempt": "3", "holds": ["themes", "limits"]}]
    engagement = {"themes": [{"title": "Prices", "text": "£4,321,000"}], "limits": "£7,654,000"}
    said = findings_of(tmp_path, typed, narrative=narrative, engagement=engagement)
    assert len(said) == 1 and said[0].startswith("reasons: "), said


@pytest.mark.parametrize(
    ("exempt", "warned"),
    [
        ({"paragraphs": ["3"]}, True),
        ("3", True),
        ("yes", True),
        ({"paragraphs": ["3"], "public_title": "Care at home"}, False),
    ],
)
def test_a_report_exempt_as_a_whole_says_what_the_public_may_call_it(
    tmp_path: Path, exempt: object, warned: bool
) -> None:
    decision = {
        "meeting": {"body": "Cabinet", "date": "2024-06-05"},
        "report": {"title": "Care", "report_of": "Director", "classification": "exempt"},
        "recommendations": [{"text": "Approve it."}],
        "reasons": "Because.",
        "exempt": exempt,
    }
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    told = [(one.severity, one.path) for one in outputs.findings if one.rule == "EXM-TITLE"]
    assert told == ([(Severity.WARNING, ("report", "title"))] if warned else [])
    assert outputs.files
    assert [one for one in built(tmp_path, decision, Audience.EXEMPT).findings if one.rule == "EXM-TITLE"] == []


SECRET = "Zq7secret"
TABLES = {
    "meeting": {"body": "Cabinet", "date": "2024-06-05"},
    "report": {"title": "Care", "report_of": "Director"},
    "recommendations": [{"text": "Approve it."}],
    "reasons": "Because.",
    "tables": [
        {
            "id": "bids",
            "title": "Bids",
            "columns": ["Bidder", "Bid"],
            "rows": [
                {"cells": ["First", "Public one"]},
                {"cells": [f"{SECRET} second", f"{SECRET} bid"], "exempt": "3"},
                {"cells": ["Third", {"text": f"{SECRET} third", "exempt": "5"}]},
                {"cells": [[{"text": f"{SECRET} fourth", "exempt": "3"}, "Fourth"], "Public four"]},
            ],
        }
    ],
    "options": [
        {
            "title": "Wait",
            "rejected_because": "Late.",
            "criteria": [{"criterion": "Cheap", "answer": "Very"}, {"criterion": "Quick", "answer": "Hardly"}],
        },
        {
            "title": f"{SECRET} option",
            "rejected_because": "Dear.",
            "exempt": "3",
            "criteria": [{"criterion": "Cheap", "answer": f"{SECRET} no"}, {"criterion": SECRET, "answer": "yes"}],
        },
    ],
    "risks": [
        {"text": "One.", "likelihood": "3", "impact": "4", "mitigation": "Do."},
        {"text": f"{SECRET} risk.", "likelihood": "5", "impact": "5", "mitigation": SECRET, "exempt": "3"},
    ],
    "charts": [
        {
            "id": "c",
            "title": f"{SECRET} chart",
            "alt": f"{SECRET} alternative",
            "exempt": "3",
            "series": [{"name": SECRET, "points": [{"label": SECRET, "value": "1"}, {"label": "B", "value": "2"}]}],
        }
    ],
}


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json", ".md", ".pptx"])
def test_cells_rows_options_and_charts_that_are_withheld_are_printed_nowhere(tmp_path: Path, suffix: str) -> None:
    public, exempt = (
        Built((), tuple(f for f in built(tmp_path, TABLES, one).files if f.name.suffix == suffix))
        for one in (Audience.PUBLIC, Audience.EXEMPT)
    )
    assert len(public.files) == 1 and found(public, {SECRET, SECRET.lower()}) == []
    assert found(exempt, {SECRET}) != []
    kept = {"Public one", "Third", "Fourth", "Public four", "Hardly", "One."}
    assert {text for text in kept if not found(public, {text})} == set()
    notices = {"[not for publication: paragraph 3]", "[not for publication: paragraph 5]"}
    if suffix == ".md":
        notices = {notice.replace("[", r"\[").replace("]", r"\]") for notice in notices}
    assert {notice for notice in notices if not found(public, {notice})} == set()


WHERE = {
    "the properties of a Word file": ("everything", "docx!docProps/core.xml"),
    "the words of a Word file": ("words", "docx!word/document.xml"),
    "the figures of a chart in a Word file": ("words", ".xlsx!"),
    "a chart in a Word file": ("words", "docx!word/charts/"),
    "the slides of a deck": ("words", "pptx!ppt/slides/slide"),
    "a chart in a deck": ("words", "pptx!ppt/charts/"),
    "the properties of a deck": ("everything", "pptx!docProps/core.xml"),
    "a drawing beside a Markdown file": ("words", ".svg"),
    "the page": ("words", ".html"),
    "the record and the tree": ("words", ".json"),
}


@pytest.mark.parametrize("place", WHERE)
def test_the_search_of_public_copies_sees_each_place_where_a_secret_could_stand(tmp_path: Path, place: str) -> None:
    of, part = WHERE[place]
    report = {**TABLES["report"], "title": f"{SECRET} title"} if of == "everything" else TABLES["report"]  # type: ignore[dict-item]
    outputs = built(tmp_path, {**TABLES, "report": report}, Audience.EXEMPT)
    assert [one for one in found(outputs, {SECRET}) if part in one] != []


def test_it_sees_alternative_texts_and_the_page_s_own_particulars(tmp_path: Path) -> None:
    report = {"title": f"{SECRET} title", "report_of": "Director"}
    outputs = built(tmp_path, {**TABLES, "report": report}, Audience.EXEMPT)
    shown = {f'descr="{SECRET} alternative', f"<title>{SECRET} title"}
    assert {text for text in shown if not found(outputs, {text})} == set()
