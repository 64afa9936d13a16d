"""The comparison: this project, pandoc, docxtpl and python-docx on one paper, turn by turn in one run.

    python bench.py [--rounds N] [--papers N]     about two minutes and a half

Each ratio is taken within a round, in which every tool had its turn on the same minute of the machine, and the median
over the rounds is printed: how many times as long another tool took as ours. Tools that aren't there are named.
"""

import argparse
import importlib.util
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from content import paper
from fidelity import missing
from inputs import decision_file, write_inputs

HERE = Path(__file__).parent
FEW = 20
"""How many papers python-docx makes in a round: it needs a quarter of a second for each."""

# Python keeps compiled modules by default; a setting against it would have every start compile this project's again.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

Turn = Callable[[], float]


def main() -> None:
    """Print the three comparisons."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument(
        "--rounds", type=int, default=7, help="rounds of the cold start; the long runs take half as many"
    )
    asked.add_argument("--papers", type=int, default=200, help="papers made in one process")
    asked.add_argument("--most", type=int, default=1000, help="papers made while memory is watched")
    options = asked.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_inputs(folder, options.papers)
        from peers import write_templates

        write_templates(folder)
        (folder / "out").mkdir()
        cold = cold_turns(folder)
        check_fidelity(folder, cold)
        show("One Word report, the whole process from a cold start", "wall s", compare(cold, options.rounds))
        loops = loop_turns(folder, options.papers)
        figures = compare(loops, max(3, options.rounds // 2))
        show(f"{options.papers} Word reports in one process, one core", "CPU s each", figures)
        print(f"This project: {1 / statistics.median(figures['reportgen']):.0f} reports a second.\n")
        show_memory(folder, options.most)


# Turns ----------------------------------------------------------------------------------------------------------


def cold_turns(folder: Path) -> dict[str, Turn]:
    """Return, by tool, what makes one report in a process of its own and says how long it took."""
    one, turns = folder / "decisions" / "paper-0000.yaml", {}
    ours = [sys.executable, "-m", "reportgen", "build", str(one), "--out", str(folder / "out" / "reportgen")]
    turns["reportgen"] = _wall(ours)
    for name, command in _pandocs().items():
        for reference, said in (("template", "trimmed"), ("stock", "python-docx's own")):
            given = [f"--reference-doc={folder / reference}.docx", f"--resource-path={folder}"]
            path = folder / "out" / f"{name} {reference}.docx"
            turns[f"{name}, {said} template"] = _wall([command, str(folder / "paper-0000.md"), *given, "-o", str(path)])
    for tool in _libraries():
        path = folder / "out" / f"{tool}.docx"
        turns[tool] = _wall([sys.executable, str(HERE / "peers.py"), tool, str(folder), "paper-0000", str(path)])
    return turns


def loop_turns(folder: Path, count: int) -> dict[str, Turn]:
    """Return, by tool, what makes many reports in one process and says how much processor time each took."""
    out = folder / "out" / "many"
    out.mkdir()
    ours = [sys.executable, str(HERE / "ours.py")]
    given = [str(folder / "decisions"), str(out)]
    turns = {
        "reportgen": lambda: _first(_run([*ours, "--unjudged", *given])) / count,
        "reportgen, rules and all": lambda: _first(_run([*ours, *given])) / count,
    }
    for tool in _libraries():
        papers = min(count, FEW) if tool == "python-docx" else count
        command = [sys.executable, str(HERE / "peers.py"), tool, str(folder), "--loop", str(papers), str(out)]
        turns[tool] = lambda command=command, papers=papers: _first(_run(command)) / papers  # type: ignore[misc]
    return turns


def _pandocs() -> dict[str, str]:
    """Return the pandocs there are, by version: the machine's, and that of the package pypandoc-binary."""
    found = [shutil.which("pandoc")]
    package = importlib.util.find_spec("pypandoc")
    if package and package.origin:
        found.append(str(Path(package.origin).parent / "files" / "pandoc"))
    commands = [command for command in found if command and Path(command).exists()]
    if not commands:
        print("pandoc is not there: left out")
    return {_run([command, "--version"]).splitlines()[0]: command for command in commands}


def _libraries() -> list[str]:
    from peers import TOOLS

    there = [tool for tool in TOOLS if importlib.util.find_spec(tool.removeprefix("python-"))]
    for tool in TOOLS.keys() - there:
        print(f"{tool} is not there: left out")
    return there


def _wall(command: Sequence[str]) -> Turn:
    def turn() -> float:
        start = time.perf_counter()
        _run(command)
        return time.perf_counter() - start

    return turn


def _run(command: Sequence[str]) -> str:
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=ENVIRONMENT)
    # 1 means that a document was made, and something found in it.
    if ran.returncode > 1:
        raise SystemExit(f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stderr}")
    return ran.stdout


def _first(printed: str) -> float:
    return float(printed.split()[0])


# What is printed ------------------------------------------------------------------------------------------------


def check_fidelity(folder: Path, turns: Mapping[str, Turn]) -> None:
    """Let every tool make one report, and end the run where a text of the paper is not in it."""
    for turn in turns.values():
        turn()
    made = paper(0)
    for path in sorted((folder / "out").rglob("*.docx")):
        lacks = missing(made, path)
        if lacks:
            raise SystemExit(f"{path.relative_to(folder)} lacks {len(lacks)} of the paper's texts: {lacks[:3]}")
    print(f"Every one of the {len(list(made.strings()))} texts of the paper is in the file of every tool.\n")


def compare(turns: Mapping[str, Turn], rounds: int) -> dict[str, list[float]]:
    """Return the figures of each tool, round by round, every tool once in each."""
    figures: dict[str, list[float]] = {tool: [] for tool in turns}
    for _ in range(rounds):
        for tool, turn in turns.items():
            figures[tool].append(turn())
    return figures


def show(title: str, unit: str, figures: Mapping[str, Sequence[float]]) -> None:
    """Print a table: how many times as long as ours each tool took, and the medians that this comes from."""
    print(f"{title} ({len(figures['reportgen'])} rounds)\n\n| tool | times ours | {unit} |\n| --- | --- | --- |")
    for tool, found in figures.items():
        ratio = statistics.median(theirs / ours for theirs, ours in zip(found, figures["reportgen"], strict=True))
        print(f"| {tool} | {ratio:.2f} | {statistics.median(found):.4f} |", flush=True)
    print()


def show_memory(folder: Path, most: int) -> None:
    """Print the peak memory of one process for ten papers, and for up to `most`."""
    print("Peak memory of one process\n\n| papers | MiB |\n| --- | --- |")
    for count in sorted({10, most // 10, most}):
        decisions = folder / f"memory-{count}"
        decisions.mkdir()
        shutil.copy(folder / "decisions" / "council.yaml", decisions)
        for seed in range(count):
            (decisions / f"paper-{seed:04d}.yaml").write_text(decision_file(paper(seed)), encoding="utf-8")
        peak = _run([sys.executable, str(HERE / "ours.py"), str(decisions), str(folder / "out" / "memory")]).split()[1]
        print(f"| {count} | {float(peak):.0f} |", flush=True)


if __name__ == "__main__":
    main()
