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
