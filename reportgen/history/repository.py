"""What git holds of a file, read through the `git` program. The only module that starts another program.

git is given fixed words and what is named stands behind `--`, or has been checked to be a revision, so that no name of
a file or branch can be an option. Nothing that a repository's own settings name is run: no hook, filter, pager, editor,
signature check or other way of showing differences; nothing is fetched, and nothing is asked for. Nothing is written.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Final

from reportgen.base.source import real_path
from reportgen.base.suggest import did_you_mean

MOST_COMMITS: Final = 2000
MOST_SECONDS: Final = 60.0
MOST_BYTES: Final = 64_000_000
_MOST_SAID: Final = 20_000
_PIECE: Final = 65536
_NAMES_AT_ONCE: Final = 200

_SETTINGS: Final = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.attributesFile", os.devnull),
    ("core.quotePath", "false"),
    ("log.showRoot", "true"),
    ("log.showSignature", "false"),
    ("protocol.allow", "never"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
)
_QUIETLY: Final = ("--no-pager", "--literal-pathspecs", "--no-optional-locks", "--no-replace-objects")
_FORMER: Final = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--raw", "--no-abbrev", "-z")
_LOG: Final = ("log", "-c", *_FORMER, "--no-decorate", "--no-notes", "--encoding=UTF-8")
_COMMIT_MARK, _SUBJECT_MARK = "\x01", "\x02"
_WHO_AND_WHAT: Final = "--format=%x01%H %aI %aN%x02%s"

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_LINK = "120000"
_NO_COMMIT = b"Not a valid object name HEAD"


class HistoryError(Exception):
    """What git keeps can't be read: one sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its hash, its author's name, when that author made it, and the first line of its message.

    Where it is one of a file's, `name` is the file's name in it, from the top of the repository; `content` is git's own
    hash of what the file then said, empty where the commit deletes it; `before` are those of what it said before, one
    for each commit that it follows: none in its first.
    """

    hash: str
    author: str
    date: datetime
    subject: str
    name: str = ""
    content: str = ""
    before: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """Return the hash as people write it."""
        return self.hash[:8]


@dataclass(frozen=True)
class Repository:
    """A git work tree, by the folder at its top. Every method raises HistoryError where git can't be asked."""

    top: Path

    @cached_property
    def head(self) -> str | None:
        """Return the hash of the commit that the work tree stands on; None before the first commit."""
        found = self._asked("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}", refusal=1)
        return found.decode().strip() if found else None

    @cached_property
    def is_shallow(self) -> bool:
        """Return whether this copy was made without the older commits, as build servers do."""
        return self._asked("rev-parse", "--is-shallow-repository").strip() == b"true"

    def revision(self, named: str) -> str:
        """Return the hash of the commit that a revision names: a hash, branch, tag, `HEAD~2`.

        Raises HistoryError where there is none, with the name that is nearest.
        """
        if self.head is None:
            raise HistoryError("There is no commit in this git repository yet.")
        if named and not named.startswith("-") and not _UNPRINTABLE.search(named):
            wanted = f"{named}^{{commit}}"
            found = self._asked("rev-parse", "--verify", "--quiet", "--end-of-options", wanted, refusal=1)
            if found:
                return found.decode().strip()
        names = self._asked("for-each-ref", "--format=%(refname:short)", "--count=1000", "refs/heads", "refs/tags")
        near = did_you_mean(named, names.decode("utf-8", "replace").split())
        hint = near or "give a commit's hash, a branch, a tag, or `HEAD~1` for the commit before the last."
        cut = f" {_SHALLOW}" if self.is_shallow else ""
        raise HistoryError(f"There is no revision `{_printable(named)}` in this git repository: {hint}{cut}")

    def commits(self, path: Path, since: str | None = None, until: str = "HEAD") -> tuple[Commit, ...]:
        """Return the commits that changed a file, newest first, by its older names too; none for one never committed.

        Of a file that is gone they are those up to the one that took it out or gave it another name. `since` and
        `until` are revisions: those after the first, up to the second. At most MOST_COMMITS of them.
        """
        if self.head is None:
            return ()
        last = self.revision(until)
        first = (f"^{self.revision(since)}",) if since is not None else ()
        name = self._name_in(last, path, follow=until != "HEAD") or self.name(path)
        words = (*_LOG, "--follow", "-M", f"--max-count={MOST_COMMITS}", _WHO_AND_WHAT, last, *first)
        return tuple(_commits_in(self._asked(*words, "--", name).decode("utf-8", "replace")))

    def renamed_to(self, commit: str, name: str) -> str | None:
        """Return the name that a commit gave to a file instead of the one that it had; None where it gave none."""
        words = ("diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "-z", "--no-commit-id", "--root")
        return self._renames(*words, "--no-ext-diff", "--no-textconv", "--no-relative", self.revision(commit)).get(name)

    def content_at(self, revision: str, path: Path) -> bytes | None:
        """Return what a file said at a revision, by the name that it had then; None where it was not there."""
        at = self.revision(revision)
        name = self._name_in(at, path)
        return self.kept(at, name) if name is not None else None

    def kept(self, revision: str, name: str) -> bytes | None:
        """Return a file by its name from the top of the repository, links followed; None where it isn't there."""
        if "\n" in name:
            return None
        asked = f"{self.revision(revision)}:{name}\n".encode()
        answer = self._asked("cat-file", "--batch", "--follow-symlinks", given=asked)
        headline, _, rest = answer.partition(b"\n")
        words = headline.split()
        if words[-1:] == [b"missing"] and self._first_there(revision, (name,)):
            raise HistoryError(f"This copy of the repository lacks what `{name}` said: clone it anew, as a whole.")
        if len(words) != 3 or words[1] != b"blob":
            return None
        return rest[: int(words[2])]

    def contents(self, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Return what files said, by git's own hashes of it, as commits bear them; what is not there is left out."""
        wanted = [one for one in dict.fromkeys(hashes) if _HASH.fullmatch(one)]
        if not wanted:
            return {}
        answer = self._asked("cat-file", "--batch", given="".join(f"{one}\n" for one in wanted).encode())
        found: dict[str, bytes] = {}
        at = 0
        for one in wanted:
            end = answer.index(b"\n", at)
            words = answer[at:end].split()
            at = end + 1
            if len(words) == 3:
                size = int(words[2])
                found[one] = answer[at : at + size]
                at += size + 1
        return found

    def commit_holding(self, path: Path) -> str | None:
        """Return the hash of the commit that gave a file the very bytes that it has now; None where none did.

        That is the last one to change the file, if nothing was changed since. Line ends don't count where git itself
        writes other ones, as it does on Windows.
        """
        return self.commits_holding((path,)).get(path)

    def commits_holding(self, paths: Sequence[Path]) -> Mapping[Path, str]:
        """Return, of several files at once, the commit that gave each the bytes that it has now, where one did."""
        named = {self.name(path): path for path in paths}
        unchanged = {name: kept for name, kept in self._kept_now(tuple(named)).items() if _says(named[name], kept)}
        found: dict[Path, str] = {}
        for names in _in_parts(tuple(unchanged)):
            wanted = set(names)
            words = (*_LOG, "--full-history", "--no-renames", "--format=%x01%H", "HEAD", "--", *names)
            commit = ""
            with contextlib.closing(self._parted(*words)) as words_said:
                for word in words_said:
                    commit = word.strip()[1:] if word.strip().startswith(_COMMIT_MARK) else commit
                    if word in wanted:
                        wanted.remove(word)
                        found[named[word]] = commit
                    if not wanted:
                        break
        return found

    def blame(self, path: Path, text: str | None = None) -> tuple[Commit | None, ...]:
        """Return, for each line of a file, the commit that it comes from; None for a line that is in no commit yet.

        `text` is what the file says, where that is not what stands on the disk.
        """
        now = _lines(path.read_bytes().decode("utf-8-sig", "replace") if text is None else text)
        name = self._name_in(self.head, path) if self.head is not None else None
        if name is None or self.head is None:
            return (None,) * len(now)
        words = ("blame", "--porcelain", "--no-textconv", "--no-progress", "--encoding=UTF-8", "--no-ignore-revs-file")
        told = self._asked(*words, self.head, "--", name).decode("utf-8", "replace")
        lines, commits = _blamed(told)
        origins: list[Commit | None] = [None] * len(now)
        for old, new, size in SequenceMatcher(None, lines, now, autojunk=False).get_matching_blocks():
            origins[new : new + size] = commits[old : old + size]
        return tuple(origins)

    def is_in_conflict(self, path: Path) -> bool:
        """Return whether git has stopped in the middle of a merge and left both versions in a file."""
        return bool(self._asked("ls-files", "--unmerged", "-z", "--", self.name(path)))

    def _lay(self, at: str, folder: Path, names: Sequence[str]) -> None:
        """Lay the files of a commit that have these names under a folder, as they stood from the repository's top.

        What is no ordinary file is left out, as is what lies in another repository.
        """
        listed = self._asked("ls-tree", "-r", "-z", "--full-tree", at, "--", *names)
        entries = [_entry(line) for line in listed.decode("utf-8", "surrogateescape").split("\0") if line]
        files = {name: kept for mode, kept, name in entries if mode.startswith("100") and _stays_below(name)}
        links = [name for mode, _, name in entries if mode == _LINK and _stays_below(name)]
        contents = self.contents(tuple(files.values()))
        for name, kept in files.items():
            _put(folder / name, contents.get(kept))
        for name in links:
            _put(folder / name, self.kept(at, name))

    def subject_at(self, revision: str, path: Path, folder: Path) -> Path | None:
        """Lay what a decision or meeting file stood on at a revision under a folder, and return where it is there.

        That is every YAML file, as councils' and other decisions' are, and all in folders `templates`. A folder `.git`
        with nothing in it marks the top, so that nothing is looked for above it. None where the file was not in that
        revision, by any of its names.
        """
        at = self.revision(revision)
        name = self._name_in(at, path)
        if name is None:
            return None
        listed = self._asked("ls-tree", "-r", "-z", "--full-tree", "--name-only", at)
        names = [one for one in listed.decode("utf-8", "surrogateescape").split("\0") if one]
        wanted = [one for one in names if _is_stood_on(PurePosixPath(one))]
        (folder / ".git").mkdir(parents=True, exist_ok=True)
        for part in _in_parts(wanted):
            self._lay(at, folder, part)
        return folder / name

    def name(self, path: Path) -> str:
        """Return a file's name from the top of the repository. Raises HistoryError for one outside of it."""
        # A link's folder is followed, and so is a link: git keeps what it leads to under its own name.
        whole = real_path(path)
        top = real_path(self.top)
        if not whole.is_relative_to(top):
            raise HistoryError(f"`{path}` is not in the git repository `{self.top}`.")
        return whole.relative_to(top).as_posix()

    def _name_in(self, revision: str, path: Path, *, follow: bool = True) -> str | None:
        """Return the name that a file had in a commit: the one that it has now, or another that it has had."""
        now = self.name(path)
        found = self._first_there(revision, (now,)) or self._first_there(revision, self._moved_from(now))
        if found is None and follow:
            found = self._first_there(revision, [one.name for one in self.commits(path)])
        return found

    def _first_there(self, revision: str, names: Sequence[str]) -> str | None:
        there: set[str] = set()
        for part in _in_parts(tuple(dict.fromkeys(names))):
            listed = self._asked("ls-tree", "-z", "--full-tree", "--name-only", revision, "--", *part)
            there |= set(listed.decode("utf-8", "surrogateescape").split("\0"))
        return next((name for name in names if name in there), None)

    def _moved_from(self, name: str) -> tuple[str, ...]:
        """Return the name that a file has in the last commit, where git was told that it is renamed."""
        words = ("diff-index", "--cached", "-M", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff")
        renames = self._renames(*words, "--no-textconv", "--no-relative", "HEAD")
        return tuple(old for old, new in renames.items() if new == name)

    def _renames(self, *words: str) -> dict[str, str]:
        """Return what git says was renamed: the new names by the old ones."""
        parts = self._asked(*words).decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(parts[1::3], parts[2::3], strict=False))

    def _kept_now(self, names: Sequence[str]) -> Mapping[str, str]:
        """Return git's hashes of what files say in the last commit; none where there is no commit."""
        kept: dict[str, str] = {}
        for part in _in_parts(names):
            listed = self._asked("ls-tree", "-z", "--full-tree", "HEAD", "--", *part, refusal=_NO_COMMIT)
            for line in listed.decode("utf-8", "surrogateescape").split("\0"):
                if line:
                    mode, one, name = _entry(line)
                    kept |= {name: one} if mode.startswith("100") else {}
        return kept

    def _asked(self, *words: str, given: bytes = b"", refusal: int | bytes = b"") -> bytes:
        """Return what git answers; nothing where it refuses with this status or these words. Raises HistoryError."""
        with _running(self.top, words, given) as git:
            answer = bytearray()
            while piece := git.stdout.read(_PIECE):
                answer += piece
                if len(answer) > MOST_BYTES:
                    raise HistoryError(f"git has more to say of `{self.top}` than can be read: is it a repository?")
            status = git.ended()
        if not status:
            return bytes(answer)
        if refusal and (status == refusal if isinstance(refusal, int) else refusal in git.said):
            return b""
        raise HistoryError(_in_words(git.said, self.top, git.is_late))

    def _parted(self, *words: str) -> Generator[str, None, None]:
        """Yield what git answers, parted at its NUL characters, as it comes; it is stopped when no more is wanted."""
        with _running(self.top, words, b"") as git:
            rest = b""
            while piece := os.read(git.stdout.fileno(), _PIECE):
                *whole, rest = (rest + piece).split(b"\0")
                yield from (one.decode("utf-8", "surrogateescape") for one in whole)
            status = git.ended()
            yield rest.decode("utf-8", "surrogateescape")
        if status:
            raise HistoryError(_in_words(git.said, self.top, git.is_late))


def repository_of(path: Path) -> Repository | None:
    """Return the git work tree that a file or folder is in; None where it is in none. Starts no program."""
    whole = real_path(path)
    for folder in (whole, *whole.parents):
        if (folder / ".git").exists():
            return Repository(folder)
    return None


# Starting git ---------------------------------------------------------------------------------------------------


class _Running:
    """git while it runs: what it answers is read from `stdout`; what it says is kept, as far as it is wanted."""

    def __init__(self, process: "subprocess.Popen[bytes]", given: bytes) -> None:
        if process.stdout is None or process.stderr is None:
            raise TypeError("git was started without a pipe")
        self.stdout = process.stdout
        self.said = b""
        self.is_late = False
        self._process = process
        self._listener = threading.Thread(target=self._listen, args=(process.stderr,), daemon=True)
        self._listener.start()
        self._giver = threading.Thread(target=self._give, args=(given,), daemon=True)
        if given:
            self._giver.start()
        self._clock = threading.Timer(MOST_SECONDS, self._stop)
        self._clock.daemon = True
        self._clock.start()

    def ended(self) -> int:
        """Return the status that git ends with, once it has."""
        status = self._process.wait()
        self._listener.join()
        return status

    def close(self) -> None:
        """End git where it still runs, and all that listens to it."""
        self._clock.cancel()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdout, self._process.stderr, self._process.stdin):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _listen(self, stderr: IO[bytes]) -> None:
        while piece := stderr.read(_PIECE):
            self.said += piece[: _MOST_SAID - len(self.said)]

    def _give(self, given: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.write(given)
                self._process.stdin.close()

    def _stop(self) -> None:
        self.is_late = True
        self._process.kill()


@contextlib.contextmanager
def _running(top: Path, words: Sequence[str], given: bytes) -> Iterator[_Running]:
    settings = [part for name, value in _SETTINGS for part in ("-c", f"{name}={value}")]
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is git, its words are fixed, and no shell reads them
            [_program(), *_QUIETLY, *settings, *words],
            cwd=top,
            env=_environment(top),
            stdin=subprocess.PIPE if given else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as fault:
        raise HistoryError(f"git could not be started: the system says: {fault.strerror}.") from fault
    git = _Running(process, given)
    try:
        yield git
    finally:
        git.close()


def _program() -> str:
    """Return where git is: nothing in the current folder or one named by a relative path is taken for it."""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders))
    if found is None or not Path(found).is_absolute():
        raise HistoryError(
            "git is not installed, or not where programs are looked for: install it from git-scm.com or your "
            "software centre."
        )
    return found


def _environment(top: Path) -> dict[str, str]:
    """Return the variables that git is given: none that lead it elsewhere, all that keep it quiet."""
    led = ("GIT_", "LC_", "LANG", "PAGER", "EDITOR", "VISUAL", "SSH_ASKPASS")
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(led)}
    return kept | {
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_ATTR_NOSYSTEM": "1",
        # A folder above that is a repository too is not the one that was meant.
        "GIT_CEILING_DIRECTORIES": str(top.parent),
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
        "GIT_TERMINAL_PROMPT": "0",
    }


_SHALLOW: Final = "This copy was made without the older commits: `git fetch --unshallow` brings them."


def _in_words(said: bytes, top: Path, is_late: bool) -> str:
    """Return why git did not answer, as a sentence."""
    words = said.decode("utf-8", "replace")
    if is_late:
        return f"git did not answer within {MOST_SECONDS:.0f} seconds about `{top}`, and was stopped."
    if "dubious ownership" in words:
        return (
            f"git reads no repository that belongs to another user, and `{top}` does. If you trust it, run: "
            f"git config --global --add safe.directory {top.as_posix()}"
        )
    if "not a git repository" in words:
        return f"`{top / '.git'}` is there, but is no git repository that can be read: clone it anew."
    if "unknown option" in words or "usage: git" in words:
        return "The git that is installed is too old: version 2.31 or later is needed."
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in words.splitlines() if line.strip()]
    return f"git can't read the history in `{top}`; it says: {_printable(lines[0]) if lines else 'nothing'}"


# Reading what git answers ---------------------------------------------------------------------------------------


def _commits_in(told: str) -> Iterator[Commit]:
    """Yield the commits of a log with raw differences, parted at NUL characters."""
    words = iter(told.split("\0"))
    opened: Commit | None = None
    for word in words:
        word = word.lstrip("\n")
        if word.startswith(_COMMIT_MARK):
            opened = _commit_told(word)
        elif word.startswith(":") and opened is not None:
            hashes = [one for one in word.split() if _HASH.fullmatch(one)]
            status = word.split()[-1]
            names = [next(words, "") for _ in range(2 if status[0] in "RC" else 1)]
            *before, content = ["" if set(one) == {"0"} else one for one in hashes]
            is_copy = status.startswith("C")
            known = () if is_copy else tuple(one for one in before if one)
            yield replace(opened, name=names[-1], content=content, before=known)
            if is_copy:
                # A paper begun from another's file is no later version of that one.
                return
            opened = None


def _commit_told(word: str) -> Commit:
    whole, _, subject = word.removeprefix(_COMMIT_MARK).partition(_SUBJECT_MARK)
    commit, _, rest = whole.partition(" ")
    date, _, author = rest.partition(" ")
    return Commit(commit, _printable(author), _moment(date), _printable(subject))


def _moment(written: str) -> datetime:
    """Return when a commit says that it was made; the beginning of git's own time where it says nothing possible."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _blamed(told: str) -> tuple[list[str], list[Commit | None]]:
    """Return the lines of a file as committed, and the commit that each comes from."""
    lines: list[str] = []
    commits: list[Commit | None] = []
    known: dict[str, dict[str, str]] = {}
    at: dict[str, str] = {}
    for line in told.split("\n"):
        if line.startswith("\t"):
            lines.append(line[1:].rstrip("\r"))
            commits.append(_commit_blamed(at))
            continue
        word, _, rest = line.partition(" ")
        if _HASH.fullmatch(word):
            at = known.setdefault(word, {"hash": word})
        else:
            at[word] = rest
    if lines:
        lines[0] = lines[0].removeprefix("\ufeff")
    return lines, commits


def _commit_blamed(told: Mapping[str, str]) -> Commit:
    zone = told.get("author-tz", "+0000")
    minutes = int(zone[-4:-2]) * 60 + int(zone[-2:])
    shift = timedelta(minutes=max(-1439, min(1439, -minutes if zone.startswith("-") else minutes)))
    try:
        date = datetime.fromtimestamp(int(told.get("author-time", "0")), timezone(shift))
    except (OverflowError, ValueError, OSError):
        date = datetime.fromtimestamp(0, UTC)
    author, subject = _printable(told.get("author", "")), _printable(told.get("summary", ""))
    return Commit(told["hash"], author, date, subject, told.get("filename", ""))


def _entry(line: str) -> tuple[str, str, str]:
    """Return mode, hash and name of one entry of a folder as git lists it."""
    told, _, name = line.partition("\t")
    mode, _, rest = told.partition(" ")
    return mode, rest.split()[1], name


def _lines(text: str) -> list[str]:
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _says(path: Path, kept: str) -> bool:
    """Return whether a file says what git's hash of a content stands for, line ends aside."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return kept in (_git_hash(content, kept), _git_hash(content.replace(b"\r\n", b"\n"), kept))


def _git_hash(content: bytes, like: str) -> str:
    """Return git's hash of a content: SHA-1, or SHA-256 where the repository is of the newer kind."""
    kind = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return kind(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def _stays_below(name: str) -> bool:
    """Return whether a name that git keeps leads nowhere but below the folder that it is put in."""
    parts = name.split("/")
    return not any(part.casefold() in ("", ".", "..", ".git") or "\\" in part or ":" in part for part in parts)


def _is_stood_on(name: PurePosixPath) -> bool:
    return name.suffix.lower() in (".yaml", ".yml") or "templates" in name.parts[:-1]


def _put(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield names in parts that a command line has room for."""
    for start in range(0, len(names), _NAMES_AT_ONCE):
        yield names[start : start + _NAMES_AT_ONCE]


def _printable(text: str) -> str:
    """Return a text without characters that would move the cursor of a terminal or turn what follows."""
    return _UNPRINTABLE.sub(" ", text).strip()
