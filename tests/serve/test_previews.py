"""The preview of a text that is being written: the document, what is wrong and where, and the newest text first."""

import json
import threading
from typing import Any

import pytest

from tests.serve.browser import PAPER, Answer, Served

FILE = "northshire/care.yaml"


def previewed(asked: Served, text: str = PAPER, **more: Any) -> dict[str, Any]:
    answer = asked.post("preview", file=FILE, text=text, **more)
    assert answer.status == 200
    told: dict[str, Any] = answer.told
    return told


def errors(told: dict[str, Any], text: str) -> list[tuple[int, str]]:
    return [
        (one["line"], text[one["start"] : one["end"]])
        for one in told["findings"]
        if one["severity"] == "error" and one["here"] and one["outcome"] == "fail"
    ]


def test_a_text_is_shown_as_the_document_that_will_be_printed(asked: Served) -> None:
    told = previewed(asked, sequence=7)
    assert told["status"] == "made"
    assert told["sequence"] == 7
    assert (told["title"], told["kind"], told["audience"], told["marked"]) == ("Care at home", "report", "public", "")
    assert "Agree the extension." in told["html"]


def test_a_page_that_is_shown_already_is_not_sent_again(asked: Served) -> None:
    shown = previewed(asked)["page"]
    told = previewed(asked, PAPER + "# a comment\n", shown=shown)
    assert (told["status"], told["html"], told["page"]) == ("unchanged", None, shown)
    assert previewed(asked, PAPER.replace("thin", "thinning"), shown=shown)["status"] == "made"


def test_a_wrong_date_is_marked_and_the_last_page_stays(asked: Served) -> None:
    text = PAPER.replace("2024-06-05", "2024-06-31")
    told = previewed(asked, text, shown=previewed(asked)["page"])
    assert (told["status"], told["html"]) == ("held", None)
    assert errors(told, text) == [(2, "2024-06-31")]
    assert (told["judged"], previewed(asked)["judged"]) == (False, True)  # what the rules say comes once it is mended
    assert any(field["path"] == "reasons" for field in told["fields"])


@pytest.mark.parametrize("typed", ['  - text: "Agree', "  - text: [", "\tx", "recommendations: {", "a: b: c"])
def test_half_typed_yaml_is_marked_and_the_last_page_stays(asked: Served, typed: str) -> None:
    text = PAPER + typed
    told = previewed(asked, text)
    assert (told["status"], told["html"]) == ("held", None)
    assert errors(told, text)


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "just words", "- a\n- b\n", "\ufeff", "\0", "a: \ud800"]
)
def test_a_text_of_nothing_is_told_of(asked: Served, text: str) -> None:
    told = previewed(asked, text)
    assert told["status"] == "held"
    assert told["findings"]


def test_places_are_counted_as_javascript_counts(asked: Served) -> None:
    text = PAPER.replace("Cabinet,", "Cabinet 🏛🏛,").replace("2024-06-05", "2024-06-31")
    told = previewed(asked, text)
    wide = text.encode("utf-16-le")
    (wrong,) = [one for one in told["findings"] if one["line"] == 2 and one["severity"] == "error"]
    assert wide[2 * wrong["start"] : 2 * wrong["end"]].decode("utf-16-le") == "2024-06-31"
    line = text.split("\n")[1].encode("utf-16-le")
    assert line[2 * (wrong["column"] - 1) :].decode("utf-16-le").startswith("2024-06-31")
    (reasons,) = [field for field in told["fields"] if field["path"] == "reasons"]
    assert wide[2 * reasons["start"] : 2 * reasons["end"]].decode("utf-16-le") == "The market is thin."
    assert wide[2 * reasons["key_start"] : 2 * reasons["key_end"]].decode("utf-16-le") == "reasons"


def test_every_field_is_told_with_its_place(asked: Served) -> None:
    fields = {field["path"]: PAPER[field["start"] : field["end"]] for field in previewed(asked)["fields"]}
    assert fields["meeting"] == "{body: Cabinet, date: 2024-06-05}"
    assert fields["meeting.date"] == "2024-06-05"
    assert fields["recommendations[1]"] == "text: Agree the extension."
    assert fields["recommendations[1].text"] == "Agree the extension."


def test_the_values_are_told_where_they_are_wanted(asked: Served) -> None:
    assert previewed(asked, want=["tree"])["tree"]["meeting"] == {"body": "Cabinet", "date": "2024-06-05"}
    assert "tree" not in previewed(asked)


def test_a_fault_of_the_council_is_told_and_not_marked(papers: Served) -> None:
    (papers.folder / "northshire/council.yaml").write_text("id: northshire\nname: Northshire Council\ncolour: red\n")
    wrong = [one for one in previewed(papers)["findings"] if one["file"] == "northshire/council.yaml"]
    assert [(one["here"], one["line"], one["start"], one["end"]) for one in wrong] == [(False, 3, 0, 0)]


def test_a_councils_own_file_is_checked_and_is_no_document(asked: Served) -> None:
    answer = asked.post("preview", file="northshire/council.yaml", text="id: northshire\nname: N\ncolour: red\n").told
    assert answer["status"] == "held"
    assert [(one["line"], one["rule"]) for one in answer["findings"]] == [(3, "FIELD-UNKNOWN")]


def test_exempt_text_is_shown_only_to_whom_it_is_asked_for(asked: Served) -> None:
    text = PAPER.replace("reasons: The market is thin.", "reasons: {text: Their bid was low., exempt: 3}")
    public, members = previewed(asked, text), previewed(asked, text, audience="exempt")
    assert "Their bid was low." not in public["html"]
    assert "Their bid was low." in members["html"]
    assert members["marked"]


SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "</style><svg/onload=a>",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_of_the_text_is_a_script_on_the_page(asked: Served, script: str) -> None:
    told = previewed(
        asked, PAPER.replace("The market is thin.", json.dumps(script)).replace("Care at home", f"Care {script}")
    )
    page = told["html"] or ""
    assert "<script" not in page.lower()
    assert "<img" not in page
    assert "<svg/" not in page
    assert 'href="javascript:' not in page


@pytest.mark.parametrize(
    "asks",
    [
        {},
        {"file": FILE},
        {"file": 3, "text": PAPER},
        {"file": FILE, "text": ["a"]},
        {"file": FILE, "text": PAPER, "kind": "../report"},
        {"file": FILE, "text": PAPER, "style": "nowhere"},
        {"file": FILE, "text": PAPER, "audience": "everybody"},
        {"file": FILE, "text": PAPER, "kind": ["report"]},
        {"file": FILE, "text": PAPER, "sequence": "seven"},
        {"file": FILE, "text": PAPER, "want": "tree"},
    ],
)
def test_a_request_that_is_not_ours_is_refused_in_words(asked: Served, asks: dict[str, Any]) -> None:
    answer = asked.post("preview", **asks)
    assert answer.status == 400
    assert answer.message.endswith(".")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff", b'"a"', b"[" * 100_000])
def test_a_body_that_is_no_request_is_refused(asked: Served, body: bytes) -> None:
    assert asked.ask("POST", f"/{asked.given.place}/api/preview", body).status == 400


def test_a_hundred_requests_at_once_are_answered(asked: Served) -> None:
    answers: dict[int, Answer] = {}

    def ask(at: int) -> None:
        text = PAPER.replace("thin", f"thin in {1900 + at}")
        answers[at] = asked.post("preview", file=FILE, text=text, client=f"browser {at}", sequence=at)

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answers[at].status for at in range(100)] == [200] * 100
    assert all(f"thin in {1900 + at}" in answers[at].told["html"] for at in range(100))


def test_of_one_browsers_texts_the_newest_is_made_and_older_ones_are_dropped(asked: Served) -> None:
    answers: list[dict[str, Any]] = []
    first = threading.Event()

    def ask(at: int) -> None:
        answers.append(previewed(asked, PAPER.replace("thin", f"thin {at}"), client="one", sequence=at))

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(40)]
    for thread in threads:
        thread.start()
    first.set()
    for thread in threads:
        thread.join()
    made = [told for told in answers if told["status"] == "made"]
    dropped = [told for told in answers if told["status"] == "superseded"]
    assert len(made) + len(dropped) == 40
    assert made
    assert dropped
    assert all("html" not in told for told in dropped)


def test_a_paper_of_a_megabyte_is_shown(asked: Served) -> None:
    passage = "The market for care at home is thin, and prices have risen. " * 20
    paragraphs = "".join(f"  {at}. {passage}\n\n" for at in range(700))
    text = PAPER.replace("reasons: The market is thin.\n", f"reasons: |\n{paragraphs}")
    assert 800_000 < len(text) < 1_000_000
    assert previewed(asked, text)["status"] == "made"


def test_a_paper_of_more_than_a_megabyte_is_told_of(asked: Served) -> None:
    answer = asked.post("preview", file=FILE, text=PAPER + "#" * 1_048_576)
    assert (answer.status, answer.message) == (413, "The text comes to 1.1 MB, and at most 1 MB is read.")


def test_the_house_style_of_the_council_comes_first_and_those_of_others_last(asked: Served) -> None:
    choices = asked.get("api/open", file=FILE).told["choices"]
    styles = [(one["label"], one["other"]) for one in choices["styles"]]
    assert (choices["style"], styles[0]) == ("default", ("Default", False))
    assert ("Tower Hamlets", True) in styles


def test_a_file_over_which_we_stumble_can_still_be_opened_to_be_mended(
    asked: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*words: object) -> None:
        raise OverflowError

    monkeypatch.setattr("reportgen.serve.preview.load_subject", stumble)
    opened = asked.get("api/open", file=FILE)
    assert opened.status == 200
    assert (opened.told["text"], opened.told["title"], opened.told["subject"]) == (PAPER, "Care at home", "decision")
