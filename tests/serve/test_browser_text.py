"""A person writes the text of a decision: sees what is wrong and where, mends it, sees the document change, saves."""

from playwright.sync_api import expect

from tests.serve.screens import FILE, Screen


def test_a_wrong_date_is_marked_mended_and_saved_and_all_else_stays_as_it_was(screen: Screen) -> None:
    before = (screen.home().served.folder / FILE).read_bytes()
    screen.page.get_by_role("link", name="Home care: extension of contracts").click()
    expect(screen.sheet.get_by_role("heading", level=1)).to_have_text("Home care: extension of contracts")
    expect(screen.page.locator("#counts")).to_have_text("Nothing found")

    screen.write_over("date: 2025-09-17", "date: 2025-02-30")
    expect(screen.line("date: 2025-02-30").locator(".cm-lintRange-error")).to_have_text("2025-02-30")
    expect(screen.page.locator("#findings")).to_contain_text("Line 9 · Meeting › Date")
    expect(screen.page.locator("#held")).to_contain_text("February 2025 has 28 days")
    expect(screen.sheet.get_by_text("17 September 2025").first).to_be_visible()  # the last good page

    screen.write_over("date: 2025-02-30", "date: 2025-09-24")
    expect(screen.sheet.get_by_text("24 September 2025").first).to_be_visible()
    expect(screen.page.locator("#held")).to_be_hidden()
    expect(screen.page.locator(".cm-lintRange-error")).to_have_count(0)

    screen.save()
    assert screen.kept() == before.replace(b"  date: 2025-09-17\n", b"  date: 2025-09-24\n", 1)


def test_half_typed_text_keeps_the_last_good_page_and_marks_the_fault(screen: Screen) -> None:
    screen.open()
    screen.write_over("ref: CAB/2025/041", "ref CAB/2025/041")
    expect(screen.page.locator("#held")).to_contain_text("The document below is as it was before.")
    expect(screen.sheet.get_by_role("heading", level=1)).to_have_text("Home care: extension of contracts")
    screen.page.locator("#held").get_by_role("button", name="Go there").click()
    expect(screen.page.locator(".cm-activeLine")).to_contain_text("CAB/2025")
    screen.write_over("ref CAB", "ref: CAB/2025/041")
    expect(screen.page.locator("#held")).to_be_hidden()
    expect(screen.page.locator("#state")).to_have_text("Saved")


def test_a_finding_leads_to_its_place(screen: Screen) -> None:
    screen.open()
    screen.write_over("keywords:", "purpose: Again.")
    screen.page.keyboard.press("Control+Home")
    screen.page.locator("#findings button").first.click()
    expect(screen.page.locator(".cm-activeLine")).to_contain_text("purpose: Again.")


def test_help_on_a_name_and_what_may_stand_here(screen: Screen) -> None:
    screen.open()
    screen.line("body_type:").get_by_text("body_type").hover()
    expect(screen.page.locator(".help")).to_contain_text("Kind of body")
    expect(screen.page.locator(".help")).to_contain_text("executive")
    screen.page.mouse.move(0, 0)
    screen.write_over("body_type:", "body_type: ")
    screen.page.keyboard.press("Control+Space")
    options = screen.page.locator(".cm-tooltip-autocomplete li")
    expect(options).to_have_count(7)
    expect(options.last).to_have_text("committeeCommittee")
    options.first.click()
    expect(screen.page.locator(".cm-activeLine")).to_have_text("  body_type: executive")
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.type("item")
    expect(options).to_have_text(["late_itemLate item"])  # the two item numbers stand there


def test_an_entry_of_a_list_has_its_own_names_with_help_on_each_in_braces_too(screen: Screen) -> None:
    screen.open()
    screen.write_over("is_preferred: yes", "")
    screen.page.keyboard.type("rejec")
    options = screen.page.locator(".cm-tooltip-autocomplete li")
    expect(options.first).to_have_text("rejected_becauseRejected because")
    told = screen.page.locator(".cm-completionInfo")
    expect(told).to_contain_text("Why it is not recommended")
    options.first.click()
    screen.page.keyboard.type("Too late.")
    expect(screen.page.locator(".cm-activeLine")).to_have_text("    rejected_because: Too late.")
    screen.find("effect: positive")
    screen.line("effect: positive").get_by_text("effect", exact=True).first.hover()
    expect(screen.page.locator(".help")).to_contain_text("One of: positive, neutral, negative")


def test_a_fact_is_named_in_a_sentence_from_the_facts_there_are(screen: Screen) -> None:
    screen.open()
    screen.write_over("purpose: To extend", "purpose: It ends on {{ extension.en")
    option = screen.page.locator(".cm-tooltip-autocomplete li").first
    expect(option).to_contain_text("2026-11-30")
    option.click()
    expect(screen.sheet.get_by_text("It ends on 30 November 2026")).to_be_visible()
