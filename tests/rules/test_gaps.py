"""Whatever is missing from a file, or known only to the month, no rule breaks down."""

import re
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from reportgen.check.case import Case, Stage
from reportgen.check.runner import Result, judge
from reportgen.load.subjects import load_subject
from reportgen.pipeline import all_rules, date_judged
from tests.rules.cases import FILES, base_tree

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KEPT = frozenset(
    {
        "acronym", "aim", "body", "characteristic", "date", "effect", "id", "kind", "label", "line", "member",
        "meeting", "money", "name", "number", "on", "reason", "reasons", "recommendations", "report", "report_of",
        "role", "stage", "statute", "term", "text", "title", "value", "who", "year",
    }
)  # fmt: skip
"""The keys that a file, or an entry that has them, can't do without."""


def thinned(value: Any, chance: Random, share: float) -> Any:
    """Return a tree with a share of its fields and entries left out, and of its dates known to the month or year."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key in KEPT or chance.random() > share}
        return {key: thinned(one, chance, share) for key, one in kept.items()}
    if isinstance(value, list):
        return [thinned(one, chance, share) for place, one in enumerate(value) if not place or chance.random() > share]
    if DAY.fullmatch(value) and chance.random() < share:
        return value[: chance.choice([4, 7])]
    return re.sub(r"\{\{.*?\}\}", "", value).strip() or "Home care"


def thinned_case(seed: int, share: float) -> tuple[Case, Any] | None:
    """Return the clean decision thinned out, or nothing where it lacks what no file may lack."""
    chance = Random(seed)
    with TemporaryDirectory() as name:
        path = Path(name) / "home-care.yaml"
        path.write_text(yaml.safe_dump(thinned(base_tree("plain"), chance, share), allow_unicode=True))
        council = thinned(yaml.load(FILES["council"].read_text(), yaml.BaseLoader), chance, share)
        (Path(name) / "council.yaml").write_text(yaml.safe_dump(council, allow_unicode=True))
        loaded = load_subject(path, "case.yaml")
    if loaded.subject is None or loaded.council is None:
        return None
    return Case(loaded.subject, loaded.council, date_judged(loaded.subject), Stage.PUBLISH), loaded.source


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_no_rule_breaks_down_over_what_is_not_there(share: float) -> None:
    judged, crashes = 0, set()
    for seed in range(60):
        case = thinned_case(seed, share)
        if case is not None:
            judged += 1
            crashes |= {one.rule.id for one in judge(all_rules(), *case) if one.result is Result.CRASH}
    assert judged >= 10
    assert crashes == set()
