"""The command line is tried without the rule catalogue, except where a test is about rules."""

import pytest

from reportgen import pipeline


@pytest.fixture(autouse=True)
def _without_rules(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("with_rules") is None:
        monkeypatch.setattr(pipeline, "all_rules", lambda: ())
