"""What became of a paper: its commits in words, and any two of them compared in the document."""

import subprocess
from pathlib import Path

from playwright.sync_api import expect

from tests.pull.hands import Hand, W, text_of
from tests.serve.screens import FILE, Screen


def test_history_in_words_and_two_commits_compared_in_the_document(screen: Screen) -> None:
    folder = screen.served.folder

    def git(*words: str) -> None:
        who = ("-c", "user.name=Clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "First draft")
    path = folder / FILE
    path.write_text(path.read_text().replace("cost_max: £4,380,000", "cost_max: £4,390,000"))
    git("commit", "-qam", "Cost after the uplift")
    screen.open(rest="#history")
    row = screen.page.get_by_role("row", name="Cost after the uplift")
    expect(row).to_contain_text("£4,380,000 to £4,390,000")
    screen.page.get_by_role("button", name="Show what differs").click()
    shown = screen.page.frame_locator("#view-history iframe")
    expect(shown.locator("ins", has_text="4,390,000").first).to_be_visible()
    assert screen.unfit() == []

    screen.page.get_by_role("link", name="Get it").click()
    screen.page.get_by_label("Since").select_option(index=1)
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("button", name="Get Word with changes marked").click()
    redline = Hand(Path(coming.value.path()).read_bytes())
    assert "£4,390,000" in {text_of(inserted) for inserted in redline.root.iter(f"{W}ins")}
    screen.page.get_by_label("Since").select_option(index=0)
    screen.page.get_by_role("button", name="Get Word with changes marked").click()
    expect(screen.page.locator("#view-get-it")).to_contain_text("Nothing differs")
