"""The README's walk-through: what it prints of a director's edits is what `pull` prints, and git shows that diff."""

import os
import re
from difflib import unified_diff
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from tests.pull.director import PAPER, sent_back

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
_SHOWN = re.compile(r"(```text\n\$ reportgen pull report.docx\n)(.*?)(```.*?```diff\n)(.*?)(```)", re.DOTALL)


def test_the_walk_through_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / PAPER
    paper.parent.mkdir(parents=True)
    for path in (ROOT / PAPER, (ROOT / PAPER).with_name("council.yaml")):
        (paper.parent / path.name).write_bytes(path.read_bytes())
    (tmp_path / "report.docx").write_bytes(sent_back(ROOT))
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(commands, ["pull", "report.docx"]).output
    before = paper.read_text("utf-8").splitlines()
    CliRunner().invoke(commands, ["pull", "report.docx", "--apply"])
    after = paper.read_text("utf-8").splitlines()
    diff = [line for line in unified_diff(before, after, lineterm="", n=0) if not line.startswith(("---", "+++"))]
    text = README.read_text("utf-8")
    shown = _SHOWN.search(text)
    assert shown is not None
    if os.environ.get("REPORTGEN_UPDATE"):
        new = f"{shown[1]}{printed}{shown[3]}" + "\n".join(diff) + f"\n{shown[5]}"
        README.write_text(text.replace(shown[0], new), "utf-8")
        return
    assert (shown[2], shown[4].splitlines()) == (printed, diff)
