"""The editor component that is shipped: what is in it, under which licence, and that it can be made again anywhere."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "reportgen/serve/static/vendor"
LOCK = (ROOT / "tools/editor/package-lock.json").read_text("utf-8")


def test_every_package_in_the_bundle_is_in_its_licences_at_the_version_that_is_locked() -> None:
    locked = {
        name.removeprefix("node_modules/"): one.get("version") for name, one in json.loads(LOCK)["packages"].items()
    }
    told = (VENDOR / "codemirror.LICENCES.txt").read_text("utf-8").split(f"\n{'-' * 80}\n\n")
    named = dict(part.splitlines()[0].rsplit(" ", 1) for part in told)
    assert named == {name: locked[name] for name in named}
    assert {"@codemirror/view", "@codemirror/lint", "@lezer/yaml", "@lezer/common"} <= set(named)
    assert all("Permission is hereby granted, free of charge" in part for part in told)


def test_the_lock_names_no_registry() -> None:
    assert not re.search("resolved|https?://", LOCK)


def test_no_screen_asks_for_anything_from_elsewhere() -> None:
    ours = [path for path in VENDOR.parent.glob("*.*") if path.suffix in (".html", ".css", ".js")]
    asked = {path.name: re.findall(r"https?://[^\s\"'`]*|//[\w-]+\.\w+/", path.read_text("utf-8")) for path in ours}
    assert {name: found for name, found in asked.items() if found and found != ["https://"]} == {}
