"""What to do is told in words for somebody at a browser, who has no terminal."""

import pytest

from reportgen.serve.spoken import hint_told
from tests.serve.browser import PAPER, Served

FILE = "northshire/care.yaml"


def test_an_emptied_file_says_what_can_be_done_here(asked: Served) -> None:
    (empty,) = asked.post("preview", file=FILE, text="").told["findings"]
    assert (empty["message"], empty["hint"]) == (
        "The file is empty.",
        "take back what emptied it with Undo, or begin another file on the home page with New decision or New meeting",
    )


def test_a_folder_without_a_council_file_says_whom_to_ask(papers: Served) -> None:
    (papers.folder / "northshire/council.yaml").unlink()
    told = papers.post("preview", file=FILE, text=PAPER).told["findings"]
    (missing,) = [one for one in told if one["rule"] == "COUNCIL-MISSING"]
    assert missing["hint"].startswith("ask whoever set up this folder to put one there; it names the council")
    assert "`reportgen" not in str(papers.get("api/home").told)


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("mend what `reportgen check care.yaml` finds, then pull",
         "mend what the check finds beside the text, save, and drop the Word file here again"),
        ("pull it into the file that it was made from, which is found by itself without --into",
         "open the paper that it was made from, and drop it there"),
        ("choose another, or build it with --discard-edits", ""),
        ("write a day; `reportgen explain DATE` says more", "write a day"),
        ("`git init` begins one", ""),
        ("open the address that `reportgen serve` printed", "open the address that `reportgen serve` printed"),
        ("write it as 2024-06-05, or leave `date` out -- it is optional",
         "write it as 2024-06-05, or leave `date` out -- it is optional"),
    ],
)  # fmt: skip
def test_what_is_typed_in_a_terminal_is_not_advised(hint: str, told: str) -> None:
    assert hint_told(hint) == told
