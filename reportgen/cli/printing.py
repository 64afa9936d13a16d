"""What is printed: paths and texts on standard output, what is said to a person on standard error."""

import contextlib
import os
import sys
from pathlib import Path
from shutil import get_terminal_size

import click

from reportgen.files import FULL


def say(text: str) -> None:
    """Say something to a person, on standard error."""
    click.echo(text, err=True)


def print_path(path: Path) -> None:
    """Print a path as its bytes are, so that a script can open it whatever the terminal's character set."""
    _print(os.fsencode(path))


def terminal_width() -> int | None:
    """Return how many characters a line of the terminal has; None where what is printed goes elsewhere."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def print_utf8(text: str) -> None:
    """Print a text as UTF-8, which is what JSON is, whatever the terminal's character set."""
    _print(text.encode("utf-8", "replace"))


def _print(line: bytes) -> None:
    # A program that starts this one may give it no output at all.
    if sys.stdout is None:
        return
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def is_full(fault: Exception) -> bool:
    """Return whether a fault is that of a disk without room for what is printed; documents have words of their own."""
    return isinstance(fault, OSError) and fault.errno in FULL and fault.filename is None


def stop_printing() -> None:
    """Send what is still to be printed nowhere, so that nothing fails again when it is flushed at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
