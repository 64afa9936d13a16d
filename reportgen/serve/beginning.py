"""A decision or meeting that is begun in the browser: the file that it gets, and what stands in it at first.

The same starter as `reportgen new` writes, with the first answers in it; or an earlier decision, without what belongs
to the occasion on which it was taken.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any, Final

from reportgen.base.source import FieldPath, Source
from reportgen.edit.splice import CannotSpliceError, Edit, Put, Remove, spliced
from reportgen.files import CannotWriteError, ChangedMeanwhileError, put_files
from reportgen.load.structure import structure
from reportgen.load.subjects import kind_of
from reportgen.load.yaml_file import read_source
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.scaffold.names import council_id
from reportgen.scaffold.starter import council_above, starter_files
from reportgen.serve.asked import field
from reportgen.serve.folder import Folder, plain, written
from reportgen.serve.refused import Refused
from reportgen.serve.writing import source_of

_MEETINGS: Final = "meetings"
_LONGEST: Final = 60
"""The number of letters of a title that a file's name takes."""
_MOST: Final = 300
"""The longest title, body or council's name that is taken, in letters: more is a text that slipped into the box."""
_FILL_IN = re.compile(r"[ \t]*# fill in\b[^\n]*")
_PLACES: Final[dict[str, dict[str, FieldPath]]] = {
    "decision": {"title": ("report", "title"), "date": ("meeting", "date"), "body": ("meeting", "body")},
    "meeting": {"date": ("date",), "body": ("body",)},
}
_OF_THE_OCCASION: Final[tuple[FieldPath, ...]] = (
    ("meeting", "item_no"), ("meeting", "exempt_item_no"), ("meeting", "agenda_published"), ("report", "ref"),
    ("report", "clearances"), ("key", "forward_plan_ref"), ("key", "notice_published"), ("key", "notice_address"),
    ("key", "notice"), ("private_meeting",), ("decision",), ("call_in",), ("minutes",), ("review_notes",), ("waive",),
)  # fmt: skip
"""What is said of one meeting and of no other: its numbers, notices and clearances, and what came of it."""
_WORDS: Final = {
    "title": ("What the decision is about is missing.", "give it a title, as Home care: extension of contracts"),
    "date": ("The date of the meeting is missing.", "give a month and a year at least"),
    "body": ("Who decides is missing.", "name the body, as Cabinet"),
    "council_name": ("The council's name is missing.", "give it in full, as Northshire Council"),
}


@dataclass(frozen=True, slots=True)
class _Begun:
    """What somebody has answered: the kind of file, the council's folder, its name, and the first fields."""

    subject: str
    home: PurePosixPath
    council: str
    answers: Mapping[str, str]
    like: str

    def stem(self) -> str:
        """Return the name of its file, without an ending: a meeting's date and body, a decision's title and year."""
        day = self.answers["date"]
        if self.subject == "meeting":
            return f"{day}-{_short(self.answers['body']) or 'meeting'}"
        title = _short(self.answers["title"]) or "decision"
        return title if title.endswith(day[:4]) else f"{title}-{day[:4]}"


def offers(folder: Folder) -> dict[str, Any]:
    """Return the councils that a new file may be of, and whether another one may be begun."""
    within = council_above(folder.path / "new.yaml")
    own = {file.parent.relative_to(folder.path).as_posix(): file for file in folder.council_files()}
    councils = [
        {"folder": at, "name": name, "bodies": bodies, "file": _within(folder, own.get(at or "."))}
        for at, name, bodies in _councils(folder)
    ]
    return {"councils": councils, "may_begin_council": within is None}


def _within(folder: Folder, file: Path | None) -> str:
    """Return the name of a council's file as it is opened here, empty where it lies above the folder."""
    return file.relative_to(folder.path).as_posix() if file is not None else ""


def named(folder: Folder, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the name of the file that answers would get; empty where those that it is made of are not given yet."""
    if asked.get("subject") == "decision":
        asked = {**asked, "body": "Cabinet"}  # its name doesn't say who decides
    try:
        begun = _begun(folder, asked)
    except Refused:
        return {"file": ""}
    return {"file": _free(folder, begun)}


def begin(folder: Folder, asked: dict[str, Any]) -> dict[str, Any]:
    """Write a new file and return its name; it never takes the place of another.

    Raises Refused where an answer is missing or can't be read, with the answer that it is about as `answer`.
    """
    begun = _begun(folder, asked)
    for _ in range(5):
        file = _free(folder, begun)
        place = folder.place(file)
        home, files = starter_files(begun.subject, place, begun.council)
        name, starter = files[0]
        first = _copied(folder, begun) if begun.like else _filled(begun, file, starter.decode()).encode()
        try:
            put_files(home, [(name, first), *files[1:]], {home / each: None for each, _ in files})
        except ChangedMeanwhileError:
            continue  # somebody else took the name in this moment
        except CannotWriteError as fault:
            raise Refused(422, f"It was not begun: {fault}.", "nothing was written") from fault
        return {"file": file}
    raise Refused(409, "It was not begun: others are writing into this folder.", "try again in a moment")


def _begun(folder: Folder, asked: dict[str, Any]) -> _Begun:
    subject = field(asked, "subject", str)
    if subject not in _PLACES:
        raise Refused(400, "Only a decision or a meeting can be begun.")
    answers = {name: _answer(asked, name) for name in _PLACES[subject]}
    home, council = _home(folder, asked)
    like = field(asked, "like", str, "")
    if like and (subject != "decision" or like not in folder.files()):
        raise Refused(404, f"There is no decision `{like[:200]}` to begin from.", "choose another, or begin afresh")
    begun = _Begun(subject, PurePosixPath(like).parent if like else home, council, answers, like)
    _check(begun)
    return begun


def _answer(asked: dict[str, Any], name: str) -> str:
    words = " ".join(field(asked, name, str, "").split())
    if not words:
        message, hint = _WORDS[name]
        raise Refused(422, message, hint, {"answer": name})
    if len(words) > _MOST:
        raise Refused(422, f"This is too long: it takes up to {_MOST} letters.", "shorten it", {"answer": name})
    return words


def _home(folder: Folder, asked: dict[str, Any]) -> tuple[PurePosixPath, str]:
    """Return the folder of the council that a new file is of, and the council's name."""
    at, councils = asked.get("council"), _councils(folder)
    for known, name, _ in councils:
        if at == known:
            return PurePosixPath(known), name
    name = _answer(asked, "council_name")
    if council_above(folder.path / "new.yaml") is not None:
        raise Refused(422, "The papers of this folder are another council's.", "choose it", {"answer": "council"})
    # Beside the other councils, wherever these are.
    beside = PurePosixPath(councils[0][0]).parent if councils else PurePosixPath()
    home = beside / council_id(name)
    if any(str(home) == known for known, _, _ in councils):
        message = f"There is a council in the folder `{home}` already."
        raise Refused(422, message, "choose it, or give the new one's name in full", {"answer": "council_name"})
    return home, name


def _councils(folder: Folder) -> list[tuple[str, str, list[str]]]:
    """Return the councils of a folder: the folder of each within it, its name, the bodies that meet."""
    found = [(file.parent, file) for file in folder.council_files()]
    above = council_above(folder.path / "new.yaml")
    if above is not None and all(place != folder.path for place, _ in found):
        found.insert(0, (folder.path, above[0]))
    councils = []
    for place, file in found:
        source, _ = read_source(file, file.name)
        tree = source.tree if source is not None and isinstance(source.tree, dict) else {}
        name = tree.get("name")
        if isinstance(name, str) and name.strip():
            at = place.relative_to(folder.path).as_posix()
            councils.append(("" if at == "." else at, " ".join(name.split()), list(_bodies(tree.get("bodies")))))
    return councils


def _bodies(listed: object) -> Iterator[str]:
    for body in listed if isinstance(listed, list) else []:
        name = body.get("name") if isinstance(body, dict) else body
        if isinstance(name, str):
            yield name


def _check(begun: _Begun) -> None:
    """Raise Refused for an answer that the file can't hold, as a date that there is none of."""
    kind = Meeting if begun.subject == "meeting" else Decision
    fields = [(name, place) for name, place in _PLACES[begun.subject].items() if name == "date"]
    for name, place in fields:
        text = _nested(place, begun.answers[name])
        for found in structure(source_of("new.yaml", text), kind)[1]:
            if found.path == place:
                raise Refused(422, found.message, found.hint, {"answer": name})


def _nested(place: FieldPath, words: str) -> str:
    """Return a text with one field in it."""
    head = "".join(f"{'  ' * depth}{step}:\n" for depth, step in enumerate(place[:-1]))
    quoted = words.replace("'", "''")
    return f"{head}{'  ' * (len(place) - 1)}{place[-1]}: '{quoted}'\n"


def _free(folder: Folder, begun: _Begun) -> str:
    """Return a name that no file has yet."""
    within = begun.home
    if begun.subject == "meeting" and (folder.path / within).name != _MEETINGS:
        within = within / _MEETINGS
    stem = begun.stem()
    for number in count(1):
        file = (within / f"{stem}{f'-{number}' if number > 1 else ''}.yaml").as_posix()
        place = folder.path / file
        if not place.exists() and not place.is_symlink():
            break
    return file


def _filled(begun: _Begun, file: str, starter: str) -> str:
    """Return a starter with the first answers in it; what says how to give them is gone."""
    text = _spliced(file, starter, _answered(begun))
    for place in _PLACES[begun.subject].values():
        span = source_of(file, text).span(place)
        rest = _FILL_IN.match(text, span.end) if span is not None else None
        if rest is not None:
            text = text[: rest.start()] + text[rest.end() :]
    return text


def _copied(folder: Folder, begun: _Begun) -> bytes:
    """Return an earlier decision with the first answers in it, without what belongs to its own occasion."""
    opened = folder.open(begun.like)
    source = source_of(begun.like, opened.text)
    if kind_of(source.tree) is not Decision:
        message = f"`{begun.like}` is no decision to begin from."
        raise Refused(422, message, "choose another, or begin afresh", {"answer": "like"})
    gone = [Remove(place) for place in _OF_THE_OCCASION if _has(source, place)]
    return written(_spliced(begun.like, opened.text, [*_answered(begun), *gone]), opened.raw)


def _answered(begun: _Begun) -> list[Edit]:
    return [Put(place, begun.answers[name]) for name, place in _PLACES[begun.subject].items()]


def _spliced(file: str, text: str, edits: Iterable[Edit]) -> str:
    """Return a text after changes to it, one after another: each moves what stands below it."""
    for edit in edits:
        try:
            text = plain(spliced(source_of(file, plain(text)), [edit]))
        except CannotSpliceError as fault:
            raise Refused(422, str(fault), "begin afresh", {"answer": "like"}) from fault
    return text


def _has(source: Source, place: FieldPath) -> bool:
    held: object = source.tree
    for step in place:
        if not isinstance(held, dict) or step not in held:
            return False
        held = held[step]
    return True


def _short(words: str) -> str:
    """Return words as a file's name has them: small letters, figures and hyphens, cut between two words."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    short = ""
    for word in re.findall(r"[a-z0-9]+", ascii_only):
        if short and len(short) + 1 + len(word) > _LONGEST:
            break
        short = f"{short}-{word}" if short else word[:_LONGEST]
    return short
