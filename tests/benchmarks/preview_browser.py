"""How long an officer waits, in a browser: from the last keystroke to the document as it then reads.

    python preview_browser.py [--keystrokes 50] [--file bury/care-at-home-2024.yaml] [--risks 2850]

A letter is typed at the end of a paragraph of the report, in headless Chromium with the page of `reportgen serve`; the
clock runs in the page, from the key going down until the new document stands in the frame. The pause that the page
waits for, in case another key follows, is in the figure. Median and worst are printed.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.serve.browser import serving
from tests.serve.large import with_risks
from tests.serve.screens import PAPERS, Screen, chromium

START = """() => {
  const page = document.querySelector("#sheet").contentDocument;
  window.waits = [];
  window.blocked = 0;
  new PerformanceObserver((seen) => {
    for (const one of seen.getEntries()) window.blocked = Math.max(window.blocked, one.duration);
  }).observe({ type: "longtask" });
  let pressed = 0;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver((changes) => {
    if (!pressed || changes.every((one) => one.type === "attributes")) return;
    window.waits.push(performance.now() - pressed);
    pressed = 0;
  }).observe(page.body, { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keystrokes", type=int, default=50)
    options.add_argument("--file", default="bury/care-at-home-2024.yaml")
    options.add_argument(
        "--words", default="they are fulfilling their contracts", help="where to type, at the line's end"
    )
    options.add_argument("--risks", type=int, default=0, help="put so many risks into the file, up to 2,850 for 1 MB")
    chosen = options.parse_args()
    waits, blocked = measured(chosen.file, chosen.words, chosen.keystrokes, chosen.risks)
    print(f"{len(waits)} keystrokes in {chosen.file}")
    print(f"last keystroke to new document: median {statistics.median(waits):.0f} ms, worst {max(waits):.0f} ms")
    print(f"longest that the window was busy: {blocked:.0f} ms")


def measured(file: str, words: str, keystrokes: int, risks: int) -> tuple[list[float], float]:
    """Return the wait after each keystroke in milliseconds, and the longest that the window took no key meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        papers = Path(folder) / "papers"
        shutil.copytree(PAPERS, papers)
        if risks:
            (papers / file).write_text(with_risks((papers / file).read_text("utf-8"), risks), "utf-8")
        with serving(papers) as served, chromium() as browser, browser.new_context() as context:
            screen = Screen(context.new_page(), served)
            screen.page.set_default_timeout(120_000)
            screen.open(file)
            screen.find(words)
            screen.page.keyboard.press("End")
            screen.page.evaluate(START)
            for number in range(keystrokes):
                screen.page.keyboard.type("abcdefghij"[number % 10])
                screen.page.wait_for_function("(number) => window.waits.length > number", arg=number)
            waits, blocked = screen.page.evaluate("[window.waits, window.blocked]")
            return [float(wait) for wait in waits], float(blocked)


if __name__ == "__main__":
    main()
