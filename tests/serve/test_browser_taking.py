"""A person takes the documents away, and brings a Word file back that a colleague has edited."""

import io
import re
import subprocess
from pathlib import Path

import pypdf
from playwright.sync_api import expect

from tests.pull.hands import Hand, text_of
from tests.serve.screens import FILE, Screen


def got(screen: Screen, name: str) -> tuple[str, bytes]:
    """Click a button that gets a document; return the name of what came and what is in it."""
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("button", name=name).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_word_and_pdf_hold_what_is_written_saved_or_not(screen: Screen) -> None:
    screen.open()
    screen.write_over("title: ", "title: One more year of home care")
    expect(screen.sheet.get_by_role("heading", level=1)).to_have_text("One more year of home care")
    screen.page.get_by_role("link", name="Get it").click()
    name, word = got(screen, "Word for comments")
    assert name == "home-care-2025-report.docx"
    assert text_of(Hand(word).paragraph("One more year")) == "One more year of home care"
    name, pdf = got(screen, "PDF")
    assert name == "home-care-2025-report.pdf"
    assert "One more year of home care" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    told = screen.page.locator(".get", has=screen.page.get_by_role("button", name="PDF")).get_by_role("status")
    expect(told).to_have_text(f"{name} is in your downloads.")
    expect(screen.page.get_by_role("status").filter(has_text="downloads")).to_have_count(1)


def test_changes_made_in_word_are_put_in_field_by_field(screen: Screen, tmp_path: Path) -> None:
    before = screen.open(rest="#get-it").kept()
    _, word = got(screen, "Word for comments")
    hand = Hand(word, author="Director of Finance")
    hand.retype("in open competition", "by open tender").retype("until the new service begins", "for a year")
    hand.comment("An extension keeps care in place", "For how many people?")
    (tmp_path / "edited.docx").write_bytes(hand.saved())
    screen.page.locator("#word-file").set_input_files(tmp_path / "edited.docx")
    expect(screen.page.get_by_role("heading", name="2 changes in edited.docx")).to_be_focused()
    reasons = screen.page.locator(".change", has_text="Reasons")
    expect(reasons).to_contain_text("Director of Finance")
    expect(reasons.locator("ins")).to_have_text(["by", "tender."])
    expect(screen.page.locator(".comments")).to_contain_text("Director of Finance: For how many people?")
    expect(screen.page.get_by_label("Put the comments in too, as notes above their fields")).to_be_checked()
    expect(screen.page.locator("#chosen-count")).to_have_text("2 of 2 chosen")
    screen.page.get_by_label("Purpose").uncheck()
    screen.page.get_by_role("button", name="Put in what is chosen").click()
    expect(screen.page.locator("#view-get-it .message.good").last).to_contain_text("1 change and the comments put in.")
    expect(screen.page.locator("#view-get-it .message.good").last).to_be_focused()
    expect(screen.page.locator(".pulled .change")).to_have_count(1)
    expect(screen.page.locator(".pulled .change")).to_contain_text("Purpose")
    screen.save()
    kept = screen.kept().decode().splitlines()
    old = before.decode().splitlines()
    assert [line.partition(" commented")[0] for line in kept if line not in old] == [
        "# Director of Finance, 12 September 2025",
        "#   For how many people?",
        old[old.index("reasons: |") + 1].replace("in open competition", "by open tender"),
    ]
    assert [line for line in old if line not in kept] == [old[old.index("reasons: |") + 1]]


def changed_on_both_sides(screen: Screen, tmp_path: Path) -> None:
    """Drop a Word file with two changes, after both fields were changed in the file too."""
    screen.open(rest="#get-it")
    _, word = got(screen, "Word for comments")
    hand = Hand(word, author="Director of Finance")
    hand.retype("in open competition", "by open tender").retype("until the new service begins", "for a year")
    (tmp_path / "edited.docx").write_bytes(hand.saved())
    path = screen.served.folder / FILE
    now = path.read_text().replace("in open competition", "in the market").replace("until the new", "till a new")
    path.write_text(now)
    screen.page.reload()
    screen.page.wait_for_selector("body[data-ready=true]")
    screen.page.locator("#word-file").set_input_files(tmp_path / "edited.docx")
    expect(screen.page.locator("#chosen-count")).to_have_text("0 of 2 chosen")


def test_what_was_changed_in_word_and_here_is_chosen_from_its_three_texts(screen: Screen, tmp_path: Path) -> None:
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        who = ("-c", "user.name=Clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=screen.served.folder, check=True)
    changed_on_both_sides(screen, tmp_path)
    reasons = screen.page.get_by_role("group", name="Reasons")
    expect(reasons.locator(".head")).to_have_text(
        ["When the Word file was made", "In the file now", re.compile("^In WordDirector of Finance")]
    )
    expect(reasons.locator(".words").first).to_contain_text("bought in open competition.")
    expect(reasons.get_by_label("In the file now")).to_be_checked()
    assert screen.unfit() == []
    reasons.get_by_label("In Word").check()
    purpose = screen.page.get_by_role("group", name="Report › Purpose")
    purpose.get_by_label("Other words", exact=True).check()
    purpose.get_by_label("Other words for Report › Purpose").fill("To extend home care for a year.")
    expect(screen.page.locator("#chosen-count")).to_have_text("2 of 2 chosen")
    screen.page.get_by_role("button", name="Put in what is chosen").click()
    expect(screen.page.locator("#view-get-it .message.good").last).to_contain_text("2 changes")
    screen.save()
    kept = screen.kept().decode()
    assert "bought by open tender." in kept
    assert "  purpose: To extend home care for a year.\n" in kept


def test_where_nobody_knows_what_it_was_both_texts_are_chosen_from(screen: Screen, tmp_path: Path) -> None:
    changed_on_both_sides(screen, tmp_path)
    reasons = screen.page.get_by_role("group", name="Reasons")
    expect(reasons.locator(".head")).to_have_text(["In the file now", re.compile("^In Word")])
    expect(reasons.locator("ins")).to_have_text("by open tender.")
    reasons.get_by_label("In Word").check()
    screen.page.get_by_role("button", name="Put in what is chosen").click()
    screen.save()
    assert b"bought by open tender." in screen.kept()
    assert b"till a new service begins" in screen.kept()


def test_comments_that_are_not_put_in_stay_to_be_read(screen: Screen, tmp_path: Path) -> None:
    screen.open(rest="#get-it")
    _, word = got(screen, "Word for comments")
    hand = Hand(word, author="Director of Finance").retype("in open competition", "by open tender")
    hand.comment("An extension keeps care in place", "For how many people?")
    (tmp_path / "edited.docx").write_bytes(hand.saved())
    screen.page.locator("#word-file").set_input_files(tmp_path / "edited.docx")
    screen.page.get_by_label("Put the comments in too").uncheck()
    screen.page.get_by_role("button", name="Put in what is chosen").click()
    expect(screen.page.locator("#view-get-it .message.good").last).to_contain_text("1 change put in.")
    expect(screen.page.get_by_role("heading", name="Comments not put in")).to_be_visible()
    expect(screen.page.locator(".comments")).to_contain_text("Director of Finance: For how many people?")


def test_a_dropped_file_that_is_no_word_file_is_refused_in_words(screen: Screen) -> None:
    screen.open(rest="#get-it")
    dropped = screen.page.evaluate_handle(
        "() => { const held = new DataTransfer(); held.items.add(new File(['Dear all'], 'notes.docx')); return held; }"
    )
    for happening in ("dragenter", "dragover", "drop"):
        screen.page.locator(".drop").dispatch_event(happening, {"dataTransfer": dropped})
    expect(screen.page.get_by_role("alert").filter(has_text="Word file")).to_have_text(
        "This is not a Word file: it is of another kind, or damaged. Choose the .docx that was edited."
    )
    expect(screen.page.get_by_role("alert").filter(has_text="Word file")).to_be_focused()


def test_of_a_long_text_what_differs_is_shown_with_the_words_near_it_bold_as_bold(screen: Screen) -> None:
    screen.open()
    shown = screen.page.evaluate(
        "async ([before, after]) => { const given = await import(new URL('static/differences.js', location));"
        " const box = document.createElement('p'); box.append(...given.markedWords(before, after)); "
        "return box.innerHTML; }",
        [
            "The **whole** sum " + "and so on " * 30 + "is very small.",
            "The **whole** cost " + "and so on " * 30 + "is **not** small.",
        ],
    )
    assert shown == (
        f"The <strong>whole</strong> <del>sum</del> <ins>cost</ins> {'and so on ' * 4}… so on {'and so on ' * 3}is "
        "<del>very</del> <ins><strong>not</strong></ins> small."
    )


def test_of_a_councils_own_file_there_is_nothing_to_get(screen: Screen) -> None:
    screen.open("northshire/council.yaml", "#get-it")
    expect(screen.page.get_by_role("link", name="History")).to_be_visible()
    expect(screen.page.get_by_role("link", name="Get it")).to_be_hidden()
    expect(screen.page.get_by_role("button", name="PDF")).to_have_count(0)
    expect(screen.line("name: Northshire")).to_be_visible()
