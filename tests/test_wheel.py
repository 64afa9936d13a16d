"""What a user installs: the wheel, in an empty environment, with the libraries it declares and no others."""

import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.cli.starting import fill_in

REPOSITORY = Path(__file__).parent.parent
FORMATS = ("docx", "pdf", "md", "html", "json")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def declared(name: str, seen: set[str]) -> Iterator[Distribution]:
    """Yield the distributions that one declares it needs, and those that they need; extras aside."""
    for stated in distribution(name).requires or ():
        needed = Requirement(stated)
        if needed.name not in seen and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
            seen.add(needed.name)
            yield distribution(needed.name)
            yield from declared(needed.name, seen)


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `reportgen` command of an environment that holds the wheel and its libraries alone."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, REPOSITORY, cwd=folder)
    (wheel,) = folder.glob("reportgen-*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env/bin/python"
    run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    (libraries,) = (folder / "env/lib").glob("python*/site-packages")
    wanted = {
        Path(str(library.locate_file(file.parts[0])))
        for library in declared("reportgen", set())
        for file in library.files or ()
        if file.parts[0] != ".."
    }
    for path in wanted:
        (libraries / path.name).symlink_to(path)
    return folder / "env/bin/reportgen"


def test_an_officer_starts_from_nothing_and_builds_every_format(command: Path, tmp_path: Path) -> None:
    started = run(command, "new", "decision", "care.yaml", "--council", "Eastmoor Council", cwd=tmp_path)
    assert started.splitlines()[:2] == ["care.yaml", "council.yaml"]
    fill_in(tmp_path / "care.yaml")
    built = run(
        *(command, "build", "care.yaml"),
        *(word for name in FORMATS for word in ("--format", name)),
        cwd=tmp_path,
    )
    assert built.splitlines() == [f"build/eastmoor/care/report.{suffix}" for suffix in FORMATS]
    assert all((tmp_path / path).stat().st_size > 1000 for path in built.splitlines())


def test_a_repository_laid_out_by_the_wheel_holds_the_files_that_begin_with_a_dot(
    command: Path, tmp_path: Path
) -> None:
    made = run(command, "init", "papers", "--council", "Westford Council", cwd=tmp_path).splitlines()
    assert {"papers/.gitignore", "papers/.vscode/settings.json", "papers/decisions/.schemas/decision.json"} <= set(made)
