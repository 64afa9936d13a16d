"""What the README shows is what happens: its files are written, its commands run, and what they print is compared.

`REPORTGEN_UPDATE=1 pytest tests/test_readme.py` puts into the README what they print now.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_what_the_readme_shows_is_what_happens(tmp_path: Path) -> None:
    text = README.read_text("utf-8")
    happened = shown_again(text, tmp_path)
    assert "stumbled" not in happened
    if os.environ.get("REPORTGEN_UPDATE"):
        README.write_text(happened, "utf-8")
    assert happened == README.read_text("utf-8")


def shown_again(text: str, folder: Path) -> str:
    """Return the README with what its commands really print, each run in the folder, in order."""

    def block(found: re.Match[str]) -> str:
        kind, body = found.groups()
        named = re.match(r"# (\S+\.yaml)\n", body)
        if kind == "yaml" and named:
            (folder / named[1]).parent.mkdir(parents=True, exist_ok=True)
            (folder / named[1]).write_text(body, "utf-8")
        if kind == "console":
            body = "".join(f"$ {command}\n{printed(command, folder)}" for command in commands(body))
        return f"```{kind}\n{body}```"

    return _BLOCK.sub(block, text)


def commands(body: str) -> Iterator[str]:
    yield from (line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ "))


def printed(command: str, folder: Path) -> str:
    """Return what a command prints in the folder, on either stream."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()
