"""Cases of rules: a whole file with something changed in it, loaded and judged as `reportgen check` would.

A case file `<RULE>.yaml` has `rule`, `base` (one of BASES, `decision` where it is left out) and `cases`. Each case has
`says` (what it shows), `change` (merged over the base), `council` and, for a meeting, `decision` (merged over those
files), `stage`, `outcome` (fail, cannot_tell, pass or not_applicable) and `found` (`at`, `says`, `severity`). With
`alone: yes`, no other rule of the catalogue finds anything.

Merging: groups merge by key, `~` takes a field out; a list of groups with ids merges by id, any other list stands in
place of the old one. `change` may be a list of such changes, made one after another.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from reportgen.base.source import Source
from reportgen.check.case import Case, Stage
from reportgen.check.rule import Rule
from reportgen.check.runner import Verdict, judge
from reportgen.load.subjects import load_subject
from reportgen.pipeline import all_rules, date_judged

HERE = Path(__file__).parent
NORTHSHIRE = HERE.parent.parent / "decisions" / "northshire"
MEETING = "meeting"
FILES = {
    "council": NORTHSHIRE / "council.yaml",
    "decision": NORTHSHIRE / "home-care-2025.yaml",
    MEETING: NORTHSHIRE / "meetings" / "2025-09-17-cabinet.yaml",
}


@dataclass(frozen=True)
class RuleFile:
    """The cases of one rule."""

    rule: str
    base: str
    cases: tuple[dict[str, Any], ...]
    never: str = ""


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""Those written in C, where they are there: a case is read and written thousands of times."""


def plain_yaml(text: str) -> Any:
    """Return what a YAML text says, with every value as the text that stands there."""
    return yaml.load(text, Loader=_LOADER)


def rule_files() -> list[RuleFile]:
    """Return the case files, by name."""
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        told = plain_yaml(path.read_text())
        assert path.stem == told["rule"], f"{path.name} holds cases of {told['rule']}"
        cases = tuple(told["cases"])
        found.append(RuleFile(told["rule"], told.get("base", "decision"), cases, told.get("never", "")))
    return found


def merged(old: Any, new: Any) -> Any:
    """Return an old value with a new one merged over it."""
    if isinstance(old, dict) and isinstance(new, dict):
        both = {key: merged(old.get(key), value) for key, value in new.items() if value != "~"}
        return {key: both.get(key, value) for key, value in old.items() if new.get(key) != "~"} | both
    if _have_ids(old) and _have_ids(new):
        by_id = {entry["id"]: entry for entry in new}
        kept = [merged(entry, by_id.pop(entry["id"])) if entry["id"] in by_id else entry for entry in old]
        return [entry for entry in kept if not _is_gone(entry)] + list(by_id.values())
    return new


def _have_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) and "id" in entry for entry in value)


def _is_gone(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("gone") == "yes"


@cache
def _base_text(name: str) -> str:
    base = HERE / "bases" / f"{name}.yaml"
    return base.read_text() if base.exists() else FILES[name].read_text()


@cache
def base_tree(name: str) -> Any:
    """Return the tree of a base: `decision`, `meeting`, or a file in `bases`, which may say what it is `over`."""
    tree = plain_yaml(_base_text(name))
    if "over" in tree:
        for change in _changes(tree["change"]):
            tree = merged(base_tree(tree["over"]) if "over" in tree else tree, change)
    return tree


@cache
def file_tree(name: str) -> Any:
    """Return the tree of a file of the clean decision."""
    return plain_yaml(FILES[name].read_text())


def _changes(change: Any) -> list[Any]:
    return change if isinstance(change, list) else [change]


def load_case(case: dict[str, Any], base: str) -> tuple[Case, Source]:
    """Return a case as rules get it, with its source. The file must load without a fault."""
    base = case.get("base", base)
    tree = base_tree(base)
    is_meeting = "body" in tree
    for change in _changes(case.get("change") or {}):
        tree = merged(tree, change)
    trees = {name: file_tree(name) for name in FILES}
    trees["council"] = merged(trees["council"], case.get("council") or {})
    trees["decision"] = merged(trees["decision"], case.get("decision") or {}) if is_meeting else tree
    trees[MEETING] = tree if is_meeting else trees[MEETING]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        for key, path in FILES.items():
            text = yaml.dump(trees[key], Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
            (folder / path.relative_to(NORTHSHIRE)).write_text(text)
        path = folder / FILES[MEETING if is_meeting else "decision"].relative_to(NORTHSHIRE)
        loaded = load_subject(path, "case.yaml")
    assert loaded.subject is not None, [(f.path, f.message) for f in loaded.findings]
    assert loaded.council is not None, [(f.path, f.message) for f in loaded.findings]
    assert loaded.source is not None
    assert not loaded.findings, [(f.path, f.message) for f in loaded.findings]
    stage = Stage(case.get("stage", "publish"))
    return Case(loaded.subject, loaded.council, date_judged(loaded.subject), stage), loaded.source


def verdict_of(rule: Rule, case: dict[str, Any], base: str) -> Verdict:
    """Return what one rule comes to in a case."""
    return judge([rule], *load_case(case, base))[0]


def verdicts(case: dict[str, Any], base: str) -> tuple[Verdict, ...]:
    """Return what every rule comes to in a case."""
    return judge(all_rules(), *load_case(case, base))
