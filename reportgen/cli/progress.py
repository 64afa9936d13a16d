"""How far a long run is."""

import gc
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reportgen.cli.places import shown as shown_path


class Progress:
    """One line on a terminal saying how far a long run is; nothing where stderr is no terminal or the run is short."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._wanted = total > 3 and sys.stderr.isatty()

    def over(self, files: Sequence[Path]) -> Iterator[tuple[Path, str]]:
        """Yield each file and how it is shown, noting it for the message that a fault of ours would give."""
        for count, file in enumerate(files, start=1):
            shown = shown_path(file).as_posix()
            click.get_current_context().meta["reportgen.file"] = shown
            if self._wanted and time.monotonic() - self._start > 1:
                line = f"{count} of {self._total}: {shown}"
                click.echo(f"\r\x1b[2K{line[: shutil.get_terminal_size().columns - 1]}", err=True, nl=False)
            yield file, shown
            self.clear()
            if count == 1:
                # What stands now, modules and caches, stays for the run, and need not be looked through again.
                gc.freeze()
            # Between two papers there is next to nothing left to look through; while one is made, all of it is in use.
            gc.collect(2 if count % 100 == 0 else 0)

    def clear(self) -> None:
        """Take the line away, so that what is printed next stands by itself."""
        if self._wanted:
            click.echo("\r\x1b[2K", err=True, nl=False)
