"""What the comparison stands on: papers of one size, our file says all of each, and no cache grows without bound."""

import gc
import sys
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from content import paper
from fidelity import missing
from inputs import write_inputs
from ours import build
from redline import made, write_versions


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "inputs"
    write_inputs(folder, 2)
    return folder


def test_a_paper_has_the_size_that_is_compared() -> None:
    made = paper(0)
    words = sum(len(text.split()) for text in made.strings())
    points = [point for section in made.sections for group in section.groups for point in group.points]
    numbered = sum(len(section.paragraphs) for section in made.sections) + len(points)
    risks = made.tables["risks"]
    assert len(made.sections) == 13
    assert (numbered, len(points)) == (60, 14)
    assert (len(made.header), len(made.recommendations)) == (10, 4)
    assert (len(risks.rows), len(risks.head)) == (10, 7)
    assert sum(bool(section.bullets) for section in made.sections) == 2
    assert 2500 < words < 3100


def test_papers_share_no_paragraph() -> None:
    one, other = ({text for s in paper(seed).sections for text in (*s.paragraphs, *s.bullets)} for seed in (0, 1))
    assert not one & other


def test_our_file_says_all_of_its_paper_and_nothing_less(inputs: Path, tmp_path: Path) -> None:
    build(sorted((inputs / "decisions").glob("paper-*.yaml")), tmp_path)
    for seed in (0, 1):
        written = tmp_path / "northshire" / f"paper-{seed:04d}" / "report.docx"
        assert missing(paper(seed), written) == []
        assert missing(paper(seed + 2), written) != []


def test_no_cache_grows_with_the_papers(inputs: Path, tmp_path: Path) -> None:
    """A cache without bound may hold classes, modules and settings, of which there are so many; never a paper."""
    decisions = sorted((inputs / "decisions").glob("paper-*.yaml"))
    build(decisions[:1], tmp_path)
    before = _unbounded()
    build(decisions, tmp_path)
    assert before
    assert {name: size for name, size in _unbounded().items() if size > before.get(name, 0)} == {}


def _unbounded() -> dict[str, int]:
    """Return how much each cache of ours without a bound holds."""
    # The command sets aside what stays for its run, and what is set aside is not listed.
    gc.unfreeze()
    return {
        f"{cached.__module__}.{cached.__qualname__}": cached.cache_info().currsize
        for cached in gc.get_objects()
        if isinstance(cached, _lru_cache_wrapper)
        and str(cached.__module__).startswith("reportgen")
        and cached.cache_parameters()["maxsize"] is None
    }


def test_the_long_report_has_changes_all_over(tmp_path: Path) -> None:
    old, new = write_versions(tmp_path)
    assert new.read_text("utf-8").count("without delay") > 60
    assert "What was added" in new.read_text("utf-8")
    before, after = (made(path).document for path in (old, new))
    assert before is not None
    assert after is not None
    assert before.blocks != after.blocks
