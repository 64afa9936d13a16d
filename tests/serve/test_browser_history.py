"""What became of a paper: its commits in words, and any two of them compared in the document."""

import subprocess

from playwright.sync_api import expect

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
