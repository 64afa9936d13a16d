"""What LibreOffice makes of tracked changes. Run by the system's Python, which has LibreOffice's own library.

    python3 settle_in_office.py PIPE [accept|reject|leave FROM SAVED]...

Accepts or rejects every change of the Word file FROM, saves it as SAVED, opens that anew (LibreOffice counts lists
right only then) and prints, as JSON a file a line, its paragraphs in order: the number shown and the words.
"""

import contextlib
import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def named(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def office(pipe):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def paragraphs(text):
    found = text.createEnumeration()
    while found.hasMoreElements():
        block = found.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from paragraphs(block.getCellByName(name))
        else:
            yield [block.ListLabelString, block.String]


def main(pipe, *orders):
    context = office(pipe)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def opened(path):
        return desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (named("Hidden", True),))

    for how, source, saved in zip(orders[::3], orders[1::3], orders[2::3], strict=True):
        document = opened(source)
        if how in COMMANDS:
            dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[how], "", 0, ())
        document.storeToURL(uno.systemPathToFileUrl(saved), (named("FilterName", "MS Word 2007 XML"),))
        document.close(True)
        again = opened(saved)
        print(json.dumps(list(paragraphs(again.Text))))
        again.close(True)
    with contextlib.suppress(Exception):
        desktop.terminate()


main(*sys.argv[1:])
