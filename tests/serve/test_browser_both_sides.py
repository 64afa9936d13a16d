"""Text and document side by side: each leads to the same place in the other."""

import pytest
from playwright.sync_api import expect

from tests.serve.screens import Screen


def test_a_paragraph_leads_to_its_field_and_the_cursor_to_its_paragraph(screen: Screen) -> None:
    screen.open()
    reasons = screen.sheet.get_by_text("The contracts provide for an extension")
    reasons.click()
    expect(screen.page.locator(".cm-activeLine")).to_contain_text("The contracts provide for an extension")
    expect(screen.sheet.locator(".rg-here")).to_contain_text("The contracts provide for an extension")
    screen.page.keyboard.press("Control+Home")
    expect(screen.sheet.locator(".rg-here")).to_have_count(0)
    screen.find("purpose: To extend")
    expect(screen.sheet.locator(".rg-here")).to_contain_text("To extend the home care contracts")


@pytest.mark.parametrize(
    ("written", "printed", "part"),
    [
        ("current_end: 2025-11-30", "30 November 2025", "SPAN"),
        ("lead_member: Cabinet Member", "Cabinet Member for Adult Social Care", "TD"),
        ("by: Director of Law", "Director of Law and Governance", "TH"),
        ("aim: Independent", "13.1 Independent lives", "P"),
        ("{term: Light touch", "Light touch contract", "TR"),
        ("clearances:", "Director of Finance1 September 2025", "TABLE"),
        ("rejected_because: The Council would", "The Council would fail in its duty", "P"),
    ],
)
def test_the_cursor_shows_its_cell_row_entry_or_table_whole(
    screen: Screen, written: str, printed: str, part: str
) -> None:
    screen.open()
    screen.find(written)
    here = screen.sheet.locator(".rg-here")
    expect(here.first).to_contain_text(printed)
    expect(here.first).to_be_in_viewport()
    assert here.first.evaluate("one => one.tagName") == part
    assert len({one.get_attribute("data-path") for one in here.all()}) == 1  # one field, not scraps of several


def test_a_cell_and_an_entry_of_a_list_lead_to_their_fields(screen: Screen) -> None:
    screen.open()
    for printed, written in (
        ("[data-path='report.clearances[1].on']", "{by: Director of Finance, on: 2025-09-01}"),
        ("td >> text=/^600 people/", "value: 600"),
        ("p >> text=No other provider in the south", "rejected_because: No other provider"),
    ):
        screen.sheet.locator(printed).first.click()
        expect(screen.page.locator(".cm-activeLine")).to_contain_text(written)


def test_a_wrong_cell_and_a_wrong_entry_are_marked_on_both_sides_and_in_the_form(screen: Screen) -> None:
    screen.open()
    screen.write_over("rejected_because: No other", "rejected_because: Please set out the reason.")
    expect(screen.sheet.locator(".rg-error")).to_contain_text("Please set out the reason")
    expect(screen.page.locator(".cm-lintRange-error")).to_have_text("Please set out")
    screen.page.get_by_role("button", name="Form", exact=True).click()
    field = screen.page.locator(".field[data-path='options[4].rejected_because']")
    expect(field.locator(".told.error")).to_contain_text("looks like what a template leaves to be filled in")
    expect(screen.box("options[4].rejected_because")).to_have_attribute("aria-invalid", "true")
    expect(screen.part("Options").locator("> summary .tag.error")).to_have_text("1 error")


def test_the_document_is_walked_by_the_arrow_keys_and_enter_leads_to_the_field(screen: Screen) -> None:
    screen.open()
    screen.find("purpose: To extend")
    here = screen.sheet.locator(".rg-here")
    expect(here).to_contain_text("To extend the home care contracts")
    here.focus()
    for key in ("ArrowDown", "ArrowUp"):
        screen.page.keyboard.press(key)
    expect(here).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator(".cm-content")).to_be_focused()
    expect(screen.page.locator(".cm-activeLine")).to_contain_text("purpose: To extend")


def test_what_was_found_is_marked_on_both_sides(screen: Screen) -> None:
    screen.open()
    screen.write_over("purpose: To extend", "purpose: Please set out the purpose here.")
    expect(screen.sheet.locator(".rg-error")).to_contain_text("Please set out the purpose")
    expect(screen.page.locator(".cm-lintRange-error")).to_have_text("Please set out")
    expect(screen.page.locator(".cm-lint-marker-error")).to_have_count(1)


def test_another_copy_and_another_document_of_the_same_file_are_shown(screen: Screen) -> None:
    screen.open()
    expect(screen.sheet.get_by_text("Exempt information has been left out of this copy")).to_be_visible()
    screen.page.get_by_label("Copy for").select_option(label="Members, with what is exempt")
    expect(screen.sheet.locator(".marking")).to_contain_text("NOT FOR PUBLICATION")
    expect(screen.sheet.get_by_text("Report to", exact=True)).to_have_count(1)
    screen.page.get_by_label("Document", exact=True).select_option(label="Briefing")
    expect(screen.sheet.get_by_text("Report to", exact=True)).to_have_count(0)
    expect(screen.sheet.locator(".marking")).to_contain_text("NOT FOR PUBLICATION")
