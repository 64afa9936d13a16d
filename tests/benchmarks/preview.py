"""How long a preview takes from a keystroke: median and worst of 50, of a report of Bury's size and of files of 1 MB.

    python tests/benchmarks/preview.py [--keystrokes 50]

Every keystroke adds a letter to a sentence, so that each text and its document are new. `made` is the work itself, in
processor time; `answered` is what a browser on this machine waits for its answer: with the way there and back, and
while other tabs and the list of 200 papers are at work too. What the browser then does with it is measured in
tests/serve, end to end.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.serve.folder import Folder  # noqa: E402
from reportgen.serve.preview import preview, wanted_from  # noqa: E402
from reportgen.serve.writing import splice  # noqa: E402
from tests.serve.browser import Served, serving  # noqa: E402
from tests.serve.large import with_risks  # noqa: E402

BURY = ROOT / "decisions" / "bury"
FILE = "bury/care-at-home-2024.yaml"


def main() -> None:
    """Time the previews and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keystrokes", type=int, default=50)
    keystrokes = parser.parse_args().keystrokes
    with TemporaryDirectory() as name:
        folder = papers_in(Path(name))
        text = (folder / FILE).read_text("utf-8")
        large = megabyte_of(text)
        many = with_risks(text, 2850)
        print(f"{'':42}{'median':>9}{'worst':>9}  ms of {keystrokes}")
        timed("made, Bury's size", keystrokes, text, in_process(folder), time.process_time)
        timed("made, 1 MB of prose", keystrokes, large, in_process(folder), time.process_time)
        few = max(3, keystrokes // 10)
        timed("made, 1 MB of 2,850 risks", few, many, in_process(folder), time.process_time)
        spliced("changed by the form, 1 MB of 2,850 risks", few, many)
        with serving(folder) as served:
            timed("answered, Bury's size", keystrokes, text, through_server(served))
            timed("answered, 1 MB of prose", keystrokes, large, through_server(served))
            timed("answered, 1 MB of 2,850 risks", few, many, through_server(served))
            with others_at_work(served, text):
                timed("answered, three other tabs at work", keystrokes, text, through_server(served))
            served.get("api/home")
            timed("answered, while 200 papers are listed", keystrokes, text, through_server(served))


def papers_in(folder: Path) -> Path:
    """Write Bury's paper and its council, and 200 more like it."""
    (folder / "bury").mkdir()
    for source in sorted(BURY.glob("*.yaml")):
        (folder / "bury" / source.name).write_bytes(source.read_bytes())
    paper = (folder / FILE).read_text("utf-8")
    for at in range(200):
        (folder / f"bury/paper-{at:03}.yaml").write_text(paper.replace("Care at Home", f"Care at Home {at}"), "utf-8")
    return folder


def megabyte_of(text: str) -> str:
    """Return a paper that is as large as a file may be, by paragraphs of its reasons."""
    head, _, tail = text.partition("\nreasons: |\n")
    more = "".join(
        f"  {at}. The market for care at home is thin, and its prices rise. {at * 7919}\n\n" for at in range(20_000)
    )
    room = 990_000 - len(text.encode())
    return f"{head}\nreasons: |\n{more[:room].rpartition('  ')[0]}{tail}"


def typed(text: str, letters: int) -> str:
    """Return a text in which so many letters have been typed after the first word of its reasons."""
    at = text.index("\nreasons: |\n") + len("\nreasons: |\n")
    end = text.index(" ", at + 3)
    return text[:end] + " and then some more words"[: letters % 25] + str(letters) + text[end:]


def in_process(folder: Path) -> Callable[[str], dict[str, Any]]:
    """Return how a preview is made without a server."""
    place = Folder(folder).place(FILE)
    return lambda text: preview(place, wanted_from({"file": FILE}, place, text), "", with_tree=False)


def through_server(served: Served, client: str = "one") -> Callable[[str], dict[str, Any]]:
    """Return how a browser asks for a preview, and reads the answer."""

    def ask(text: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(served.post("preview", file=FILE, text=text, client=client).body)
        return told

    return ask


def spliced(name: str, times: int, text: str) -> None:
    """Print how long one field's change takes."""
    spent = []
    for turn in range(times):
        begun = time.process_time()
        splice(FILE, text, [{"do": "put", "at": ["risks", 1400 + turn, "owner"], "value": "Head of care"}])
        spent.append((time.process_time() - begun) * 1000)
    print(f"{name:42}{statistics.median(spent):9.0f}{max(spent):9.0f}", flush=True)


def timed(
    name: str,
    keystrokes: int,
    text: str,
    ask: Callable[[str], dict[str, Any]],
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Print how long each keystroke's preview takes; the first is not counted, which is when a file is opened."""
    spent = []
    for letters in range(keystrokes + 1):
        now = typed(text, letters)
        begun = clock()
        told = ask(now)
        spent.append((clock() - begun) * 1000)
        if told["status"] != "made":
            raise SystemExit(
                f"{name}: no preview was made: {[one for one in told['findings'] if one['severity'] == 'error']}"
            )
    del spent[0]
    print(f"{name:42}{statistics.median(spent):9.0f}{max(spent):9.0f}", flush=True)


@contextmanager
def others_at_work(served: Served, text: str) -> Any:
    """Have three other tabs type as well, each a text of its own."""
    stop = threading.Event()

    def work(tab: int) -> None:
        ask = through_server(served, f"tab {tab}")
        for letters in range(100_000):
            if stop.wait(0.3):
                return
            ask(typed(text, 1000 * tab + letters))

    tabs = [threading.Thread(target=work, args=(tab,)) for tab in (1, 2, 3)]
    for tab in tabs:
        tab.start()
    try:
        yield
    finally:
        stop.set()
        for tab in tabs:
            tab.join()


if __name__ == "__main__":
    main()
