"""A large file: its document is shown in parts, its lists and what was found some at a time."""

import re

import pytest
from playwright.sync_api import expect

from tests.serve.large import with_paragraphs, with_risks
from tests.serve.screens import FILE, Screen


@pytest.fixture
def large(screen: Screen) -> Screen:
    """A window on a paper of 600 risks."""
    file = screen.served.folder / FILE
    file.write_text(with_risks(file.read_text("utf-8"), 600), "utf-8")
    screen.open()
    expect(screen.sheet.get_by_text("number 7919,")).to_have_count(1)
    return screen


def test_a_long_table_is_shown_in_parts_and_a_word_typed_in_it_is_shown(large: Screen) -> None:
    expect(large.sheet.locator(".rg-part tbody tr").filter(has_text="at the end of term")).to_have_count(0)
    assert large.sheet.locator(".rg-part tbody tr").filter(has_text="the end of term").count() == 600
    large.find("before the end of term 540")
    large.page.keyboard.press("End")
    large.page.keyboard.type(" And soon.")
    expect(large.sheet.locator("tr", has_text="end of term 540. And soon.")).to_have_count(1)
    expect(large.sheet.locator(".rg-here")).to_contain_text("And soon.")
    large.sheet.locator("tr", has_text="end of term 30.").get_by_text("A provider of care").click()
    expect(large.page.locator(".cm-activeLine")).to_contain_text("end of term 30.")


def test_a_long_list_of_the_form_is_turned_over_and_a_field_far_down_is_found(large: Screen) -> None:
    page = large.page
    page.get_by_role("button", name="Form", exact=True).click()
    risks = large.part("Risks")
    expect(risks.locator(".entries > li")).to_have_count(50)
    later = risks.get_by_role("button", name="Later").first
    later.click()
    expect(risks.locator(".others").first).to_contain_text("51 to 100 of 600")
    large.sheet.locator("tr", has_text="end of term 540.").get_by_text("A provider of care").click()
    expect(risks.locator(".others").first).to_contain_text("501 to 550 of 600")
    box = large.box("risks[540].text")
    expect(box).to_be_focused()
    box.fill("They may go.")
    box.blur()
    expect(large.sheet.locator("tr", has_text="They may go.")).to_have_count(1)
    large.save()
    changed = [line for line in large.kept().decode().splitlines() if "They may go." in line]
    assert changed == ["    text: They may go."]


def test_of_thousands_of_findings_the_first_are_listed_and_more_on_asking(large: Screen) -> None:
    page = large.page
    large.write_over("purpose: To extend", "purpose: " + "the the of of " * 2)
    lines = page.locator("#findings > li")
    expect(lines.filter(has_text="twice in a row").first).to_be_visible()
    number = int(re.sub(r"\D", "", page.locator("#counts .kind.info").inner_text() or "0"))
    assert number > 400
    more = page.get_by_role("button", name=re.compile(r"And \d+ more: show the next"))
    expect(lines).to_have_count(201)
    more.click()
    expect(lines).not_to_have_count(201)


def test_long_prose_is_shown_in_parts_and_a_word_typed_in_it_is_shown(screen: Screen) -> None:
    file = screen.served.folder / FILE
    file.write_text(with_paragraphs(file.read_text("utf-8"), 2500), "utf-8")
    screen.open()
    expect(screen.sheet.locator(".rg-part p", has_text="as note 19797500 of")).to_have_count(1)
    screen.find("as note 3959500 of")
    screen.page.keyboard.type("the very note of ")
    expect(screen.sheet.locator(".rg-part .rg-here")).to_contain_text("the very note of")


def test_a_document_that_cannot_be_shown_is_told_in_words(screen: Screen) -> None:
    screen.open()
    screen.page.evaluate("frames[0].DOMParser = undefined")
    screen.write_over("purpose: To extend", "purpose: To go on")
    expect(screen.page.locator("#held")).to_contain_text("The document can’t be shown here")
    screen.faults.clear()
