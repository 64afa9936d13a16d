"""An edited Word file dropped on the page: what was done to it, and the chosen changes in the text, saved by saving."""

import io
import subprocess
import zipfile
from typing import Any

import pytest

from tests.pull.hands import Hand
from tests.serve.browser import PAPER, Served

FILE = "northshire/care.yaml"


def edited(papers: Served, *words: tuple[str, str]) -> bytes:
    """Return the Word file of the paper with words in it written over."""
    built = papers.get("api/build", file=FILE, format="docx").body
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(built)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for before, after in words:
                    assert content.count(before.encode()) == 1
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return made.getvalue()


THINNING = ("The market is thin.", "The market is thinning.")
AGREE = ("Agree the extension.", "Agree the whole extension.")


def dropped(papers: Served, *words: tuple[str, str]) -> dict[str, Any]:
    answer = papers.drop(FILE, edited(papers, *words))
    assert answer.status == 200, answer.message
    told: dict[str, Any] = answer.told
    return told


def test_a_file_that_nobody_edited_changes_nothing(papers: Served) -> None:
    told = dropped(papers)
    assert (told["changes"], told["comments"], told["unplaced"]) == ([], [], [])


def test_what_was_done_is_told_field_by_field(papers: Served) -> None:
    changes = dropped(papers, THINNING, AGREE)["changes"]
    assert [(one["path"], one["at"], one["can_apply"], one["conflict"]) for one in changes] == [
        ("recommendations[1].text", ["recommendations", 0, "text"], True, False),
        ("reasons", ["reasons"], True, False),
    ]
    assert (changes[1]["before"], changes[1]["after"]) == THINNING
    assert changes[1]["line"] == PAPER.split("\n").index("reasons: The market is thin.") + 1


def test_the_chosen_changes_are_put_into_the_text_and_saved_only_by_saving(papers: Served) -> None:
    told = dropped(papers, THINNING, AGREE)
    answer = papers.post("pull/apply", pull=told["pull"], file=FILE, text=PAPER, chosen=[1]).told
    assert answer["text"] == PAPER.replace(*THINNING)
    assert answer["change"]["insert"] == "ning"
    assert (papers.folder / FILE).read_text() == PAPER
    version = papers.get("api/open", file=FILE).told["version"]
    assert papers.post("save", file=FILE, text=answer["text"], version=version).status == 200
    assert (papers.folder / FILE).read_text() == PAPER.replace(*THINNING)


def test_comments_go_above_their_fields_where_they_are_wanted(papers: Served) -> None:
    hand = Hand(papers.get("api/build", file=FILE, format="docx").body, author="Head of Legal")
    told = papers.drop(FILE, hand.comment("The market", "Since when?").retype("thin", "thinning").saved()).told
    (remark,) = told["comments"]
    assert (remark["path"], remark["text"], remark["words"]) == ("reasons", "Since when?", "The market")
    asks = {"pull": told["pull"], "file": FILE, "text": PAPER, "chosen": [0]}
    assert papers.post("pull/apply", **asks).told["text"] == PAPER.replace(*THINNING)
    line = "# Director of Finance, 12 September 2025 commented on “The market”: “Since when?”\n"
    wanted = PAPER.replace(*THINNING).replace("reasons:", f"{line}reasons:")
    assert papers.post("pull/apply", **asks, comments=True).told["text"] == wanted
    assert papers.post("pull/apply", **{**asks, "chosen": []}, comments=True).told["text"].count(line) == 1


def test_they_are_put_into_a_text_that_was_changed_meanwhile(papers: Served) -> None:
    told = dropped(papers, THINNING)
    text = PAPER.replace("title: Care at home", "title: Care in the home")
    answer = papers.post("pull/apply", pull=told["pull"], file=FILE, text=text, chosen=[0]).told
    assert answer["text"] == text.replace(*THINNING)


def test_what_was_changed_on_both_sides_is_not_written_over(papers: Served) -> None:
    told = dropped(papers, THINNING)
    text = PAPER.replace("thin.", "small.")
    answer = papers.post("pull/apply", pull=told["pull"], file=FILE, text=text, chosen=[0])
    assert answer.status == 422
    assert answer.message == "What is changed in the Word file was changed here too and is not saved: reasons."


def conflicts(papers: Served) -> tuple[dict[str, Any], str]:
    """Drop a Word file after the reasons and the date that it changes were changed here; return that, and the text."""
    subprocess.run(["git", "init", "-q"], cwd=papers.folder, check=True)
    for words in (["add", "."], ["commit", "-qm", "first"]):
        who = ("-c", "user.name=Clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=papers.folder, check=True)
    hand = Hand(papers.get("api/build", file=FILE, format="docx").body, author="Head of Legal")
    now = PAPER.replace("thin.", "{{ meeting.body }}'s own.").replace("2024-06-05", "2024-06-12")
    (papers.folder / FILE).write_text(now)
    hand.retype("thin", "thinning").retype("5 June 2024", "3 July 2024")
    told: dict[str, Any] = papers.drop(FILE, hand.saved()).told
    return told, now


def test_what_both_sides_changed_has_three_texts_and_the_words_of_word_are_put_in_if_they_are_chosen(
    papers: Served,
) -> None:
    told, now = conflicts(papers)
    assert [
        (one["path"], one["base"], one["before"], one["after"], one["can_apply"], one["can_settle"], one["over"])
        for one in told["changes"]
    ] == [
        ("meeting.date", "5 June 2024", "12 June 2024", "3 July 2024", False, True, "2024-07-03"),
        (
            "reasons", "The market is thin.", "The market is Cabinet's own.", "The market is thinning.", False, True,
            "The market is thinning.",
        ),
    ]  # fmt: skip
    asks = {"pull": told["pull"], "file": FILE, "text": now, "chosen": []}
    date, reasons = (one["id"] for one in told["changes"])
    assert papers.post("pull/apply", **asks, settled=[{"id": date, "words": None}]).told["text"] == now.replace(
        "2024-06-12", "2024-07-03"
    )
    own = [{"id": reasons, "words": "It is thin: see below."}]
    assert 'reasons: "It is thin: see below."\n' in papers.post("pull/apply", **asks, settled=own).told["text"]


@pytest.mark.parametrize("settled", [["x"], [{"id": 9}], [{"id": True}], [{"id": 0, "words": 3}], [{"words": "x"}]])
def test_what_is_no_conflict_is_not_settled(papers: Served, settled: list[Any]) -> None:
    told = dropped(papers, THINNING)
    asks = {"pull": told["pull"], "file": FILE, "text": PAPER, "chosen": [], "settled": settled}
    assert papers.post("pull/apply", **asks).status == 400


def test_a_file_with_windows_line_ends_is_changed_in_place(papers: Served) -> None:
    (papers.folder / FILE).write_bytes(PAPER.replace("\n", "\r\n").encode())
    told = dropped(papers, THINNING)
    answer = papers.post("pull/apply", pull=told["pull"], file=FILE, text=PAPER, chosen=[0]).told
    assert answer["text"] == PAPER.replace(*THINNING)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0 older", b"%PDF-1.7", b"words", b"\0" * 5000]
)
def test_what_is_no_word_file_is_a_sentence(papers: Served, content: bytes) -> None:
    answer = papers.drop(FILE, content)
    assert answer.status == 422
    assert answer.message.endswith(".")


def test_a_word_file_of_another_paper_is_told(papers: Served) -> None:
    (papers.folder / "northshire/roads.yaml").write_text(PAPER.replace("Care at home", "Roads"))
    answer = papers.drop("northshire/roads.yaml", edited(papers))
    assert (answer.status, answer.message) == (422, f"The Word file was made from another paper, `{FILE}`.")
    assert answer.told["fault"]["hint"] == "open the paper that it was made from, and drop it there"


def test_a_file_that_is_too_large_is_refused(papers: Served) -> None:
    assert papers.drop(FILE, b"x" * 19_999_999).status == 422
    assert papers.drop(FILE, b"x").status == 422


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain", ""])
def test_what_a_form_can_send_is_not_read(papers: Served, kind: str) -> None:
    assert papers.drop(FILE, b"x", kind).status == 415


@pytest.mark.parametrize(
    ("change", "status"),
    [({"pull": "guessed"}, 404), ({"chosen": [7]}, 400), ({"chosen": ["0"]}, 400), ({"chosen": [True]}, 400)],
)
def test_changes_that_there_are_none_of_are_refused(papers: Served, change: dict[str, Any], status: int) -> None:
    asks = {"pull": dropped(papers, THINNING)["pull"], "file": FILE, "text": PAPER, "chosen": [0]}
    assert papers.post("pull/apply", **{**asks, **change}).status == status


def test_a_word_file_of_one_paper_is_not_applied_to_another(papers: Served) -> None:
    told = dropped(papers, THINNING)
    (papers.folder / "northshire/roads.yaml").write_text(PAPER)
    assert (
        papers.post("pull/apply", pull=told["pull"], file="northshire/roads.yaml", text=PAPER, chosen=[0]).status == 404
    )
