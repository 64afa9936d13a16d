"""Makes the pictures of the screens of `reportgen serve` again: `make screens`, after a change of look.

Each is what a browser shows of the worked examples, in a folder of their own with a short history; the day is fixed.
"""

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.pull.hands import Hand
from tests.serve.browser import serving
from tests.serve.screens import PAPERS, Screen, chromium

SCREENS = Path(__file__).parent.parent / "docs" / "screens"
BURY = "bury/care-at-home-2024.yaml"
NORTHSHIRE = "northshire/home-care-2025.yaml"
SIZE = {"width": 1280, "height": 800}
COLOURS = 128


def main() -> None:
    """Write every picture anew."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "decisions"
        shutil.copytree(PAPERS, papers)
        _history(papers)
        with serving(papers) as served, chromium() as browser:
            for name, show in SHOWN.items():
                with browser.new_context(viewport=SIZE, accept_downloads=True) as context:
                    screen = Screen(context.new_page(), served)
                    show(screen)
                    _keep(name, screen.page.screenshot())


def _history(papers: Path) -> None:
    """Commit the papers as they might have come about."""
    path = papers / NORTHSHIRE
    final = path.read_text("utf-8")
    first = final.replace("£4,380,000", "£4,290,000").replace("end: 2026-11-30", "end: 2026-10-31")
    second = final.replace("end: 2026-11-30", "end: 2026-10-31")
    told = (
        ("2025-08-04T09:12:00", "First draft", first),
        ("2025-08-20T15:40:00", "Cost after the uplift", second),
        ("2025-09-01T11:05:00", "End of the extension, as Legal advises", final),
    )
    _git(papers, told[0][0], "init", "-q")
    for moment, subject, text in told:
        path.write_text(text, "utf-8")
        _git(papers, moment, "add", ".")
        _git(papers, moment, "commit", "-qm", subject)


def _git(folder: Path, moment: str, *words: str) -> None:
    who = ("-c", "user.name=Head of Commissioning", "-c", "user.email=commissioning@example.org")
    known = {"GIT_AUTHOR_DATE": f"{moment}+0100", "GIT_COMMITTER_DATE": f"{moment}+0100"}
    subprocess.run(["git", *who, *words], cwd=folder, check=True, env={**os.environ, **known})  # noqa: S603, S607


def _home(screen: Screen) -> None:
    screen.home()


def _new(screen: Screen) -> None:
    page = screen.home().page
    page.get_by_role("button", name="New decision").click()
    page.get_by_label("Title").fill("Home care: the new contracts")
    page.get_by_label("Council", exact=True).select_option(label="Northshire County Council")
    page.get_by_label("Who decides").fill("Cabinet")
    for name, words in (("day", "16"), ("month", "9"), ("year", "2026")):
        screen.box(f"date:{name}").fill(words)
    expect(page.locator(".file-name strong")).to_be_visible()


def _text(screen: Screen) -> None:
    screen.open(BURY)
    screen.page.locator("#findings .finding", has_text="2024-07").or_(
        screen.page.locator("#findings .finding", has_text="several posts")
    ).first.click()
    expect(screen.sheet.locator(".rg-here").first).to_be_visible()


def _pages(screen: Screen) -> None:
    page = screen.open(NORTHSHIRE).page
    page.get_by_role("button", name="Pages").click()
    expect(page.locator("#made")).to_contain_text("pages")
    screen.find("rejected_because: It would end")
    expect(page.locator(".page-here:visible")).to_be_in_viewport()


def _form(screen: Screen) -> None:
    screen.open(NORTHSHIRE, "&view=form")
    screen.part("Meeting").locator("> summary").click()
    screen.part("Report").locator("> summary").click()
    part = screen.part("Extension")
    screen.box("extension.end:day").focus()
    expect(screen.sheet.locator(".rg-here").first).to_be_visible()
    part.evaluate("part => part.scrollIntoView()")


def _printed(screen: Screen) -> None:
    screen.open(NORTHSHIRE, "&view=form")
    for title in ("Meeting", "Report"):
        screen.part(title).locator("> summary").click()
    part = screen.part("Recommendations")
    part.get_by_role("button", name="Recommendation 1", exact=True).click()
    part.get_by_role("button", name="Show how it is printed").first.click()
    expect(part.locator(".printed p").first).to_be_visible()
    screen.box("recommendations[1].text").focus()
    part.evaluate("part => part.scrollIntoView()")


def _settled(screen: Screen) -> None:
    path = screen.open(NORTHSHIRE).served.folder / NORTHSHIRE
    before = path.read_text("utf-8")
    screen.write_over("place: Council Chamber", "place: Council Chamber, Old Hall")
    screen.find("until the new service begins")
    screen.page.keyboard.type("for another year")
    changed = before.replace("place: Council Chamber, County Hall", "place: The Assembly Rooms")
    path.write_text(changed.replace("time: 14:00", "time: 14:30").replace("begins.\n", "is ready.\n", 1), "utf-8")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    screen.page.get_by_role("button", name="See what changed").click()
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    path.write_text(before, "utf-8")


def _get_it(screen: Screen) -> None:
    screen.open(NORTHSHIRE, "#get-it")
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("button", name="Word for comments").click()
    hand = Hand(Path(coming.value.path()).read_bytes(), author="Director of Finance")
    hand.retype("in open competition", "by open tender").retype("until the new service begins", "for one year")
    hand.comment("An extension keeps care in place", "For how many people?")
    word = {"name": "home-care-2025-report.docx", "mimeType": "", "buffer": hand.saved()}
    screen.page.locator("#word-file").set_input_files(word)  # type: ignore[arg-type]
    expect(screen.page.locator(".change").first).to_be_visible()
    screen.page.locator("#view-get-it").evaluate("view => view.scrollTo(0, view.scrollHeight)")


def _compared(screen: Screen) -> None:
    screen.open(NORTHSHIRE, "#history")
    screen.page.locator("input[name=older]").last.check()
    screen.page.get_by_role("button", name="Show what differs").click()
    shown = screen.page.frame_locator("#view-history iframe")
    shown.locator("ins", has_text="4,380,000").nth(1).scroll_into_view_if_needed()


SHOWN: dict[str, Callable[[Screen], None]] = {
    "home": _home,
    "new": _new,
    "text": _text,
    "pages": _pages,
    "form": _form,
    "printed": _printed,
    "settled": _settled,
    "get-it": _get_it,
    "history": _compared,
}


def _keep(name: str, shown: bytes) -> None:
    """Write a picture with few colours, which a screen of letters can spare."""
    target = SCREENS / f"{name}.png"
    picture = Image.open(io.BytesIO(shown)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(target, optimize=True)
    print(f"{target.relative_to(SCREENS.parent.parent)}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
