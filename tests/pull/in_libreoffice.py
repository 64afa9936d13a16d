"""Edits made in LibreOffice itself, through its own editing and saving; run by the Python that it knows (`uno`).

Reads jobs as JSON on standard input: `[{"open": FILE, "save": FILE, "tracked": BOOL, "steps": [...]}]`. A step is
`["replace", OLD, NEW]`, `["after", WORDS, NEW]` (a new paragraph behind the one with the words, as Enter makes it) or
`["delete", WORDS]` (the paragraph with the words). Writes the steps of each job whose words it could not find.
"""

# mypy: ignore-errors
# LibreOffice's library has no types, and only the system's own Python has the library.

import json
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def main() -> None:
    """Do the jobs in one LibreOffice, and end it."""
    jobs = json.load(sys.stdin)
    profile = tempfile.mkdtemp(prefix="libreoffice-uno-")
    pipe = f"pull{time.time_ns()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--invisible",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        desktop = _desktop(pipe)
        json.dump([_done(desktop, job) for job in jobs], sys.stdout)
        desktop.terminate()
    finally:
        office.terminate()
        office.wait()


def _desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
            continue
        return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice did not start")


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _done(desktop, job):
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(job["open"]), "_blank", 0, (_property("Hidden", True),)
    )
    document.RecordChanges = bool(job.get("tracked"))
    missing = [step for step in job["steps"] if not _step(document, *step)]
    target = uno.systemPathToFileUrl(job["save"])
    document.storeToURL(target, (_property("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    return missing


def _step(document, kind, words, new=""):
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    found = document.findFirst(search)
    if found is None:
        return False
    text = found.getText()
    cursor = text.createTextCursorByRange(found)
    if kind == "replace":
        cursor.setString(new)
    elif kind == "after":
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.setString(new)
    else:
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        if not cursor.goRight(1, True):
            cursor.collapseToStart()
            cursor.goLeft(1, False)
            cursor.gotoNextParagraph(True)
            cursor.gotoEndOfParagraph(True)
        cursor.setString("")
    return True


main()
