"""How a run ends: its exit codes, and what is said where it could not do what was asked."""

import click

from reportgen.cli.printing import say

CLEAN, FOUND, COULD_NOT_RUN, STOPPED, BROKEN_PIPE = 0, 1, 2, 130, 141


class CouldNotRun(click.ClickException):
    """Nothing wrong with what was typed, and yet it could not be done."""

    exit_code = COULD_NOT_RUN


def own_up(bug: Exception) -> None:
    """Say that a fault of ours happened, and over which file; with --debug, show the fault itself."""
    context = click.get_current_context()
    if context.find_root().params["debug"]:
        raise bug
    file = context.meta.get("reportgen.file", "")
    say(
        f"Error: reportgen stumbled{f' over `{file}`' if file else ''}, and the fault is ours ({type(bug).__name__}). "
        "Please report it, with what `reportgen --debug` and the same words print, and the file if you may share it."
    )
