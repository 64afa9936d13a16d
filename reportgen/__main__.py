"""`python -m reportgen`, and what the `reportgen` command calls."""

from reportgen.cli import commands


def main() -> None:
    """Run the command line."""
    commands(prog_name="reportgen")


if __name__ == "__main__":
    main()
