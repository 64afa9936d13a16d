"""Help answers at once: what a command needs is imported when it runs."""

import resource
import subprocess
import sys

import pytest

COMMANDS = [
    ["--help"],
    ["--version"],
    ["build", "--help"],
    ["check", "--help"],
    ["new", "decision", "--help"],
    ["style", "check", "--help"],
    ["style", "preview", "--help"],
    ["doctor", "--help"],
]
HEAVY = ("docx", "jinja2", "lxml", "markdown", "pydantic", "yaml", "reportgen.pipeline")

LOADED = """
import sys
from reportgen.__main__ import main
sys.argv = ["reportgen", *{words}]
try:
    main()
except SystemExit as left:
    print(left.code, *sorted({heavy} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = LOADED.format(words=words, heavy=set(HEAVY))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "0"
    assert "reportgen" in done.stdout


def test_help_takes_less_than_150_milliseconds_of_processor_time() -> None:
    assert min(processor_time("-m", "reportgen", "--help") for _ in range(5)) < 0.15


def processor_time(*words: str) -> float:
    """Return the seconds of processor time that Python takes from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
