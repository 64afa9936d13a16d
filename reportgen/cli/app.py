"""The group of all commands, and what happens where one of them can't end as it should."""

import contextlib
import gc
import sys
from typing import Any

import click

from reportgen import __version__
from reportgen.cli.endings import BROKEN_PIPE, COULD_NOT_RUN, STOPPED, CouldNotRun, own_up
from reportgen.cli.printing import is_full, say, stop_printing
from reportgen.files import FULL, CannotWriteError


class Commands(click.Group):
    """The commands, and what happens where one of them can't end as it should."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what was typed; what can't be printed is one sentence, before any command is known too."""
        try:
            return super().main(*args, **extra)
        except OSError as fault:
            if not is_full(fault):
                raise
            stop_printing()
            with contextlib.suppress(OSError):
                say(f"Error: cannot write what is printed: {FULL[fault.errno or 0]}")
            sys.exit(COULD_NOT_RUN)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault of ours is one sentence, and a traceback only where it is asked for."""
        # Looking for garbage among what is being imported takes a fifth of the time that one report needs.
        gc.disable()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except CannotWriteError as fault:
            raise CouldNotRun(str(fault)) from fault
        except KeyboardInterrupt:
            say("Stopped. Every document named above is complete.")
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # Whoever read our output has gone: there is nobody to tell.
            stop_printing()
            ctx.exit(BROKEN_PIPE)
        except Exception as bug:
            if is_full(bug):
                raise
            own_up(bug)
            ctx.exit(COULD_NOT_RUN)
        finally:
            gc.enable()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the program a fault of ours happened.")
def commands(debug: bool) -> None:
    """Council decision papers from one checked YAML file.

    Exit codes: 0 all is well; 1 something was found that needs mending; 2 could not run.
    """
    import logging

    # What a rule's own fault logs is for --debug; the finding says the rest.
    logging.getLogger("reportgen").addHandler(logging.StreamHandler() if debug else logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no £ or – shows ? instead; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
