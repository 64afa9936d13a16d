"""This project at work on many papers in one process, by the command that officers type: `reportgen build FOLDER`.

    python ours.py [--unjudged] DECISIONS OUT    prints seconds of processor time, and peak memory in MiB

The clock starts after three papers, as it does for the others, and every paper is loaded, modelled, judged by the
rules, composed and written to its own file. With `--unjudged` no rule is run, as no other tool has anything like them.
"""

import contextlib
import io
import resource
import sys
import time
from pathlib import Path
from unittest.mock import patch

from reportgen.cli import commands
from reportgen.cli.endings import FOUND


def build(files: list[Path], out: Path) -> None:
    """Build these decisions as the command does, whatever its rules find. Raises SystemExit where one isn't written."""
    printed, found = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(found):
        code = commands.main(["build", *map(str, files), "--out", str(out)], standalone_mode=False)
    printed.seek(0)
    written = printed.read().splitlines()
    if code > FOUND or len(written) != len(files):
        raise SystemExit(f"{len(written)} of {len(files)} papers were written; exit code {code}")


def peak_memory() -> float:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    folder, out = sys.argv[-2:]
    decisions = sorted(Path(folder).glob("paper-*.yaml"))
    unjudged = patch("reportgen.pipeline.run_rules", new=lambda *_: ())
    with unjudged if "--unjudged" in sys.argv else contextlib.nullcontext():
        build(decisions[:3], Path(out))
        start = time.process_time()
        build(decisions, Path(out))
        print(time.process_time() - start, peak_memory())
