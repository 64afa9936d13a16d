"""The command line: what officers type, a module a command. Only here is anything printed, exited, or the clock read.

What a command needs is imported when it runs, so that `--help` answers at once.
"""

import sys
from importlib import import_module

from reportgen.base.discovery import module_names
from reportgen.cli.app import commands

__all__ = ["commands"]

# Each module adds its commands to the group when it is imported.
for _name in module_names(sys.modules[__name__]):
    import_module(f"{__name__}.{_name}")
