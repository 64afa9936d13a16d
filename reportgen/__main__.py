"""`python -m reportgen`, and what the `reportgen` command calls."""

import gc

from reportgen.cli import commands


def main() -> None:
    """Run the command line."""
    try:
        commands(prog_name="reportgen")
    finally:
        # The process ends here: to look for garbage in all that it has held takes as long as to import half of it.
        gc.freeze()


if __name__ == "__main__":
    main()
