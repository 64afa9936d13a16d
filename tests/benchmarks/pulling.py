"""How fast edits come back: a report of more than thirty pages, a word changed in every third paragraph in Word.

    python tests/benchmarks/pulling.py [--rounds 5]

Wall time and processor time of the whole command in a process of its own, as an officer waits for it.
"""

import argparse
import io
import re
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ENVIRONMENT
from redline import write_versions

from reportgen.pipeline import Order, word_copy

_PROSE = re.compile(r'(<w:t xml:space="preserve">[^<{]{60,}? )([a-z]{5,9})( [^<]{20,}</w:t>)')


def main() -> None:
    """Print the seconds that a pull takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as name:
        folder = Path(name)
        paper, _ = write_versions(folder)
        word = folder / "edited.docx"
        content, count = edited(word_copy(paper, paper.name, Order(rules=())).content)
        word.write_bytes(content)
        timed(word, paper)
        spent = [timed(word, paper) for _ in range(rounds)]
    wall, processor = (statistics.median(each) for each in zip(*spent, strict=True))
    print(
        f"reportgen pull, {count} words changed, median of {rounds}: {wall:.2f} s, {processor:.2f} s of processor time"
    )


def edited(content: bytes) -> tuple[bytes, int]:
    """Return a Word file with a word changed in every third paragraph of prose, and how many that are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    seen = changed = 0

    def change(found: re.Match[str]) -> str:
        nonlocal seen, changed
        seen += 1
        if seen % 3:
            return found[0]
        changed += 1
        return f"{found[1]}altered{found[3]}"

    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = _PROSE.sub(change, body).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue(), changed


def timed(word: Path, paper: Path) -> tuple[float, float]:
    """Return the wall and the processor seconds of one pull."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "pull", str(word), "--into", str(paper)],
        capture_output=True,
        check=False,
        env=ENVIRONMENT,
    )
    if done.returncode != 0:
        raise SystemExit(done.stdout.decode() + done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - start, processor


if __name__ == "__main__":
    main()
