"""Discovery: the parts (rules, writers) that stand in a package, one a module, each under one exported name."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

Part = TypeVar("Part")


def module_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of a package's public modules, in order; a name that starts with `_` is private."""
    return tuple(sorted(m.name for m in iter_modules(package.__path__) if not m.name.startswith("_")))


def discover(package: ModuleType, name: str, kind: type[Part]) -> Iterator[Part]:
    """Yield the part that each public module of a package exports under the name.

    Raises TypeError for a module that exports none: a part that nobody finds is a fault of ours.
    """
    for module_name in module_names(package):
        part = getattr(import_module(f"{package.__name__}.{module_name}"), name, None)
        if not isinstance(part, kind):
            raise TypeError(f"{package.__name__}.{module_name} exports no {name} of type {kind.__name__}")
        yield part
