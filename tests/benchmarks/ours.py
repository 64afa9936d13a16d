"""This project at work on many papers in one process, by the command that officers type: `reportgen build FOLDER`.

    python ours.py DECISIONS OUT    prints seconds of processor time, and peak memory in MiB after each tenth

The clock starts after three papers, as it does for the others, and every paper is loaded, modelled, checked, composed
and written to its own file.
"""

import contextlib
import io
import resource
import sys
import time
from pathlib import Path

from reportgen.cli import commands


def build(files: list[Path], out: Path) -> None:
    """Build these decisions as the command does. Raises SystemExit where one of them has a fault."""
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(printed):
        code = commands.main(["build", *map(str, files), "--out", str(out)], standalone_mode=False)
    printed.seek(0)
    written = printed.read().splitlines()
    if code or len(written) != len(files):
        raise SystemExit(f"{len(written)} of {len(files)} papers were written; exit code {code}")


def peak_memory() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    decisions, out = sorted(Path(sys.argv[1]).glob("paper-*.yaml")), Path(sys.argv[2])
    build(decisions[:3], out)
    start = time.process_time()
    build(decisions, out)
    print(time.process_time() - start, peak_memory())
