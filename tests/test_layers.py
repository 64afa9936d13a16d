"""Who may import whom, and who may know the day, the machine and the network: read from the code itself."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportgen

PACKAGE = Path(reportgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# A part imports from itself, from base, and from the parts named here.
LAYERS: dict[str, set[str]] = {
    "base": set(),
    "law": set(),
    "document": set(),
    "model": set(),
    "style": set(),
    "load": {"model", "style"},
    "check": {"law", "model", "style"},
    "rules": {"check", "law", "model"},
    "compose": {"document", "model", "style"},
    "blame": {"document", "history", "load", "model"},
    "edit": {"load", "model"},
    "radar": {"check", "law", "model"},
    "write": {"document", "style"},
    "scaffold": {"load", "model", "style"},
    "files": set(),
    "outputs": {"files"},
    "history": {"compose", "document", "load", "model", "style"},
    "pull": {"compose", "document", "edit", "history", "load", "model", "pipeline"},
    "redline": {"document", "history", "model", "pipeline", "style", "write"},
    "pipeline": {"check", "compose", "document", "load", "model", "radar", "rules", "style", "write"},
    "house": {"compose", "document", "load", "pipeline", "style", "write"},
    "cli": {
        "blame",
        "check",
        "edit",
        "files",
        "history",
        "house",
        "load",
        "model",
        "outputs",
        "pipeline",
        "pull",
        "radar",
        "redline",
        "scaffold",
        "serve",
    },
    "__main__": {"cli"},
    "__init__": set(),
}
# The server shows and does whatever the command line does.
LAYERS["serve"] = set(LAYERS) - {"cli", "__main__", "__init__"}

# The libraries, and the only places that may import each.
LIBRARIES = {
    "click": ["cli"],
    "docx": ["write.docx"],
    "holidays": ["model.working_days"],
    "icalendar": ["radar.report_ics"],
    "jinja2": ["compose.templates"],
    "lxml": ["pull", "redline", "write"],
    "pikepdf": ["write.pdf"],
    "pptx": ["write.pptx"],
    "markdown": ["compose.markdown"],
    "pydantic": ["compose", "history", "load", "model", "style", "scaffold"],
    "pydantic_core": ["edit", "load", "model", "style"],
    "starlette": ["serve"],
    "typst": ["write.pdf"],
    "uvicorn": ["serve.connection", "serve.server"],
    "yaml": ["load.yaml_file"],
}

# What would make the same input give other bytes, or run what a file says. Only the command line may.
CLOSED = {"ctypes", "http", "locale", "marshal", "pickle", "random", "runpy", "secrets", "shelve", "socket"}
CLOSED |= {"subprocess", "tempfile", "time", "urllib.request", "uuid"}
CLOSED_NAMES = {"environ", "eval", "exec", "getenv"}
CLOSED_METHODS = {"now", "today", "utcnow"} | CLOSED_NAMES
MAY_KNOW = {
    "cli.arguments": {"environ"},
    "cli.build": {"now"},  # the names of copies that are kept
    "cli.progress": {"time"},
    "cli.radar": {"now"},
    "cli.leaving": {"now"},  # the names of copies that are kept
    "cli.redline": {"tempfile"},  # older versions, laid out to be read
    "cli.serve": {"now", "tempfile"},
    "history.repository": {"environ", "subprocess"},  # git, and what it must not be told
    "files": {"secrets"},  # passing names, gone when the file is in its place
    "serve.guard": {"http", "secrets"},  # the cookie, and what lets a browser in
    "serve.screens": {"secrets"},  # the nonce of a page's styles
    "serve.server": {"socket"},
    "serve.versions": {"tempfile"},  # older versions, laid out to be read
    "serve.workshop": {"environ", "pickle", "subprocess"},  # the program beside the server, and what is said to it
    "serve.word": {"secrets"},  # the names of files that were dropped
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: module_name(path))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    assert breaches(module_name(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: module_name(path))
def test_only_the_command_line_knows_the_day_and_the_machine(path: Path) -> None:
    assert leaks(module_name(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "code", "expected"),
    [
        ("write.html", "from reportgen.model.values import Money", ["write.html imports reportgen.model.values.Money"]),
        ("model.values", "import reportgen.load.text", ["model.values imports reportgen.load.text"]),
        ("base.source", "from reportgen import cli", ["base.source imports reportgen.cli"]),
        ("model.values", "def f():\n    import yaml", ["model.values imports yaml"]),
        ("write.html", "import numpy", ["write.html imports numpy, which is in no table"]),
        ("load.text", "from . import yaml_file", ["load.text imports by a relative name"]),
        ("load.yaml_file", "import yaml\nfrom reportgen.base.source import Source", []),
        ("write.docx.body", "from docx.oxml import parse_xml\nfrom reportgen import __version__", []),
    ],
)
def test_a_breach_is_seen(module: str, code: str, expected: list[str]) -> None:
    assert breaches(module, code) == expected


def test_a_leak_is_seen() -> None:
    code = "import random\nfrom datetime import date\nday = date.today()\neval('1')"
    assert leaks("compose.view", code) == [
        "compose.view uses eval",
        "compose.view uses random",
        "compose.view uses today",
    ]


def breaches(module: str, code: str) -> list[str]:
    """Return what a module (named below the package, as `load.text`) imports that it may not."""
    part = module.split(".")[0]
    may = LAYERS[part] | {part, "base", "__init__"}
    found = []
    for name in imports(code):
        top, _, rest = name.partition(".")
        if not top:
            found.append(f"{module} imports by a relative name")
        elif top == "reportgen":
            target = rest.split(".")[0]
            if target in LAYERS and target not in may:
                found.append(f"{module} imports {name}")
        elif top in LIBRARIES:
            if not any(f"{module}.".startswith(f"{place}.") for place in LIBRARIES[top]):
                found.append(f"{module} imports {name}")
        elif top not in sys.stdlib_module_names:
            found.append(f"{module} imports {name}, which is in no table")
    return found


def leaks(module: str, code: str) -> list[str]:
    """Return what a module uses of the day, the machine or the network, or to run what it read."""
    used = {name for name in imports(code) if name in CLOSED}
    used |= {name.split(".")[0] for name in imports(code)} & CLOSED
    for node in ast.walk(ast.parse(code)):
        used |= {node.attr} & CLOSED_METHODS if isinstance(node, ast.Attribute) else set()
        used |= {node.id} & CLOSED_NAMES if isinstance(node, ast.Name) else set()
    return [f"{module} uses {name}" for name in sorted(used - MAY_KNOW.get(module, set()))]


def imports(code: str) -> Iterator[str]:
    """Yield the full names of what code imports; a relative one begins with a dot."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def module_name(path: Path) -> str:
    """Return a module's name below the package; a package's own is that of its folder."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
