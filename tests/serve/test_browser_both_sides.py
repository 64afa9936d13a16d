"""Text and document side by side: each leads to the same place in the other."""

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
