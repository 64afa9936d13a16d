"""Anchors of a public copy name no field that it leaves out: not in tags, titles or the list of them."""

import re
from pathlib import Path

from reportgen.base.source import show_path
from reportgen.load.subjects import load_subject
from reportgen.model.audience import Audience, withhold
from tests.office import parts_of
from tests.privacy.everything import everything
from tests.privacy.test_leaks import built


def test_no_anchor_of_a_public_copy_names_what_is_withheld(tmp_path: Path) -> None:
    decision, _ = everything()
    outputs = built(tmp_path, decision, Audience.PUBLIC)
    parts = parts_of(next(file.content for file in outputs.files if file.name.suffix == ".docx"))
    subject = load_subject(tmp_path / "everything.yaml", "everything.yaml").subject
    assert subject is not None
    withheld = [show_path(part.path) for part in withhold(subject, Audience.PUBLIC).withheld]
    tagged = re.findall(r'w:tag w:val="rg:b\d+:([^"]+)"', parts["word/document.xml"].decode())
    listed = re.findall(r' path="([^"]+)"', parts["customXml/item1.xml"].decode())
    assert len(withheld) > 20 and len(tagged) > 20
    told = [path for path in (*tagged, *listed) for hidden in withheld if _is_in(path, hidden)]
    assert told == []


def _is_in(path: str, hidden: str) -> bool:
    return path == hidden or path.startswith((f"{hidden}.", f"{hidden}["))
