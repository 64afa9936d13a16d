"""A person fills in the form: every change is made in the text, where comments and layout stay as they were."""

from playwright.sync_api import expect

from tests.serve.screens import Screen

FORM = "&view=form"


def changed(screen: Screen, before: bytes) -> tuple[list[str], list[str]]:
    """Return the lines that are gone from the file and those that are new in it."""
    old, new = before.decode().splitlines(), screen.kept().decode().splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_form_is_filled_in_and_the_file_changes_in_those_fields_alone(screen: Screen) -> None:
    before = screen.open(rest=FORM).kept()
    screen.box("report.title").fill("Home care: one more year")
    expect(screen.sheet.get_by_role("heading", level=1)).to_have_text("Home care: one more year")
    screen.part("Extension")
    screen.box("extension.cost_max").fill("4,390,000")
    expect(screen.sheet.get_by_text("£4,390,000").first).to_be_visible()
    screen.part("Key decision")
    screen.page.get_by_role("group", name="Reasons").get_by_label("Two wards").uncheck()
    screen.box("key.ward_effect").select_option("Not significant")
    screen.part("Successor")
    for part, words in (("day", ""), ("month", "Jan"), ("year", "2027")):
        screen.box(f"successor.start:{part}").fill(words)
    screen.save()
    assert changed(screen, before) == (
        [
            '  title: "Home care: extension of contracts"',
            "  reasons: [spend, two_wards]",
            "  ward_effect: significant",
            "  cost_max: £4,380,000",
            "  start: 2026-12-01",
        ],
        [
            '  title: "Home care: one more year"',
            "  reasons: [spend]",
            "  ward_effect: not_significant",
            "  cost_max: £4,390,000",
            "  start: 2027-01",
        ],
    )


def test_a_wrong_date_is_told_at_its_boxes_and_in_the_text(screen: Screen) -> None:
    screen.open(rest=FORM)
    screen.box("meeting.date:day").fill("31")
    field = screen.page.locator(".field[data-path='meeting.date']")
    expect(field.locator(".told.error")).to_contain_text("September 2025 has 30 days")
    expect(screen.box("meeting.date:day")).to_have_attribute("aria-invalid", "true")
    screen.box("meeting.place").focus()
    screen.page.locator("#findings button", has_text="September 2025 has 30 days").click()
    expect(screen.box("meeting.date:day")).to_be_focused()
    screen.page.get_by_role("button", name="Text", exact=True).click()
    expect(screen.page.locator(".cm-activeLine")).to_have_text("  date: 2025-09-31")
    screen.page.get_by_role("button", name="Form", exact=True).click()
    screen.box("meeting.date:year").fill("25")
    screen.box("meeting.time").focus()
    expect(field).to_contain_text("a date needs a month and a year")


def test_entries_are_added_moved_and_removed_by_the_keyboard(screen: Screen) -> None:
    before = screen.open(rest=FORM).kept()
    part = screen.part("Options")
    expect(part.locator(".entry-head h3")).to_have_count(4)
    screen.box("options+").focus()
    screen.page.keyboard.press("Enter")
    expect(part.locator(".entry-head h3")).to_have_count(5)
    expect(screen.box("options[5].title")).to_be_focused()
    expect(screen.box("options[5].summary")).to_be_visible()
    expect(screen.page.locator("#findings .tag.error")).to_have_count(1)
    expect(screen.page.locator("#findings .rest")).to_have_text("The rest is checked once this is mended.")
    expect(part.locator(".told.error")).to_have_count(0)  # nobody has left the field yet
    expect(screen.sheet.locator(".rg-error")).to_have_count(0)  # what is new has no place in the document
    screen.page.keyboard.type("Buy now")
    screen.page.keyboard.press("Tab")
    expect(part.locator(".entry-head h3").last).to_contain_text("Option 5")
    for place in (5, 4, 3):
        screen.box(f"options[{place}]up").focus()
        screen.page.keyboard.press("Enter")
        expect(screen.box(f"options[{place - 1}]up")).to_be_focused()
    expect(screen.page.locator("#said")).to_have_text("Moved to 2 of 5")
    screen.box("options[5]remove").focus()
    screen.page.keyboard.press("Enter")
    expect(screen.box("options+")).to_be_focused()
    screen.save()
    old = before.decode()
    end = old[old.index("  - id: one-area") : old.index("\ncontracts:\n")]
    new = '  - title: "Buy now"\n'
    assert screen.kept().decode() == old.replace(end, "").replace("  - id: do-nothing", f"{new}  - id: do-nothing")


def test_a_new_risk_shows_its_usual_fields_and_what_is_wrong_once_a_field_is_left(screen: Screen) -> None:
    screen.open(rest=FORM)
    part = screen.part("Risks")
    screen.box("risks+").click()
    for name in ("title", "likelihood", "impact", "mitigation"):
        expect(screen.box(f"risks[3].{name}")).to_be_visible()
    expect(screen.page.locator("#findings .tag.error")).to_have_count(1)
    screen.box("risks[3].text").focus()
    expect(part.locator(".told.error")).to_have_count(0)
    expect(screen.sheet.locator(".rg-error, .rg-here")).to_have_count(0)
    screen.box("risks[3].impact").focus()
    expect(part.locator(".told.error")).to_have_text(
        "Error: This is blank: some text is wanted. Text is what may happen, and what would follow."
    )


def test_a_part_that_the_file_lacks_is_begun_and_nothing_is_written_before_there_is_something_to_write(
    screen: Screen,
) -> None:
    before = screen.open(rest=FORM).kept()
    screen.page.get_by_role("button", name="Conclusion", exact=True).click()
    expect(screen.box("conclusion")).to_be_focused()
    expect(screen.page.locator("#state")).to_have_text("Saved")
    screen.page.keyboard.type("The extension is *the* way.")
    expect(screen.sheet.locator("em", has_text="the")).to_be_visible()
    screen.save()
    gone, new = changed(screen, before)
    assert (gone, len(new)) == ([], 1)
    assert "The extension is *the* way." in new[0]


def test_what_the_text_says_the_form_shows_and_one_undo_serves_both(screen: Screen) -> None:
    screen.open()
    screen.write_over("place: Council Chamber", "place: The Old Hall")
    screen.page.get_by_role("button", name="Form", exact=True).click()
    expect(screen.box("meeting.place")).to_have_value("The Old Hall")
    screen.box("meeting.place").fill("The New Hall")
    expect(screen.sheet.get_by_text("The New Hall")).to_be_visible()
    screen.page.get_by_role("button", name="Undo").click()
    expect(screen.box("meeting.place")).to_have_value("The Old Hall")
    screen.page.get_by_role("button", name="Redo").click()
    expect(screen.box("meeting.place")).to_have_value("The New Hall")


def test_the_form_waits_while_the_text_cannot_be_read(screen: Screen) -> None:
    screen.open()
    screen.write_over("ref: CAB", "ref CAB")
    expect(screen.page.locator("#held")).to_be_visible()
    screen.page.get_by_role("button", name="Form", exact=True).click()
    expect(screen.page.locator("#form")).to_contain_text("The form can’t be shown while the text can’t be read")
    screen.page.get_by_role("button", name="Mend it in the text").click()
    expect(screen.page.locator(".cm-content")).to_be_focused()


def test_a_part_opened_and_closed_changes_nothing(screen: Screen) -> None:
    screen.open(rest=FORM)
    for title in ("Finance", "Contracts", "Legal", "Risks", "Timetable", "Equality"):
        part = screen.part(title)
        for box in part.locator("input[type=text]:visible").all()[:6]:
            box.focus()
        part.locator("> summary").click()
    screen.box("meeting.body").focus()
    expect(screen.page.locator("#state")).to_have_text("Saved")


def test_a_longer_text_is_shown_as_it_will_be_printed_while_it_is_written(screen: Screen) -> None:
    screen.open(rest=FORM)
    part = screen.part("Reasons")
    button = part.get_by_role("button", name="Show how it is printed")
    button.focus()
    screen.page.keyboard.press("Enter")
    printed = part.get_by_role("region", name="Reasons, as it will be printed")
    expect(printed.locator("p")).to_contain_text("The contracts provide for an extension")
    box = screen.box("reasons")
    box.fill("It ends on {{ extension.end }}:\n\n- first\n- second thoughts")
    expect(printed.locator("p")).to_have_text("It ends on 30 November 2026:")
    expect(printed.locator("li")).to_have_text(["first", "second thoughts"])
    for key in ("Control+End", "Control+Shift+ArrowLeft", "Control+b"):
        box.press(key)
    expect(box).to_have_value("It ends on {{ extension.end }}:\n\n- first\n- second **thoughts**")
    expect(printed.locator("strong")).to_have_text("thoughts")
    expect(screen.sheet.locator("strong", has_text="thoughts")).to_be_visible()
    assert screen.unfit() == []
    box.press("Control+b")
    expect(printed.locator("strong")).to_have_count(0)
    part.get_by_role("button", name="Hide how it is printed").click()
    expect(printed).to_be_hidden()


def test_an_entry_is_known_in_its_list_by_whole_words_with_its_facts(screen: Screen) -> None:
    screen.open(rest=FORM)
    heads = screen.part("Recommendations").locator(".entry-head h3 .quiet")
    expect(heads.first).to_have_text(
        "the extension of the 2 home care contracts by 12 months, from 1 December 2025 to 30 …"
    )
    expect(screen.part("Options").locator(".entry-head h3 .quiet").first).to_have_text("Extend for twelve months")
