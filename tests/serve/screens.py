"""The screens as a person meets them: a real browser on a folder that is served, driven by what is to be seen in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Locator, Page, expect, sync_playwright

from tests.serve.browser import Served
from tests.tools import need

PAPERS = Path(__file__).parents[2] / "decisions"
FILE = "northshire/home-care-2025.yaml"
AXE = Path(__file__).parents[1] / "tools/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 15_000  # milliseconds that a state may take to come about on a busy machine
# What a browser notes of an answer that our pages ask for in earnest, and tell the person about in words.
REFUSED = "Failed to load resource: the server responded with a status of 4"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium without a window; none is ever downloaded."""
    need("chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        root = hasattr(os, "getuid") and os.getuid() == 0
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if root else [], chromium_sandbox=not root
        )
        yield browser
        browser.close()


class Screen:
    """One window of a browser, and what a person looks for in it."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._noted)

    def _noted(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.faults.append(message.text)

    def home(self) -> "Screen":
        """Open the address that the server printed."""
        self.page.goto(self.served.given.address)
        self.page.wait_for_selector("body[data-ready=true]")
        return self

    def open(self, file: str = FILE, rest: str = "") -> "Screen":
        """Open a file, as somebody who was let in before."""
        given = self.served.given
        place = f"http://127.0.0.1:{given.port}/{given.place}/"
        self.page.context.add_cookies([{"name": "reportgen", "value": given.session, "url": place}])
        self.page.goto(f"{place}edit?file={file}{rest}")
        self.page.wait_for_selector("body[data-ready=true]")
        return self

    @property
    def sheet(self) -> FrameLocator:
        return self.page.frame_locator("#sheet")

    def line(self, words: str) -> Locator:
        """Return the first line of the text, of those in view, with these words in it."""
        return self.page.locator(".cm-line", has_text=words).first

    def find(self, words: str) -> None:
        """Put the cursor where these words next stand in the text."""
        self.page.locator(".cm-content").focus()
        self.page.keyboard.press("Control+f")
        for key in ("Control+a", "Delete"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(words)
        for key in ("Enter", "Escape"):
            self.page.keyboard.press(key)
        expect(self.page.locator(".cm-search")).to_have_count(0)

    def write_over(self, words: str, new: str) -> None:
        """Type another line in place of the one with these words."""
        self.find(words)
        for key in ("Home", "Shift+End"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(new)

    def box(self, name: str) -> Locator:
        """Return a box of the form, by the field that it is for."""
        return self.page.locator(f"[data-control='{name}']")

    def part(self, title: str) -> Locator:
        """Return a part of the form by its heading, opened."""
        part = self.page.locator(".part", has=self.page.get_by_role("heading", name=title, exact=True))
        if part.get_attribute("open") is None:
            part.locator("> summary").click()
        return part

    def save(self) -> None:
        """Save by the keyboard, and wait until it is done."""
        expect(self.page.locator("#state")).to_have_text("Not saved yet")
        self.page.keyboard.press("Control+s")
        expect(self.page.locator("#state")).to_have_text("Saved")

    def kept(self, file: str = FILE) -> bytes:
        """Return the file as it is on disk."""
        return (self.served.folder / file).read_bytes()

    def unfit(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it stands."""
        need("axe")
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "async (rules) => (await axe.run(document, {runOnly: rules, iframes: false})).violations"
            ".flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`))",
            RULES,
        )
        return [str(one) for one in found]


def lay_papers(folder: Path) -> Path:
    """Copy the worked example of an invented council, whose papers have nothing wrong, into a folder."""
    shutil.copytree(PAPERS / "northshire", folder / "northshire")
    return folder
