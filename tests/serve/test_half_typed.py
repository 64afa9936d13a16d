"""A paper broken off anywhere, and with anything typed into it anywhere, is shown or held, and never stumbled over."""

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.serve.folder import Folder
from reportgen.serve.preview import preview, wanted_from

DECISIONS = Path(__file__).parent.parent.parent / "decisions"
FILES = (
    "bury/care-at-home-2024.yaml",
    "northshire/home-care-2025.yaml",
    "northshire/meetings/2025-09-17-cabinet.yaml",
    "northshire/council.yaml",
)
TYPED = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["\n", "  ", "\t", "- ", ": ", "'", '"', "|", ">", "#", "{{ ", " }}", "[", "{", "**", "£", "🏛", "&a", "!", "%"]
    ),
)


@cache
def text_of(file: str) -> str:
    return (DECISIONS / file).read_text("utf-8")


def told(file: str, text: str) -> None:
    place = Folder(DECISIONS).place(file)
    answer = preview(place, wanted_from({"file": file}, place, text), "", with_tree=True)
    assert answer["status"] in ("made", "held")
    assert answer["html"] is not None or answer["findings"] or file.endswith("council.yaml")
    assert "RULE-CRASH" not in {one["rule"] for one in answer["findings"]}
    length = len(text.encode("utf-16-le", "replace")) // 2
    for one in answer["findings"]:
        assert 0 <= one["start"] <= one["end"] <= length
    for one in answer["fields"]:
        assert 0 <= one["key_start"] <= one["key_end"] <= one["start"] <= one["end"] <= length


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.sampled_from(FILES), st.floats(0, 1))
def test_broken_off_anywhere(file: str, share: float) -> None:
    text = text_of(file)
    told(file, text[: int(len(text) * share)])


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 3), TYPED)
def test_typed_into_anywhere(file: str, share: float, gone: int, typed: str) -> None:
    text = text_of(file)
    at = int(len(text) * share)
    told(file, text[:at] + typed + text[at + gone :])
