"""`reportgen serve`: a folder of decisions in the browser."""

import contextlib
import gc
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from pathlib import Path

import click

from reportgen.cli.app import commands
from reportgen.cli.endings import CLEAN, CouldNotRun
from reportgen.cli.places import COUNCIL, is_yaml, meant
from reportgen.cli.printing import print_utf8, say

_AN_HOUR = 3600


@commands.command()
@click.argument("path", metavar="[PATH]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port to listen on; without it, one that is free.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.pass_context
def serve(ctx: click.Context, path: Path, port: int, no_browser: bool) -> None:
    """See, write and build the papers of a folder in the browser, on this computer only.

    Prints the address, which nobody else must be given: whoever has it can read and change the folder's papers.
    Runs until Ctrl-C.
    """
    from reportgen.files import clear_leftovers
    from reportgen.serve.guard import Pass
    from reportgen.serve.server import PortTakenError, listen, server_of

    folder, start = _folder_and_page(path)
    try:
        listening = listen(port)
    except PortTakenError as fault:
        raise CouldNotRun(str(fault)) from fault
    given = Pass(listening.getsockname()[1])
    clear_leftovers(folder, datetime.now().timestamp() - _AN_HOUR)
    # The run is long, and what is no longer needed is to be looked for.
    gc.enable()
    # Ended by the system, or with its terminal, it goes as tidily as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGINT))
    print_utf8(given.address)
    say("Press Ctrl-C here to stop.")
    try:
        with contextlib.nullcontext() if no_browser else _opened(given.address):
            server_of(folder, given, _today, start).run(sockets=[listening])
    except KeyboardInterrupt:
        say("\nStopped. What was saved is in its files.")
    ctx.exit(CLEAN)


def _today() -> date:
    return datetime.now().astimezone().date()


def _folder_and_page(path: Path) -> tuple[Path, str]:
    """Return the folder to serve, and the page to begin at: the editor where a file is named."""
    from urllib.parse import urlencode

    if path.is_dir():
        return path, ""
    if not path.exists():
        raise click.UsageError(f"There is no file or folder `{path}`.{meant(path)}")
    if not is_yaml(path) and path.name != COUNCIL:
        raise click.UsageError(f"`{path}` is not a decision or meeting file: their names end in .yaml.")
    return path.parent, f"edit?{urlencode({'file': path.name})}"


@contextlib.contextmanager
def _opened(address: str) -> Iterator[None]:
    """Open the browser at an address.

    It is led there by a page that only its owner may read: what a program is started with, everybody on the machine
    can see, and the address lets in whoever has it.
    """
    # A browser that Linux keeps in a box of its own (snap) sees the home folder, and no other program's /tmp.
    at = Path.home() if sys.platform == "linux" and os.access(Path.home(), os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="reportgen-", dir=at) as folder:
        page = Path(folder) / "open.html"
        page.touch(mode=0o600)
        target = escape(address)
        page.write_text(
            f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>reportgen</title>'
            f'<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url={target}"></head>'
            f'<body><p><a href="{target}">Go on to your decisions</a></p></body></html>',
            encoding="utf-8",
        )
        threading.Thread(target=_open, args=(page.as_uri(),), daemon=True).start()
        yield


def _open(page: str) -> None:
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        if webbrowser.open(page):
            return
    say("No browser could be opened: open the address above in one.")
