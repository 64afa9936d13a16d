"""An officer who has never used a terminal begins a decision and a meeting in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.serve.browser import serving
from tests.serve.screens import FILE, Screen


@pytest.fixture
def bare(chrome: Browser, tmp_path: Path) -> Iterator[Screen]:
    """A window on a folder in which there is nothing yet."""
    with serving(tmp_path) as served, chrome.new_context() as context:
        shown = Screen(context.new_page(), served)
        yield shown
        assert shown.faults == []


def dated(screen: Screen, day: str, month: str, year: str) -> None:
    for name, words in (("day", day), ("month", month), ("year", year)):
        screen.box(f"date:{name}").fill(words)


def test_the_first_decision_of_a_council_is_begun_in_an_empty_folder(bare: Screen) -> None:
    page = bare.home().page
    expect(page.locator("#empty")).to_contain_text("There is nothing in this folder yet")
    assert bare.unfit() == []
    page.get_by_role("button", name="New decision").click()
    dialogue = page.get_by_role("dialog", name="A new decision")
    expect(dialogue.get_by_label("Title")).to_be_focused()
    assert bare.unfit() == []
    dialogue.get_by_role("button", name="Begin").click()
    expect(dialogue.get_by_label("Title")).to_be_focused()
    expect(dialogue).to_contain_text("Error: What the decision is about is missing.")
    dialogue.get_by_label("Title").fill("Day care: a new contract")
    dialogue.get_by_label("The council’s name").fill("Westford Council")
    dialogue.get_by_label("Who decides").fill("Cabinet")
    dated(bare, "31", "June", "2024")
    page.keyboard.press("Enter")
    expect(dialogue).to_contain_text("Error: 31 June 2024 is no date: June 2024 has 30 days.")
    expect(bare.box("date:day")).to_be_focused()
    bare.box("date:day").fill("3")
    bare.box("date:month").fill("7")
    expect(dialogue).to_contain_text("It will be kept in the file westford/day-care-a-new-contract-2024.yaml.")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("Saved")
    expect(page.locator("h1")).to_have_text("Day care: a new contract")
    expect(bare.box("report.title")).to_have_value("Day care: a new contract")
    expect(bare.box("meeting.date:month")).to_have_value("7")
    assert (bare.served.folder / "westford/council.yaml").is_file()
    bare.box("report.report_of").fill("Director of Adult Social Care")
    expect(page.locator("#state")).to_have_text("Not saved yet")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("Saved")
    assert b"  report_of: Director of Adult Social Care" in bare.kept("westford/day-care-a-new-contract-2024.yaml")
    page.get_by_role("link", name="reportgen").click()
    expect(page.get_by_role("link", name="Day care: a new contract")).to_be_visible()


def test_a_decision_is_begun_from_an_earlier_one(screen: Screen) -> None:
    page = screen.home().page
    page.get_by_role("button", name="New decision").click()
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_label("Title").fill("Home care: a last extension")
    expect(dialogue.get_by_label("Who decides")).to_have_attribute("list", "begin-bodies")
    dialogue.get_by_label("Who decides").fill("Cabinet")
    dated(screen, "16", "9", "2026")
    dialogue.get_by_label("Begin from").select_option(label="Home care: extension of contracts (17 September 2025)")
    dialogue.get_by_role("button", name="Begin").click()
    expect(page.locator("h1")).to_have_text("Home care: a last extension")
    expect(screen.sheet.get_by_role("heading", level=1)).to_have_text("Home care: a last extension")
    text = screen.kept("northshire/home-care-a-last-extension-2026.yaml").decode()
    assert "  date: 2026-09-16\n" in text
    assert "\ncontracts:\n  - id: north\n" in text
    assert not {"  ref: CAB/2025/041", "minutes:", "call_in:", "decision:"} & set(text.splitlines())
    assert b"ref: CAB/2025/041" in screen.kept(FILE)


def test_a_meeting_is_begun_with_the_keyboard_alone(screen: Screen) -> None:
    page = screen.home().page
    page.get_by_role("button", name="New meeting").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="A new meeting").get_by_label("Council", exact=True)).to_be_focused()
    for words in ("", "Cabinet", "16", "9", "2026"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.locator(".file-name")).to_contain_text("northshire/meetings/2026-09-16-cabinet.yaml")
    page.keyboard.press("Enter")
    expect(screen.box("body")).to_have_value("Cabinet")
    expect(screen.box("date:year")).to_have_value("2026")


def test_the_councils_own_file_is_filled_in_as_a_form(screen: Screen) -> None:
    page = screen.home().page
    before = screen.kept("northshire/council.yaml").decode()
    page.locator("#councils").get_by_role("link", name="Northshire County Council").click()
    expect(screen.box("name")).to_have_value("Northshire County Council")
    expect(page.locator("#held")).to_contain_text("No document is made of this file alone.")
    expect(page.get_by_role("button", name="Pages")).to_be_hidden()
    screen.box("name").fill("Northshire Council")
    screen.box("name").blur()
    screen.save()
    assert screen.kept("northshire/council.yaml").decode() == before.replace(
        "name: Northshire County Council", "name: Northshire Council"
    )
