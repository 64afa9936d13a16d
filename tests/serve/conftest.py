"""A folder of papers that is served: anew for a test that changes it, once for those that only ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serve.browser import Served, folder_of_papers, serving
from tests.serve.screens import Screen, chromium, lay_papers


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Served]:
    with serving(folder_of_papers(tmp_path / "papers")) as served:
        yield served


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(folder_of_papers(tmp_path_factory.mktemp("served") / "papers")) as served:
        yield served


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def screen(chrome: Browser, tmp_path: Path) -> Iterator[Screen]:
    """A window on a folder with a worked example. What the browser complains of fails the test."""
    with serving(lay_papers(tmp_path / "papers")) as served, chrome.new_context(accept_downloads=True) as context:
        shown = Screen(context.new_page(), served)
        yield shown
        assert shown.faults == []


@pytest.fixture
def window(chrome: Browser, screen: Screen) -> Iterator[Screen]:
    """A second window of another browser on the same folder."""
    with chrome.new_context() as context:
        shown = Screen(context.new_page(), screen.served)
        yield shown
        assert shown.faults == []
