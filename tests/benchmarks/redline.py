"""How fast changes are shown: a report of more than thirty pages, its two versions read, composed, written and merged.

    python tests/benchmarks/redline.py [--rounds 5]

The newer version has a word changed in every third paragraph, a sum changed everywhere, a section less and one more.
Wall time of the whole command in a process of its own, as an officer waits for it; processor time of its parts.
"""

import argparse
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ENVIRONMENT
from content import FOLDER, paper
from inputs import decision_file

from reportgen.pipeline import Order, WordCopy, word_copy
from reportgen.redline.docx import redline_docx
from reportgen.redline.pages import page

PAPERS = 6
"""How many papers one report has the sections of: 34 pages in the default style."""


def main() -> None:
    """Print the seconds that a redline takes, whole and in parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as name:
        folder = Path(name)
        old, new = write_versions(folder)
        timed_command(folder, old, new)
        whole = [timed_command(folder, old, new) for _ in range(rounds)]
        wall, processor = (statistics.median(spent) for spent in zip(*whole, strict=True))
        print(f"reportgen redline OLD NEW, median of {rounds}: {wall:.2f} s, {processor:.2f} s of processor time")
        parts = [timed_parts(old, new) for _ in range(rounds)]
    for at, label in enumerate(("both versions made", "merged in Word", "marked on a page")):
        print(f"  {label}: {statistics.median(spent[at] for spent in parts):.2f} s of processor time")


def write_versions(folder: Path) -> tuple[Path, Path]:
    """Write two versions of a long report, and return their files."""
    shutil.copytree(FOLDER / "templates", folder / "templates", dirs_exist_ok=True)
    shutil.copy(FOLDER / "council.yaml", folder)
    old, new = folder / "old.yaml", folder / "new.yaml"
    text = long_report()
    old.write_text(text, "utf-8")
    new.write_text(edited(text), "utf-8")
    return old, new


def long_report() -> str:
    """Return a decision file with the sections of several papers."""
    before, sections, after = _parts(decision_file(paper(0)))
    for seed in range(1, PAPERS):
        more = _parts(decision_file(paper(seed)))[1]
        sections += re.sub(r"(?m)^(  - id: )s", rf"\g<1>p{seed}-", more)
    return before + sections + after


def _parts(text: str) -> tuple[str, str, str]:
    """Return a decision file up to its sections, the sections, and the rest."""
    start = text.index("narrative:\n") + len("narrative:\n")
    end = text.index("timetable:\n")
    return text[:start], text[start:end], text[end:]


def edited(text: str) -> str:
    """Return the text with changes all over its sections, such as a round of comments brings."""
    before, sections, after = _parts(text)
    lines = sections.split("\n")
    prose = [at for at, line in enumerate(lines) if len(line.split()) > 12 and "{{" not in line]
    for at in prose[::3]:
        words = lines[at].rsplit(" ", 6)
        lines[at] = " ".join([*words[:2], "without delay", *words[3:]])
    kept = re.split(r"(?m)^(?=  - id: )", "\n".join(lines))
    fresh = "  - id: fresh\n    title: What was added\n    text: |\n      A section that the older version lacks.\n"
    return before + "".join([*kept[:20], fresh, *kept[21:]]) + after


def timed_command(folder: Path, old: Path, new: Path) -> tuple[float, float]:
    """Return the seconds that the command takes, cold, and those of the processor."""
    words = [sys.executable, "-m", "reportgen", "redline", str(old), str(new), "--out", str(folder / "out")]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed_parts(old: Path, new: Path) -> tuple[float, float, float]:
    """Return the seconds for making both versions, for merging them in Word, and for marking them on a page."""
    start = time.process_time()
    before, after = (made(path) for path in (old, new))
    versions = time.process_time()
    redline_docx(before.content, after.content, "Head of Commissioning", "2025-06-05T09:30:00Z")
    merged = time.process_time()
    if before.document and after.document and after.style:
        page(before.document, after.document, after.style, "What changed.")
    return versions - start, merged - versions, time.process_time() - merged


def made(path: Path) -> WordCopy:
    """Return a version's document and Word file."""
    copy = word_copy(path, path.name, Order())
    if copy.document is None:
        raise SystemExit("\n".join(found.message for found in copy.findings))
    return copy


if __name__ == "__main__":
    main()
