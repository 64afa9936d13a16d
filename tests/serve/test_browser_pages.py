"""The pages as they will be printed, beside the text: they follow what is written, and lead to its fields."""

from playwright.sync_api import Locator, expect

from tests.serve.screens import Screen


def on_page(screen: Screen, number: int) -> Locator:
    return screen.page.locator("#pages li").nth(number - 1)


def test_the_pages_are_counted_shown_and_follow_the_text(screen: Screen) -> None:
    page = screen.open().page
    page.get_by_role("button", name="Pages").click()
    expect(page.locator("#made")).to_have_text("10 pages")
    expect(page.get_by_role("img", name="Page 1 of 10. Its words can be read under Continuous.")).to_be_visible()
    assert page.locator("#pages img").first.evaluate("image => [image.naturalWidth > 500, image.src.slice(0, 5)]") == [
        True,
        "blob:",
    ]
    assert screen.unfit() == []
    before = [image.get_attribute("src") for image in page.locator("#pages img").all()]
    screen.write_over("title: ", "title: One more year of home care")
    expect(page.locator("#pages img").first).not_to_have_attribute("src", str(before[0]))
    expect(page.locator("#made")).to_have_text("10 pages")
    screen.write_over("title: One", "title: [")
    expect(page.locator("#held")).to_be_visible()
    expect(page.locator("#pages img")).to_have_count(10)  # the last good ones
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    expect(page.get_by_role("button", name="Pages")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#made")).to_have_text("10 pages")
    page.get_by_role("button", name="Continuous").click()
    expect(screen.sheet.get_by_role("heading", level=1)).to_be_visible()


def test_a_click_on_a_page_leads_to_its_field_and_the_cursor_to_its_page(screen: Screen) -> None:
    page = screen.open().page
    page.get_by_role("button", name="Pages").click()
    expect(page.locator("#made")).to_have_text("10 pages")
    screen.find("outcome: agreed")
    screen.find("title: Extend for twelve months")
    sign = page.locator(".page-here:visible")
    expect(sign).to_be_in_viewport()
    place = sign.bounding_box()
    assert place is not None
    screen.find("ref: CAB/2025/041")
    expect(sign).to_be_in_viewport()
    page.locator("#pages").evaluate("pages => pages.scrollTo(0, 0)")
    screen.find("title: Extend for twelve months")
    expect(sign).to_be_in_viewport()
    place = sign.bounding_box()
    assert place is not None
    screen.page.locator(".cm-content").focus()
    page.keyboard.press("Control+Home")
    page.mouse.click(place["x"] + 30, place["y"] + 6)
    expect(page.locator(".cm-activeLine")).to_contain_text("Extend for twelve months")


def test_the_copy_for_members_has_its_own_pages(screen: Screen) -> None:
    page = screen.open().page
    page.get_by_role("button", name="Pages").click()
    expect(page.locator("#made")).to_have_text("10 pages")
    first = on_page(screen, 1).locator("img")
    before = str(first.get_attribute("src"))
    page.get_by_label("Copy for").select_option(label="Members, with what is exempt")
    expect(first).not_to_have_attribute("src", before)
    page.get_by_label("Document", exact=True).select_option(label="Briefing")
    expect(page.locator("#made")).not_to_have_text("10 pages")
