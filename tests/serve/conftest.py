"""A folder of papers that is served: anew for a test that changes it, once for those that only ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.browser import Served, folder_of_papers, serving


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Served]:
    with serving(folder_of_papers(tmp_path / "papers")) as served:
        yield served


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(folder_of_papers(tmp_path_factory.mktemp("served") / "papers")) as served:
        yield served
