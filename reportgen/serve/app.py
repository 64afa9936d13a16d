"""The application: what each address answers. How it is asked and what it says is one JSON shape an address.

Whatever composes is done by the one worker, so that this loop is free to answer; nothing is kept of a text that is
being written but what was opened and saved, to merge by.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from reportgen.pipeline import Order
from reportgen.scaffold.schemas import KINDS, schema_text
from reportgen.serve import beginning, beside, building, past, prose, screens, versions, word, writing
from reportgen.serve import pages as printed
from reportgen.serve import preview as previews
from reportgen.serve.asked import body_of, field, json_of, path_of
from reportgen.serve.folder import Folder, Moved, plain, version_of
from reportgen.serve.guard import Guard, Pass
from reportgen.serve.home import Home
from reportgen.serve.refused import Refused
from reportgen.serve.worker import Superseded, Urgency, Worker
from reportgen.serve.workshop import Program, Workshop

Made = TypeVar("Made")
Answer = Callable[[Request], Awaitable[Response]]

_log = logging.getLogger(__name__)
_PAUSE: Final = 1.0
"""In seconds: how long nobody has to have typed before the list is gone on with, a row of which takes a while."""
_LONG_FORMATS: Final = ("pdf", "pptx")
_LONG_TEXT: Final = 100_000
"""In characters: a text of which any document takes more than a moment."""
_READ_ONLY: Final = (
    "This file can be read here and not changed: it is marked read-only, or you may not write to its folder."
)
_MENDING: Final = "please report it, with what you did; the text is still in this window"


def make_app(folder: Path, given: Pass, today: Callable[[], date], beside: Program, start: str = "") -> ASGIApp:
    """Return the application for a folder, behind its guard. `today` tells the day; `start` is the page to begin at.

    `beside` is the program that does what takes long; whoever gives it ends it.
    """
    server = Server(Folder(folder), today, Workshop(beside))
    api = [Route(f"/{path}", _faults_told(answer), methods=[method]) for method, path, answer in server.answers()]
    pages = [
        Route("/", _page("home.html")),
        Route("/edit", _page("editor.html")),
        Route("/frame", _faults_told(_frame)),
        Route("/static/{name:path}", _faults_told(_static)),
        Mount("/api", routes=api),
    ]
    routes = [Mount(f"/{given.place}", routes=pages)]
    return Guard(Starlette(routes=routes, exception_handlers={HTTPException: _not_here}), given, start)


class Server:
    """The answers about one folder."""

    def __init__(self, folder: Folder, today: Callable[[], date], workshop: Workshop) -> None:
        self.folder = folder
        self._day = today
        self.worker = Worker()
        self.setter = Worker()
        self.rows = Home(folder)
        self.workshop = workshop
        self._filling: asyncio.Task[None] | None = None
        self._typed = -_PAUSE

    def answers(self) -> list[tuple[str, str, Answer]]:
        """Return every address below `api`: its method, its path, what answers there."""
        return [
            ("GET", "home", self.home),
            ("GET", "begin", self.offers),
            ("POST", "begin/name", self.named),
            ("POST", "begin", self.begin),
            ("GET", "open", self.open),
            ("GET", "schema", self.schema),
            ("GET", "changes", self.changes),
            ("POST", "preview", self.preview),
            ("POST", "pages", self.pages),
            ("POST", "prose", self.prose),
            ("POST", "splice", self.splice),
            ("POST", "save", self.save),
            ("POST", "merge", self.merge),
            ("GET", "build", self.build),
            ("POST", "build", self.build),
            ("POST", "pull", self.pull),
            ("POST", "pull/apply", self.apply),
            ("GET", "history", self.history),
            ("GET", "compare", self.compare),
            ("GET", "redline", self.redline),
        ]

    # Seeing and writing ------------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """Answer with the list of the folder, as far as it is made."""
        told, missing = await asyncio.to_thread(self.rows.told, self._day())
        if missing:
            self._filling = asyncio.create_task(self._fill(missing, self._filling))
        return JSONResponse(told)

    async def _fill(self, missing: list[Callable[[], None]], before: asyncio.Task[None] | None) -> None:
        """Work out rows of the list one by one, in the pauses of those who write."""
        if before is not None:
            await before
        loop = asyncio.get_running_loop()
        for work in missing:
            while loop.time() < self._typed + _PAUSE or self.worker.is_full:
                await asyncio.sleep(_PAUSE / 4)
            await self.worker.do(work, Urgency.LISTED)

    async def offers(self, request: Request) -> Response:
        """Answer with the councils that a new file may be of."""
        return JSONResponse(await asyncio.to_thread(beginning.offers, self.folder))

    async def named(self, request: Request) -> Response:
        """Answer with the name that a new file would get."""
        asked = await json_of(request)
        return JSONResponse(await asyncio.to_thread(beginning.named, self.folder, asked))

    async def begin(self, request: Request) -> Response:
        """Write a new decision or meeting file with its first answers, and answer with its name."""
        asked = await json_of(request)
        return JSONResponse(await asyncio.to_thread(beginning.begin, self.folder, asked))

    async def open(self, request: Request) -> Response:
        """Answer with a file's text and what it can be made into."""
        file = field(dict(request.query_params), "file", str)
        place = self.folder.place(file)
        opened = await asyncio.to_thread(self.folder.open, file)
        writable = await asyncio.to_thread(self.folder.is_writable, file)
        relied = await asyncio.to_thread(beside.relied_on, self.folder, file, opened.raw)
        work = partial(previews.choices, place, file, opened.text)
        about = await self.worker.do(work, Urgency.ASKED)
        told = {
            "file": file,
            "text": opened.text,
            "version": opened.version,
            "line_end": opened.line_end,
            "encoding": opened.encoding,
            "writable": writable,
            "notice": opened.notice if writable else _READ_ONLY,
            **relied,
        }
        return JSONResponse({**told, **about})

    async def schema(self, request: Request) -> Response:
        """Answer with the JSON Schema of a kind of file."""
        name = field(dict(request.query_params), "name", str)
        if name not in KINDS:
            raise Refused(404, "There is no schema of that name.", f"there are {', '.join(KINDS)}")
        text = await asyncio.to_thread(schema_text, name)
        return Response(text, media_type="application/json")

    async def changes(self, request: Request) -> Response:
        """Answer whether a file on disk is still the version that a browser has, and what tells so of all beside it."""
        asked = dict(request.query_params)
        file, version = field(asked, "file", str), field(asked, "version", str)
        raw = await asyncio.to_thread(self.folder.raw, file)
        now = version_of(raw) if raw is not None else ""
        relied = await asyncio.to_thread(beside.relied_on, self.folder, file, raw)
        state = "same" if now == version else "changed" if now else "gone"
        return JSONResponse({"state": state, "version": now, **relied})

    async def preview(self, request: Request) -> Response:
        """Answer with the document of a text that is being written, or that a newer text came."""
        asked = await json_of(request)
        place, wanted = self._wanted(asked)
        slot = (field(asked, "client", str, "")[:100], wanted.file)
        with_tree = "tree" in field(asked, "want", list, [])
        shown, go_on = field(asked, "shown", str, ""), self.worker.go_on
        work = partial(previews.preview, place, wanted, shown, with_tree=with_tree, go_on=go_on)
        self._typed = asyncio.get_running_loop().time()
        try:
            told = await self._while_wanted(request, work, Urgency.TYPING, slot if slot[0] else None)
        except Superseded:
            told = {"status": "superseded"}
        return JSONResponse({**told, "sequence": field(asked, "sequence", int, 0)})

    async def pages(self, request: Request) -> Response:
        """Answer with the pages of a text that is being written, or that a newer text came."""
        asked = await json_of(request)
        place, wanted = self._wanted(asked)
        client = field(asked, "client", str, "")[:100]
        slot = ("pages", client, wanted.file) if client else None
        shown = field(asked, "shown", list, [])
        try:
            laid = await self.worker.do(partial(printed.composed, place, wanted), Urgency.ASKED, slot)
            # Typst lays out without holding up what is composed: a long document takes it seconds.
            told = await self.setter.do(partial(printed.pages, laid, wanted, shown), Urgency.ASKED, slot)
        except Superseded:
            told = {"status": "superseded"}
        return JSONResponse({**told, "sequence": field(asked, "sequence", int, 0)})

    async def prose(self, request: Request) -> Response:
        """Answer with a longer text of the form as it will be printed."""
        asked = await json_of(request)
        file, text, words = (field(asked, name, str) for name in ("file", "text", "words"))
        work = partial(prose.prose, self.folder.place(file), file, text, path_of(asked, "at"), words)
        return JSONResponse(await self._while_wanted(request, work, Urgency.ASKED))

    async def splice(self, request: Request) -> Response:
        """Answer with a text in which fields have been changed, all else as it was."""
        asked = await json_of(request)
        file, text, edits = field(asked, "file", str), field(asked, "text", str), field(asked, "edits", list)
        self.folder.place(file)
        return JSONResponse(await self.worker.do(partial(writing.splice, file, text, edits), Urgency.TYPING))

    async def save(self, request: Request) -> Response:
        """Write a text into its file, or say how the file has changed meanwhile, and write nothing."""
        asked = await json_of(request)
        file, text, version = (field(asked, name, str) for name in ("file", "text", "version"))
        try:
            saved = await asyncio.to_thread(self.folder.save, file, text, version)
        except Moved as moved:
            raise await self._moved(file, text, version, moved) from moved
        return JSONResponse({"version": saved})

    async def merge(self, request: Request) -> Response:
        """Answer with what the file on disk has become, and with both people's changes together."""
        asked = await json_of(request)
        file, text, version = (field(asked, name, str) for name in ("file", "text", "version"))
        try:
            disk = await asyncio.to_thread(self.folder.open, file)
        except Refused as refused:
            if refused.status != 404:
                raise
            disk = None
        return JSONResponse((await self._moved(file, text, version, Moved(disk))).answer)

    async def _moved(self, file: str, text: str, version: str, moved: Moved) -> Refused:
        """Return what is said of a file that is not what it was."""
        if moved.disk is None:
            message = "The file is gone: somebody has deleted or renamed it, or the branch was changed."
            more: dict[str, Any] = {"reason": "gone", "base": None, "disk": None, "merged": None}
            return Refused(409, message, "save it again to write it anew, or keep a copy", more)
        message = "The file has changed on disk since it was opened here."
        disk = {"text": moved.disk.text, "version": moved.disk.version}
        base = self.folder.known(file, version)
        work = partial(writing.merge, file, base, plain(text), moved.disk.text)
        more = {"reason": "changed", "base": base, "disk": disk, "merged": await self.worker.do(work, Urgency.ASKED)}
        return Refused(409, message, "look at both, and choose", more)

    # Getting it --------------------------------------------------------------------------------------------------

    async def build(self, request: Request) -> Response:
        """Answer with a document, from the text that is being written or from the file as it is saved."""
        asked = await json_of(request) if request.method == "POST" else dict(request.query_params)
        raw = await asyncio.to_thread(self.folder.raw, field(asked, "file", str))
        if "text" not in asked:
            asked["text"] = (await asyncio.to_thread(self.folder.open, asked["file"])).text
        place, wanted = self._wanted(asked)
        form = field(asked, "format", str)
        work = partial(building.document, place, wanted, form, raw)
        if form in _LONG_FORMATS or len(wanted.text) > _LONG_TEXT:
            return building.attachment(await self._while_here(request, self.workshop.do(work)))
        return building.attachment(await self._while_wanted(request, work, Urgency.ASKED))

    async def pull(self, request: Request) -> Response:
        """Answer with what was done to an edited Word file."""
        file = field(dict(request.query_params), "file", str)
        place = self.folder.place(file)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/octet-stream":
            raise Refused(415, "This request is not written as our pages write theirs.")
        content = await body_of(request, word.MOST_BYTES)
        work = partial(word.read, self.folder.path, place, file, content)
        return JSONResponse(await self._while_here(request, self.workshop.do(work)))

    async def apply(self, request: Request) -> Response:
        """Answer with a text in which chosen changes of a Word file are made."""
        asked = await json_of(request)
        name, file, text = (field(asked, name, str) for name in ("pull", "file", "text"))
        self.folder.place(file)
        with_remarks = asked.get("comments") is True
        chosen = field(asked, "chosen", list)
        settled = field(asked, "settled", list, [])
        work = partial(word.apply, self.folder.path, name, file, text, chosen, settled, with_remarks=with_remarks)
        return JSONResponse(await self.workshop.do(work))

    # What was before ---------------------------------------------------------------------------------------------

    async def history(self, request: Request) -> Response:
        """Answer with the commits of a file, in words."""
        file = field(dict(request.query_params), "file", str)
        place = self.folder.place(file)
        return JSONResponse(await self._while_here(request, self.workshop.do(partial(past.history, place, file))))

    async def compare(self, request: Request) -> Response:
        """Answer with what differs between two versions of a file, in words and in the document."""
        work = partial(versions.compare, *self._two(request))
        return JSONResponse(await self._while_here(request, self.workshop.do(work)))

    async def redline(self, request: Request) -> Response:
        """Answer with a document in which what differs from an older version is marked."""
        asked = dict(request.query_params)
        work = partial(versions.redline, *self._two(request), field(asked, "format", str, "docx"))
        return building.attachment(await self._while_here(request, self.workshop.do(work)))

    # -------------------------------------------------------------------------------------------------------------

    def _two(self, request: Request) -> tuple[Path, str, str, str, Order]:
        """Return the file whose versions are asked about, the versions, and what is to be made of them."""
        asked = dict(request.query_params)
        place, wanted = self._wanted({**asked, "text": ""})
        return place, wanted.file, field(asked, "from", str), field(asked, "to", str, ""), wanted.order()

    def _wanted(self, asked: dict[str, Any]) -> tuple[Path, previews.Wanted]:
        """Return the place of the file that is asked about, and what is to be made of its text."""
        for name in ("kind", "style", "audience"):
            field(asked, name, str, "")
        place = self.folder.place(field(asked, "file", str))
        return place, previews.wanted_from(asked, place, field(asked, "text", str))

    async def _while_wanted(
        self, request: Request, work: Callable[[], Made], urgency: Urgency, slot: object = None
    ) -> Made:
        """Return what a job of the worker gives; see `_while_here`."""
        return await self._while_here(request, self.worker.do(work, urgency, slot))

    async def _while_here(self, request: Request, making: Coroutine[Any, Any, Made]) -> Made:
        """Return what a job gives; one that has not begun is dropped when the browser no longer waits for it."""
        job = asyncio.ensure_future(making)
        gone = asyncio.ensure_future(_leaves(request))
        await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        if not job.done():
            job.cancel()
            raise Refused(400, "Nobody waits for this any more.")
        return job.result()


async def _leaves(request: Request) -> None:
    """Wait until the browser has closed its connection."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _page(name: str) -> Answer:
    async def answer(request: Request) -> Response:
        return await asyncio.to_thread(screens.screen, name)

    return _faults_told(answer)


async def _frame(request: Request) -> Response:
    return screens.frame()


async def _static(request: Request) -> Response:
    return screens.static_file(request.path_params["name"])


async def _not_here(request: Request, fault: Exception) -> Response:
    """Answer for an address that there is none of."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return screens.fault_screen(
        Refused(status, "There is nothing at this address.", "begin at the home page"), as_page=False
    )


def _faults_told(answer: Answer) -> Answer:
    """Return an answer that tells what can't be done as a fault, and owns up to a fault of ours."""

    async def told(request: Request) -> Response:
        as_page = "/api/" not in request.url.path
        try:
            return await answer(request)
        except Refused as refused:
            return screens.fault_screen(refused, as_page=as_page)
        except Exception as bug:
            _log.exception("%s %s", request.method, request.url.path)
            message = f"reportgen stumbled, and the fault is ours ({type(bug).__name__})."
            return screens.fault_screen(Refused(500, message, _MENDING), as_page=as_page)

    return told
