"""Everybody can use it: no screen has a fault that axe-core knows, no mouse is needed, it may be enlarged to twice."""

from playwright.sync_api import expect

from tests.serve.screens import FILE, Screen


def test_axe_finds_nothing_on_any_screen(screen: Screen) -> None:
    found = {"home": screen.home().unfit()}
    screen.open()
    found["text"] = screen.unfit()
    screen.write_over("place: Council Chamber", "place Council Chamber")
    expect(screen.page.locator("#held")).to_be_visible()
    found["text that can't be read"] = screen.unfit()
    screen.open(rest="&view=form")
    for title in ("Recommendations", "Extension", "Key decision", "Finance"):
        screen.part(title)
    screen.box("meeting.date:day").fill("31")
    expect(screen.page.locator(".told.error").first).to_be_visible()
    found["form"] = screen.unfit()
    screen.page.get_by_role("button", name="Pages").click()
    expect(screen.page.locator("#made")).to_contain_text("page")
    found["pages"] = screen.unfit()
    screen.page.get_by_role("link", name="Get it").click()
    found["get it"] = screen.unfit()
    screen.page.get_by_role("link", name="History").click()
    expect(screen.page.get_by_role("heading", name="History")).to_be_visible()
    found["history"] = screen.unfit()
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_enlarged_to_twice_its_size_all_of_it_is_there_and_none_of_it_scrolls_sideways(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 640, "height": 400})
    screen.open()
    for part in ("#text", "#findings", "#sheet", "#save"):
        screen.page.locator(part).scroll_into_view_if_needed()
        expect(screen.page.locator(part)).to_be_in_viewport()
    for role, name in (("button", "Form"), ("link", "Get it"), ("link", "History"), ("link", "Write")):
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= 640
        screen.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def test_on_a_narrow_screen_what_is_filled_in_stays_in_view(screen: Screen) -> None:
    """The document, which stands below it there, scrolls to the field by itself."""
    screen.page.set_viewport_size({"width": 400, "height": 800})
    screen.open(rest="&view=form")
    screen.part("Extension")
    box = screen.box("extension.end:day")
    box.focus()
    expect(screen.sheet.locator(".rg-here").first).to_contain_text("30 November 2026")
    expect(box).to_be_in_viewport()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_keyboard_is_enough(screen: Screen) -> None:
    """From the list to a saved change and the document, with Tab, Enter, letters and arrows alone."""
    page, press = screen.home().page, screen.page.keyboard.press
    page.locator("#filter").focus()
    page.keyboard.type("extension")
    expect(page.locator("#shown")).to_have_text("1 of 2 files")
    tab_to(screen, "link", "Home care: extension of contracts")
    press("Enter")
    expect(page.locator("#state")).to_have_text("Saved")
    page.wait_for_selector("body[data-ready=true]")
    tab_to(screen, "button", "Form")
    press("Enter")
    expect(page.locator("#form summary").first).to_be_focused()
    tab_to(screen, "textbox", "Place")
    press("Control+a")
    page.keyboard.type("The Old Hall")
    expect(screen.sheet.get_by_text("The Old Hall")).to_be_visible()
    press("Control+s")
    expect(page.locator("#state")).to_have_text("Saved")
    assert b"place: The Old Hall" in screen.kept()
    page.locator("#divider").focus()
    press("ArrowLeft")
    expect(page.locator("#divider")).to_have_attribute("aria-valuenow", "45")


def tab_to(screen: Screen, role: str, name: str) -> None:
    """Press Tab until something has the focus."""
    wanted = screen.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(40):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        screen.page.keyboard.press("Tab")
    raise AssertionError(f"forty tabs did not reach {name}")


def test_the_counts_are_told_to_a_screen_reader_when_they_change(screen: Screen) -> None:
    screen.open()
    expect(screen.page.locator("#said")).to_have_text("Check: nothing found")
    screen.write_over("time: 14:00", "time: 25:99")
    expect(screen.page.locator("#said")).to_have_text("Check: 1 error")


def test_tab_leaves_the_text(screen: Screen) -> None:
    screen.open()
    screen.page.locator(".cm-content").focus()
    screen.page.keyboard.press("Tab")
    expect(screen.page.locator(".cm-content")).not_to_be_focused()
    assert screen.kept() == (screen.served.folder / FILE).read_bytes()
