"""Golden files: what a writer gave when it was last looked at. REPORTGEN_UPDATE=1 writes them anew; read the diff."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check_golden(name: str, content: bytes) -> None:
    """Compare content with the golden file of that name, byte for byte."""
    file = GOLDEN / name
    if os.environ.get("REPORTGEN_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    assert content.decode() == file.read_bytes().decode(), f"{name} has changed"
