"""The file changes underneath: by another window, by an editor, by git. Nothing is overwritten unseen, nothing lost."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.history.repositories import new_repository
from tests.serve.browser import COUNCIL, PAPER, serving
from tests.serve.screens import FILE, Screen


def put(screen: Screen, old: str, new: str) -> None:
    """Change the file on disk, as another program would."""
    path = screen.served.folder / FILE
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))


def look(screen: Screen) -> None:
    """Come back to the window, which makes it look at the file at once."""
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_a_change_on_disk_is_shown_at_once_where_nothing_is_unsaved(screen: Screen) -> None:
    screen.open()
    put(screen, "place: Council Chamber", "place: The Old Hall")
    look(screen)
    expect(screen.sheet.get_by_text("The Old Hall")).to_be_visible()
    expect(screen.page.locator("#notice")).to_contain_text("The file was changed by something else")
    expect(screen.page.locator("#state")).to_have_text("Saved")


def test_changes_of_two_windows_in_different_places_stand_together(screen: Screen, window: Screen) -> None:
    before = screen.open().kept()
    window.open()
    screen.write_over("place: Council Chamber", "place: The Old Hall")
    window.write_over("item_no: 9", "item_no: 8")
    screen.save()
    window.page.keyboard.press("Control+s")
    dialogue = window.page.get_by_role("dialog", name="This file was changed while you were writing")
    expect(dialogue).to_contain_text("can stand together")
    expect(dialogue.get_by_role("heading", level=3)).to_have_text(["Changed by somebody else", "Changed by you"])
    theirs, yours = dialogue.locator(".lines").all()
    expect(theirs.locator(".is")).to_contain_text(["place: The Old Hall"])
    expect(yours.locator(".is")).to_contain_text(["item_no: 8"])
    dialogue.get_by_role("button", name="Save both together").click()
    expect(window.page.locator("#state")).to_have_text("Saved")
    assert window.kept() == before.replace(b"  item_no: 9\n", b"  item_no: 8\n", 1).replace(
        b"place: Council Chamber, County Hall", b"place: The Old Hall"
    )
    look(screen)
    expect(screen.line("item_no: 8")).to_be_visible()


def both_wrote_the_place(screen: Screen) -> tuple[bytes, Locator]:
    """Have the place of the meeting changed here and on disk; return the file before, and the dialogue about it."""
    before = screen.open().kept()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    put(screen, "place: Council Chamber, County Hall", "place: The Old Hall")
    look(screen)
    screen.page.get_by_role("button", name="See what changed").click()
    return before, screen.page.get_by_role("dialog")


def test_one_field_changed_by_both_is_chosen_by_the_person_from_its_three_texts(screen: Screen) -> None:
    before, dialogue = both_wrote_the_place(screen)
    choice = dialogue.get_by_role("group", name="Meeting › Place")
    expect(choice.locator(".head")).to_have_text(["Before", "In the file now", "Yours"])
    expect(choice.locator(".words").first).to_have_text("Council Chamber, County Hall")
    expect(choice.locator("del")).to_have_text(["Council Chamber, County", "Council Chamber, County"])
    expect(choice.locator("ins")).to_have_text(["The Old", "The New"])
    dialogue.get_by_role("button", name="Save both together").click()
    expect(dialogue).to_contain_text("Choose one of the texts in each field first.")
    expect(choice.get_by_label("In the file now")).to_be_focused()
    assert screen.unfit() == []
    screen.page.keyboard.press("ArrowDown")
    expect(choice.get_by_label("Yours")).to_be_checked()
    dialogue.get_by_role("button", name="Save both together").click()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    assert screen.kept() == before.replace(b"place: Council Chamber, County Hall", b"place: The New Hall")


def test_one_field_changed_by_both_may_be_given_other_words(screen: Screen) -> None:
    before, dialogue = both_wrote_the_place(screen)
    dialogue.get_by_label("Other words", exact=True).check()
    words = dialogue.get_by_label("Other words for Meeting › Place")
    expect(words).to_have_value("The New Hall")
    expect(words).to_be_focused()
    assert screen.unfit() == []
    words.fill("The Old Hall, then the New: see the map")
    dialogue.get_by_role("button", name="Save both together").click()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    new = b'place: "The Old Hall, then the New: see the map"'
    assert screen.kept() == before.replace(b"place: Council Chamber, County Hall", new)


def test_theirs_may_be_taken_and_nothing_is_written(screen: Screen) -> None:
    screen.open()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    put(screen, "place: Council Chamber, County Hall", "place: The Old Hall")
    now = screen.kept()
    screen.page.keyboard.press("Control+s")
    screen.page.get_by_role("button", name="Take theirs").click()
    expect(screen.line("place: The Old Hall")).to_be_visible()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    assert screen.kept() == now


def test_a_file_that_is_gone_is_told_and_can_be_saved_again(screen: Screen) -> None:
    before = screen.open().kept()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    (screen.served.folder / FILE).unlink()
    screen.page.keyboard.press("Control+s")
    dialogue = screen.page.get_by_role("dialog", name="This file is no longer there")
    dialogue.get_by_role("button", name="Save it again here").click()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    assert screen.kept() == before.replace(b"place: Council Chamber, County Hall", b"place: The New Hall")


def test_a_file_that_goes_while_nothing_is_unsaved_can_be_saved_again(screen: Screen) -> None:
    before = screen.open().kept()
    (screen.served.folder / FILE).unlink()
    look(screen)
    expect(screen.page.locator("#state")).to_have_text("Not on disk")
    screen.page.get_by_role("button", name="Save", exact=True).click()
    screen.page.get_by_role("button", name="Save it again here").click()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    assert screen.kept() == before


def test_a_file_that_is_gone_and_comes_back_is_saved_as_before(screen: Screen) -> None:
    before = screen.open().kept()
    (screen.served.folder / FILE).unlink()
    look(screen)
    expect(screen.page.locator("#notice")).to_contain_text("no longer there")
    (screen.served.folder / FILE).write_bytes(before)
    look(screen)
    expect(screen.page.locator("#state")).to_have_text("Saved")
    expect(screen.page.locator("#notice")).to_be_empty()


def test_a_file_that_is_read_only_says_so_on_opening(screen: Screen) -> None:
    (screen.served.folder / FILE).chmod(0o444)
    screen.open()
    expect(screen.page.locator("#state")).to_have_text("This file can’t be changed")
    expect(screen.page.locator("#notice")).to_contain_text("it is marked read-only")


def test_a_file_that_is_not_utf_8_says_on_opening_what_saving_does(screen: Screen) -> None:
    path = screen.served.folder / FILE
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    screen.open()
    expect(screen.page.locator("#notice")).to_contain_text("Saving writes it as UTF-8")


def test_leaving_with_unsaved_text_is_asked_about(screen: Screen) -> None:
    asked: list[str] = []
    screen.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    screen.open()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    expect(screen.page.locator("#state")).to_have_text("Not saved yet")
    screen.page.get_by_role("link", name="reportgen").click()
    expect(screen.line("place: The New Hall")).to_be_visible()
    assert asked == ["beforeunload"]


def test_where_the_program_has_stopped_the_text_is_kept_and_can_be_taken_away(screen: Screen) -> None:
    before = screen.open().kept()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    expect(screen.sheet.get_by_text("The New Hall")).to_be_visible()
    screen.page.context.set_offline(True)
    screen.page.keyboard.press("Control+s")
    expect(screen.page.locator("#notice")).to_contain_text("The program behind this page has stopped.")
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("button", name="Keep a copy of the text").click()
    assert coming.value.suggested_filename == "home-care-2025.yaml"
    wanted = before.replace(b"place: Council Chamber, County Hall", b"place: The New Hall")
    assert Path(coming.value.path()).read_bytes() == wanted
    screen.page.context.set_offline(False)
    screen.page.keyboard.press("Control+s")
    expect(screen.page.locator("#state")).to_have_text("Saved")
    assert screen.kept() == wanted
    screen.faults.clear()  # the browser's own complaints of the lost connection


def test_a_page_from_before_a_restart_says_how_to_go_on_and_gives_its_text(screen: Screen) -> None:
    screen.open()
    screen.write_over("place: Council Chamber", "place: The New Hall")
    screen.page.context.clear_cookies()  # no run but the one that made the page knows its cookie
    screen.page.keyboard.press("Control+s")
    notice = screen.page.locator("#notice")
    expect(notice).to_contain_text("no longer let in, as when the program has been started again. Open the address")
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.page.get_by_role("button", name="Copy the text", exact=True).click()
    expect(notice).to_contain_text(f"Open {FILE} at the address")
    assert "place: The New Hall\n" in screen.page.evaluate("navigator.clipboard.readText()")


def test_a_file_that_cannot_be_read_opens_with_its_fault_and_is_mended(screen: Screen) -> None:
    path = screen.served.folder / FILE
    path.write_text("meeting: [\n")
    screen.open()
    expect(screen.page.locator("#held")).to_contain_text("No document can be made of it yet.")
    expect(screen.page.locator("#findings .tag.error").first).to_be_visible()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_a_file_that_cannot_be_opened_for_its_name_is_told_of_and_is_no_link(screen: Screen) -> None:
    (screen.served.folder / FILE).rename((screen.served.folder / FILE).with_name("<draft>.yaml"))
    screen.home()
    row = screen.page.get_by_role("row", name="<draft>")
    expect(row).to_contain_text("has < in it, which not every computer takes in a name")
    expect(row).to_contain_text("Can’t be opened")
    expect(row.get_by_role("link")).to_have_count(0)


def test_a_change_of_the_council_or_a_commit_outside_is_shown(chrome: Browser, tmp_path: Path) -> None:
    made = new_repository(tmp_path)
    made.commit("The paper", northshire__council=COUNCIL, northshire__care=PAPER)
    with serving(made.top) as served, chrome.new_context() as context:
        screen = Screen(context.new_page(), served).open("northshire/care.yaml")
        expect(screen.sheet.get_by_text("Northshire Council").first).to_be_visible()
        made.put("northshire/council.yaml", COUNCIL.replace("Northshire Council", "Council of Northshire"))
        look(screen)
        expect(screen.sheet.get_by_text("Council of Northshire").first).to_be_visible()
        screen.page.get_by_role("link", name="History").click()
        rows = screen.page.locator(".commits tbody tr")
        expect(rows).to_have_count(1)
        made.commit("A week later", northshire__care=PAPER.replace("2024-06-05", "2024-06-12"))
        look(screen)
        expect(rows.locator("strong")).to_have_text(["A week later", "The paper"])
        expect(screen.page.get_by_label("Older: The paper")).to_be_checked()
        screen.page.get_by_role("button", name="Show what differs").click()
        expect(screen.page.locator(".shown-head")).to_contain_text("One fact differs.")
        made.commit("Thinner", northshire__care=PAPER.replace("2024-06-05", "2024-06-12").replace("thin", "thinner"))
        look(screen)
        expect(rows).to_have_count(3)
        expect(screen.page.get_by_label("Newer: A week later")).to_be_checked()
        expect(screen.page.locator(".shown-head")).to_contain_text("One fact differs.")
        screen.page.get_by_role("link", name="Get it").click()
        since = screen.page.get_by_label("Since")
        expect(since.locator("option:checked")).to_contain_text("A week later")
        with screen.page.expect_download():
            screen.page.get_by_role("button", name="Get Word with changes marked").click()
        since.select_option(index=0)
        screen.page.get_by_role("button", name="Get Word with changes marked").click()
        expect(screen.page.locator("#view-get-it .message.info")).to_contain_text("Nothing differs between version ")
        assert screen.faults == []
