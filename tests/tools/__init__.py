"""The checkers that tests run: how each is found, and what happens where one is missing.

Node tools are pinned in `package.json` and its lock; `npm ci --prefix tests/tools` lays them beside this file.
The others (chromium, java, soffice, pdftotext, pandoc) are Debian packages. A test that wants one says `need("vnu")`:
where it is missing the test skips and names it, and with CI=true it fails.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
_NODE = HERE / "node_modules"

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that Debian's packages are for, such as LibreOffice's own library."""

# What each checker stands on: programs on the path, and files that npm lays down.
_PROGRAMS = {
    "axe": ("node", "chromium"),
    "html-validate": ("node",),
    "markdownlint": ("node",),
    "vnu": ("java",),
    "ooxml-validator": (),
    "uno": ("soffice",),
}
_FILES = {
    "axe": ("axe-core/axe.min.js", "puppeteer-core/package.json"),
    "html-validate": ("html-validate/bin/html-validate.mjs",),
    "markdownlint": ("markdownlint-cli2/markdownlint-cli2-bin.mjs",),
    "vnu": ("vnu-jar/build/dist/vnu.jar",),
}


@cache
def missing(tool: str) -> str:
    """Return what a checker lacks on this machine, in words; empty where it can run."""
    for program in _PROGRAMS.get(tool, (tool,)):
        if shutil.which(program) is None:
            return f"no {program} on this machine"
    if any(not (_NODE / name).is_file() for name in _FILES.get(tool, ())) or (
        tool == "ooxml-validator" and not _ooxml_binary()
    ):
        return "not installed: npm ci --prefix tests/tools"
    if (
        tool == "uno"
        and subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    ):
        return "no python3-uno on this machine"
    return ""


def need(tool: str) -> None:
    """Go on where a checker can run; else skip the test and name the checker, or fail it with CI=true."""
    lack = missing(tool)
    if not lack:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{tool} is wanted in CI: {lack}")
    pytest.skip(f"{tool}: {lack}")


def axe(pages: Sequence[Path]) -> dict[str, list[str]]:
    """Return the accessibility violations of pages (at desktop and phone width), by file name."""
    shown = _run(["node", str(HERE / "axe.cjs"), *map(str, pages)])
    return {line["file"]: line["violations"] for line in map(json.loads, shown.splitlines())}


def html_validate(pages: Sequence[Path]) -> list[str]:
    """Return what html-validate finds wrong, one line a finding."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        command = ["node", str(_NODE / _FILES["html-validate"][0]), "-c", str(HERE / "htmlvalidate.json")]
        _run([*command, "-f", f"json={found}", *map(str, pages)], may_find=True)
        return [
            f"{Path(page['filePath']).name}:{m['line']}:{m['column']} {m['ruleId']} {m['message']}"
            for page in json.loads(found.read_text("utf-8"))
            for m in page["messages"]
        ]


def vnu(pages: Sequence[Path]) -> list[str]:
    """Return the errors and warnings of the Nu Html Checker, one line a finding."""
    command = ["java", "-jar", str(_NODE / _FILES["vnu"][0]), "--stdout", "--format", "json", "--exit-zero-always"]
    found = json.loads(_run([*command, *map(str, pages)]))
    # This version of the checker warns of every data: picture under a policy, even one that allows them.
    excused = re.compile("Resource violates Content Security Policy .* image “data:")
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine')}:{m.get('lastColumn')} {m['message']}"
        for m in found["messages"]
        if not excused.match(m["message"])
    ]


def markdownlint(files: Sequence[Path]) -> list[str]:
    """Return what markdownlint finds wrong, one line a finding. Line length is left to the reader's screen."""
    command = ["node", str(_NODE / _FILES["markdownlint"][0]), "--config", str(HERE / "lint.markdownlint-cli2.jsonc")]
    shown = _run([*command, *(f":{file}" for file in files)], may_find=True, errors_too=True)
    return [line for line in shown.splitlines() if " MD" in line]


def ooxml_validator(file: Path) -> list[Any]:
    """Return what the Open XML SDK finds wrong with a Word or PowerPoint file."""
    binary = _ooxml_binary()
    assert binary is not None
    found = json.loads(_run([str(binary), str(file)], may_find=True))
    return list(found.get("errors", found) if isinstance(found, dict) else found)


def chromium(*options: str) -> None:
    """Run headless Chromium with a profile of its own, as for `--screenshot=FILE` and `--print-to-pdf=FILE`."""
    with tempfile.TemporaryDirectory() as profile:
        _run(["chromium", *CHROMIUM_FLAGS, f"--user-data-dir={profile}", *options])


def _ooxml_binary() -> Path | None:
    """Return the validator itself: npm keeps it in a package of the platform's own."""
    found = sorted(p for p in (_NODE / "@xarsh").glob("ooxml-validator-*/ooxml-validator*") if os.access(p, os.X_OK))
    return found[0] if found else None


def _run(command: Sequence[str], *, may_find: bool = False, errors_too: bool = False) -> str:
    """Return what a checker prints. Exit 1 is a finding where the checker says so in that way."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode > (1 if may_find else 0) or done.returncode < 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout + (done.stderr if errors_too else "")
