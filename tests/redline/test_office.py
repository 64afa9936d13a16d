"""LibreOffice accepts, and rejects, every change of a redline: what is left says what the two versions say.

Compared are words and the numbers that LibreOffice shows. Left out is what LibreOffice 7.4 has no way to do: a chart is
part of no change to it, and both stay; and the end of a paragraph above a table stays, so that a caption that goes with
its table leaves an empty line (in a list, a number).
"""

import json
import os
import random
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.document.nodes import Chart, Column, Document, Figure, Table
from reportgen.document.walk import walk
from reportgen.redline.word.merge import merged
from tests.office import _profile
from tests.redline.edits import EDITS, Edit, specimen_edited
from tests.specimen import row, text
from tests.tools import SYSTEM_PYTHON, need
from tests.write.docx.trees import written

SCRIPT = Path(__file__).with_name("settle_in_office.py")
Lines = list[tuple[str, str]]


def in_office(orders: list[tuple[str, Path]]) -> list[Lines]:
    """Return the number and words of each paragraph of Word files, after LibreOffice has done what is asked."""
    need("uno")
    pipe = f"reportgen-{os.getpid()}"
    asked = [
        part for how, file in orders for part in (how, str(file), str(file.with_name(f"{file.stem}-{how}-saved.docx")))
    ]
    start = ["soffice", f"-env:UserInstallation=file://{_profile()}", "--headless", "--norestore", "--nologo"]
    with subprocess.Popen([*start, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL) as office:
        done = subprocess.run(
            [SYSTEM_PYTHON, str(SCRIPT), pipe, *asked], capture_output=True, text=True, timeout=300, check=False
        )
        office.terminate()
    assert done.returncode == 0, done.stderr[-2000:]
    return [[(n, words) for n, words in json.loads(line) if n or words] for line in done.stdout.splitlines()]


def drawn(document: Document) -> list[object]:
    """Return what LibreOffice has trouble with: the charts of a document, and its tables by caption and columns."""
    blocks = list(walk(document.blocks))
    images = [block.image for block in blocks if isinstance(block, Figure) and isinstance(block.image, Chart)]
    return [*images, *((block.caption, block.columns) for block in blocks if isinstance(block, Table))]


def versions(count: int) -> Iterator[Document]:
    """Yield documents after some edits each, the same ones every time, that have the charts and tables of the first."""
    chance = random.Random(5)
    had = drawn(specimen_edited([]))
    while count:
        edits: list[Edit] = [
            (chance.choice(sorted(EDITS)), chance.randrange(500), chance.randrange(500)) for _ in range(6)
        ]
        made = specimen_edited(edits)
        if drawn(made) == had:
            count -= 1
            yield made


def with_other_tables() -> Document:
    """Return a document with a table more and a table less, of those that stand in no list."""
    plain = specimen_edited([])
    at, gone = next(
        (at, block) for at, block in enumerate(plain.blocks) if block and getattr(block, "id", "") == "table-steps"
    )
    assert isinstance(gone, Table)
    fresh = Table(
        (Column(), Column()), (row("Zone", "Hours", header=True),), (row("East", "5"),), text("Hours in the east")
    )
    left = (*plain.blocks[:at], *plain.blocks[at + 1 :])
    return replace(plain, blocks=(*left[:-2], fresh, *left[-2:]))


def test_office_reads_both_versions_out_of_a_redline(tmp_path: Path) -> None:
    old = tmp_path / "old.docx"
    old.write_bytes(written(specimen_edited([])))
    orders = [("leave", old)]
    for number, version in enumerate([*versions(4), with_other_tables()]):
        new, redline = tmp_path / f"new{number}.docx", tmp_path / f"redline{number}.docx"
        new.write_bytes(written(version))
        redline.write_bytes(merged(old.read_bytes(), new.read_bytes(), "Head of Commissioning", "2025-09-01T10:00:00Z"))
        orders += [("leave", new), ("accept", redline), ("reject", redline)]
    before, *others = in_office(orders)
    for after, accepted, rejected in zip(others[::3], others[1::3], others[2::3], strict=True):
        assert accepted == after
        assert rejected == before
        assert after != before
