"""A redline as Markdown and as a page: what was put in and taken out, told in words as well as in colours."""

import re
from html import escape
from typing import Final

from reportgen.document.nodes import Document
from reportgen.redline.trees import MARKS, PUT_IN, TAKEN_OUT, marked
from reportgen.style.style import Style
from reportgen.write import html, md
from reportgen.write.writer import Output

_IN_MARKDOWN: Final = dict(zip((*PUT_IN, *TAKEN_OUT), ("{++", "++}", "{--", "--}"), strict=True))
_ADDED, _GONE, _END = "added: ", "taken out: ", " (end)"
_ON_PAGE: Final = {
    PUT_IN[0]: f'<ins><span class="hidden">{_ADDED}</span>',
    PUT_IN[1]: f'<span class="hidden">{_END}</span></ins>',
    TAKEN_OUT[0]: f'<del><span class="hidden">{_GONE}</span>',
    TAKEN_OUT[1]: f'<span class="hidden">{_END}</span></del>',
}
_NOT_WORDS: Final = re.compile(r"<[^>]*>|<title>[^<]*</title>")
_MARK: Final = re.compile(f"[{MARKS}]")
_SPELT: Final = re.compile(f"&#({'|'.join(str(ord(mark)) for mark in MARKS)});")
_SETTLED: Final = dict.fromkeys(map(ord, MARKS))


def markdown(old: Document, new: Document, style: Style, told: str) -> Output:
    """Return the newer version in Markdown with its changes as CriticMarkup: `{++put in++}`, `{--taken out--}`.

    CriticMarkup is plain in any editor, and some show it as tracked changes. `told` says what was compared.
    """
    output = md.WRITER.write(marked(old, new), style, b"")
    # Beside the stars of weight the writer spells what is no word by its number.
    text = _SPELT.sub(lambda found: chr(int(found[1])), output.content.decode())
    text = _MARK.sub(lambda found: _IN_MARKDOWN[found[0]], text)
    legend = f"{md_escaped(told)} Added: {{++like this++}}. Taken out: {{--like this--}}."
    return Output(f"{legend}\n\n{text}".encode(), output.companions, output.faults)


def md_escaped(text: str) -> str:
    """Return words as they stand in a line of Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def page(old: Document, new: Document, style: Style, told: str) -> Output:
    """Return the newer version as a page with its changes marked, and a legend. `told` says what was compared."""
    output = html.WRITER.write(marked(old, new), style, b"")
    text = _NOT_WORDS.sub(lambda found: found[0].translate(_SETTLED), output.content.decode())
    text = _MARK.sub(lambda found: _ON_PAGE[found[0]], text)
    text = text.replace("</style>", f"{_look(style)}</style>", 1)
    text = text.replace("<title>", "<title>Changes: ", 1)
    start = text.index(">", text.index("<main ")) + 1
    return Output(f"{text[:start]}\n{_legend(told)}{text[start:]}".encode(), output.companions, output.faults)


def _legend(told: str) -> str:
    return (
        '<div class="changes" role="note">\n'
        f"<p>{escape(told)}</p>\n"
        "<p>Words that were <ins>added</ins> are underlined, words that were <del>taken out</del> are struck through; "
        "a screen reader says which.</p>\n</div>"
    )


def _look(style: Style) -> str:
    """Return the look of marks. Underline and strike tell on paper without colours what colours tell on the screen."""
    return f"""
ins {{ background: #e3f4e8; color: #0b4f24; text-decoration: underline; text-underline-offset: 0.15em; }}
del {{ background: #fcebea; color: #8a1c16; text-decoration: line-through; }}
ins, del {{ position: relative; }}
.changes {{ border-inline-start: 0.3rem solid {style.look.accent}; padding: 0.5rem 1rem; margin: 1rem 0; }}
.changes p {{ margin: 0.25rem 0; }}
th ins, th del, th ins strong, th del strong {{ background: #fff; }}
@media print {{
  ins, del {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""
