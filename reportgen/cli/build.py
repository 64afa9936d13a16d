"""`reportgen build`: the documents of decisions and meetings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import (
    Day,
    audience_option,
    discard_option,
    formats_option,
    out_option,
    paths_argument,
    refuse_unknown_names,
    source_date,
    stage_option,
    style_option,
)
from reportgen.cli.committed import Committed
from reportgen.cli.endings import CLEAN, COULD_NOT_RUN, FOUND, CouldNotRun, own_up
from reportgen.cli.leaving import saying_nothing_new, tell_all_left
from reportgen.cli.places import same_place, subject_files
from reportgen.cli.places import shown as shown_path
from reportgen.cli.printing import print_path, say
from reportgen.cli.progress import Progress
from reportgen.cli.telling import Telling
from reportgen.files import CannotWriteError
from reportgen.outputs import Left, place_documents

if TYPE_CHECKING:
    from reportgen.pipeline import Order


@commands.command()
@paths_argument
@formats_option
@click.option(
    "-k",
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help=(
        "The kind of document, given again for another; otherwise a decision's report, a meeting's minutes (its agenda "
        "before it is held)."
    ),
)
@click.option(
    "--every-kind", is_flag=True, help="Every kind of document that a file has what it takes for; slides of briefings."
)
@style_option()
@out_option("<council>/<file stem>/<kind>.<suffix>")
@click.option("--as-of", metavar="DATE", type=Day(), help="The date that the documents carry, such as 2024-06-05.")
@audience_option("Who may read the copy; what they may not see is left out.")
@discard_option
@stage_option
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    kinds: tuple[str, ...],
    every_kind: bool,
    style: str | None,
    out: Path,
    as_of: date | None,
    audience: str,
    stage: str,
    discard_edits: bool,
) -> None:
    """Write the documents of decision and meeting files, or of folders of them.

    Prints the path of each document written, one a line, and nothing else, on standard output. What the rules find
    is said; with --stage publish an error among it stops the document, so that nothing of it is written.

    A document that someone has changed since it was written is left as it is, and the new one put beside it.
    """
    if every_kind and kinds:
        raise click.UsageError(f"--every-kind writes `{kinds[0]}` too: give --kind or --every-kind, not both.")
    subjects = subject_files(paths)
    # Word files alone say which commit they are made from.
    committed = Committed(subjects if "docx" in formats else ())

    from reportgen.check.case import Stage
    from reportgen.model.audience import Audience
    from reportgen.pipeline import Order, orders_of

    order = Order(
        formats=tuple(dict.fromkeys(formats)),
        style=style,
        audience=Audience(audience),
        as_of=as_of or source_date(),
        stage=Stage(stage),
    )
    for kind in kinds or (None,):
        refuse_unknown_names(subjects, formats=order.formats, kind=kind, style=style)
    _refuse_shared_places(subjects)

    def orders_for(file: Path, shown: str) -> tuple[Order, ...]:
        one = replace(order, commit=committed.commit_of(file))
        if every_kind:
            return orders_of(file, shown, one)
        return tuple(replace(one, kind=kind) for kind in dict.fromkeys(kinds)) or (one,)

    ctx.exit(_build_all(subjects, orders_for, shown_path(out), discard_edits))


def _build_all(
    subjects: Sequence[Path],
    orders_for: Callable[[Path, str], tuple["Order", ...]],
    out: Path,
    discard_edits: bool,
) -> int:
    """Build each subject and put its documents in their places; one that can't be does not stop the others."""
    from reportgen.pipeline import Built
    from reportgen.pipeline import build as build_documents

    telling = Telling()
    left: list[Left] = []
    unmade: list[str] = []
    owners: dict[PurePosixPath, str] = {}
    code = CLEAN
    progress = Progress(len(subjects))
    for file, shown in progress.over(subjects):
        try:
            each = [build_documents(file, shown, wanted) for wanted in orders_for(file, shown)]
        except Exception as bug:
            own_up(bug)
            code = COULD_NOT_RUN
            continue
        progress.clear()
        built = Built(tuple(f for one in each for f in one.findings), tuple(f for one in each for f in one.files))
        telling.tell(built.findings, shown)
        missing = tuple(dict.fromkeys(form for one in each for form in one.unwritten))
        if missing or not all(one.files for one in each):
            code = max(code, FOUND)
            without = f": no {' and no '.join(missing)}" if missing else ""
            nothing = not built.files
            unmade.append(
                f"Nothing was written of `{shown}`." if nothing else f"Not all was written of `{shown}`{without}."
            )
        taken = [owners[f.name] for f in built.files if owners.setdefault(f.name, shown) != shown]
        try:
            if taken:
                raise CouldNotRun(same_place(taken[0], shown))
            placed = place_documents(
                out,
                [(f.name, f.content) for f in built.files],
                datetime.now(),
                discard=discard_edits,
                says_nothing_new=saying_nothing_new(file, shown),
            )
            for path in placed.paths:
                print_path(path)
        except (CannotWriteError, CouldNotRun) as fault:
            say(f"Error: {fault}")
            code = COULD_NOT_RUN
        else:
            left += placed.left
    telling.close()
    for line in unmade:
        say(line)
    return max(code, tell_all_left(left))


def _refuse_shared_places(subjects: Sequence[Path]) -> None:
    """Raise a usage error where two subjects would write to one place, before anything is written."""
    from reportgen.load.subjects import find_council_file
    from reportgen.pipeline import file_name

    owners: dict[tuple[Path | None, str], Path] = {}
    for file in subjects:
        # Windows and macOS hold Paper.docx and paper.docx to be one file.
        other = owners.setdefault((find_council_file(file), file_name(file.stem).casefold()), file)
        if other is not file:
            raise click.UsageError(same_place(shown_path(other).as_posix(), shown_path(file).as_posix()))
