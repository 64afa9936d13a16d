"""The style sheet of a page, made from a house style: for the screen, for a phone, and for paper."""

import re
from functools import lru_cache
from string import Template

from reportgen.style.style import Look, Style
from reportgen.write._colour import WHITE, mix, readable

_SERIFS = frozenset(
    ("times", "times new roman", "georgia", "cambria", "garamond", "book antiqua", "palatino", "baskerville", "century")
)
_DESK = "#EDF0F3"
"""What lies round the sheet of paper on a screen."""


def style_sheet(style: Style, *, running: str, marked: bool) -> str:
    """Return the style sheet: `running` stands at the head of each printed page; `marked` leaves room for a marking."""
    margins = f"{style.look.margin:g}"
    page = _PAGE.substitute(
        margin=margins,
        foot=f"{max(style.look.margin, 1.8):g}",
        running=css_string(running),
        family=_family(style.look.font),
    )
    return (
        _sheet(style.look, style.lists.bullets)
        + _PRINT.substitute(points=f"{style.look.text_size:g}")
        + page
        + (_MARKED if marked else "")
    )


def css_string(text: str) -> str:
    """Return text as a string of a style sheet: nothing in it can end the string, the rule or the style element."""
    return '"' + re.sub(r"[^\w .,:;()/–—-]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


@lru_cache(maxsize=32)
def _sheet(look: Look, bullets: tuple[str, ...]) -> str:
    label = look.label_fill if _light(look.label_fill) else mix(look.label_fill, WHITE, 0.85)
    head_text = readable(look.table_head_text, look.table_head_fill)
    accent = readable(readable(look.accent, WHITE), label)
    size = look.text_size
    one, two, three = (f"{each / size:.3f}" for each in look.heading_sizes)
    return _SHEET.substitute(
        font=_family(look.font),
        heading_font=_family(look.heading_font),
        text=readable(look.text_colour, label),
        muted=readable("#4A5560", _DESK),
        warning=readable("#8A1C1C", WHITE),
        heading=readable(look.heading_colour, label),
        accent=accent,
        accent_soft=mix(accent, WHITE, 0.75),
        head_fill=look.table_head_fill,
        head_text=head_text,
        label=label,
        lines=look.table_lines,
        desk=_DESK,
        points=f"{size:g}",
        title=f"{look.title_size / size:.3f}",
        one=one,
        two=two,
        three=three,
        capitals="uppercase" if look.capitals else "none",
        label_weight="700" if look.bold_labels else "400",
        bullets=_bullets(bullets),
    )


def _light(colour: str) -> bool:
    return readable("#1A1A1A", colour) == "#1A1A1A"


def _family(font: str) -> str:
    fallback = (
        'Georgia, "Times New Roman", serif' if font.lower() in _SERIFS else 'Arial, "Liberation Sans", sans-serif'
    )
    return f"{css_string(font)}, {fallback}"


def _bullets(bullets: tuple[str, ...]) -> str:
    rules = [
        f"{'ul ' * (depth + 1)}{{ list-style-type: {css_string(bullet + '  ')} }}"
        for depth, bullet in enumerate(bullets)
    ]
    return "\n".join(rules)


# A numbered list or paragraph prints the number that the document carries; the empty marker keeps the list a list
# for a screen reader, which `list-style: none` would not in every browser.
_SHEET = Template("""
:root { color-scheme: light }
*, *::before, *::after { box-sizing: border-box }
html {
  font: 106.25%/1.55 $font; color: $text; background: $desk; overflow-wrap: break-word;
  -webkit-text-size-adjust: 100%
}
body { margin: 0 }
a { color: $accent; text-underline-offset: .15em }
a:hover { text-decoration-thickness: .15em }
:focus-visible { outline: 3px solid $accent; outline-offset: 2px }
.skip { position: absolute; left: -100vw; top: 0; padding: .6rem 1rem; background: $accent; color: #fff; z-index: 2 }
.skip:focus { left: 0 }
.hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap
}
.top, main, .foot { max-width: 52rem; margin: 0 auto; padding: 0 4rem; background: #fff }
.top {
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; align-items: baseline;
  margin-top: 2rem; padding-top: 1.25rem; padding-bottom: .75rem; border-top: .5rem solid $accent
}
.top p { min-width: 0; max-width: 100%; margin: 0 }
.council { font: 700 1.05rem/1.3 $heading_font; color: $accent }
.classification { color: $muted }
.marking { flex-basis: 100%; padding: .5rem .75rem; border: 2px solid $text; font-weight: 700 }
.draft { flex-basis: 100%; font-style: italic }
.contents {
  margin: 2rem 0; padding: .9rem 0 .65rem; border: solid $lines; border-width: 1px 0; font-size: .94rem;
  line-height: 1.4
}
.contents p { margin: 0 0 .4rem; font: 700 1rem/1.25 $heading_font; color: $heading }
.contents ul { list-style-type: ""; margin: 0; padding: 0; columns: 17rem; column-gap: 2rem }
.contents li { margin: 0 0 .25rem; break-inside: avoid }
.contents a { text-decoration-thickness: from-font; text-decoration-color: $accent_soft }
main { display: flow-root; padding-top: .25rem; padding-bottom: 2rem }
main:focus { outline: 0 }
.foot { margin-bottom: 2rem; padding-top: .75rem; padding-bottom: 1.25rem; color: $muted; font-size: .875rem }
.foot p { margin: 0; padding-top: .75rem; border-top: 1px solid $lines }
h1, h2, h3, h4, h5, h6 {
  margin: 1.6em 0 .5em; font-family: $heading_font; line-height: 1.25; color: $heading; text-wrap: balance;
  scroll-margin-top: 1rem
}
h1 { margin-top: .5em; font-size: ${title}rem; text-transform: $capitals }
h2 { margin-top: 1.9em; font-size: ${one}rem; text-transform: $capitals }
h3 { font-size: ${two}rem }
h4, h5, h6 { font-size: ${three}rem; font-style: italic }
h1 + h2, h2 + h3, h3 + h4 { margin-top: .75em }
p { margin: 0 0 .8em }
:target { background: $label; box-shadow: 0 0 0 .4rem $label }
h1 > .number, h2 > .number, h3 > .number, h4 > .number {
  display: inline-block; min-width: 3.4rem; padding-right: .3rem
}
:is(h2, h3, h4):has(> .number) { padding-left: 3.4rem }
:is(h2, h3, h4):has(> .number) > .number { margin-left: -3.4rem }
p.numbered { padding-left: 3.4rem }
p.numbered > .number { display: inline-block; min-width: 3.4rem; margin-left: -3.4rem; padding-right: .6rem }
ul, ol { margin: 0 0 .8em; padding-left: 1.5rem }
li { margin: 0 0 .3em }
li > p { margin-bottom: .4em }
li > :last-child { margin-bottom: 0 }
li > ul, li > ol { margin-top: .3em }
$bullets
ol.numbered { list-style-type: ""; padding-left: 2.4rem }
ol.numbered > li > .number, ol.numbered > li > p:first-child > .number {
  display: inline-block; min-width: 2.4rem; margin-left: -2.4rem; padding-right: .6rem
}
p.numbered + ul, p.numbered + ol { margin-left: 3.4rem }
p + ul, p + ol, .stem { margin-top: 0 }
.stem { margin-bottom: .4em; break-after: avoid }
.banner { margin: .75rem 0; font-weight: 700; color: $accent }
.title { font: 700 ${title}rem/1.25 $heading_font; color: $heading }
.subtitle { font-size: 1.1rem; color: $muted }
.lead { font-size: 1.08rem; line-height: 1.5 }
.caption { font-weight: 700; font-size: .94rem }
.signature { margin-top: 1.5em }
.box { margin: 1.2em 0; padding: .1rem 0 }
.note, .notes, .review, .withheld, .exempt, .recommendations, .resolutions {
  padding: .7rem 1.1rem; background: $label; border-left: .3rem solid $accent
}
.box > :first-child { margin-top: 0 }
.box > :last-child { margin-bottom: 0 }
p.note, p.notes, p.review, p.withheld, p.exempt { margin: 1em 0 }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 0 1.5rem }
.columns > .column { margin: 0 }
.withheld { border-left-style: double }
.exempt { border: .15rem solid $warning; border-left-width: .6rem; background: none }
.review { border-left-style: dashed }
.recommendations .number, .resolutions .number { font-weight: 700; color: $accent }
blockquote { margin: 1.2em 0; padding: 0 0 0 1.2rem; border-left: .2rem solid $accent_soft; font-style: italic }
blockquote > :last-child { margin-bottom: 0 }
figure { margin: 1.6em 0 }
figure > svg, figure > .scroll > svg { display: block; width: 100%; max-width: 40rem; height: auto }
figure > img { display: block; max-width: 100%; height: auto }
figcaption { margin: 0 0 .6em; font-weight: 700; font-size: .94rem }
.scroll { overflow-x: auto; margin: 1.2em 0 }
.scroll > table { margin: 0 }
table {
  width: 100%; margin: 1.2em 0; border-collapse: collapse; font-size: .94rem; line-height: 1.4;
  font-variant-numeric: tabular-nums
}
caption { padding: 0 0 .5em; text-align: left; font-weight: 700 }
th, td { padding: .45rem .65rem; border: 1px solid $lines; text-align: left; vertical-align: top; hyphens: manual }
thead th, thead td { background: $head_fill; color: $head_text; vertical-align: bottom }
thead td { border-color: $lines }
tbody th { background: $label; font-weight: $label_weight }
.centre { text-align: center }
.right { text-align: right }
td > :last-child, th > :last-child { margin-bottom: 0 }
td > ul, td > ol { padding-left: 1.2rem }
td > ol.numbered { padding-left: 2rem }
table.header { margin: 1.5em 0 2em; font-size: 1rem }
table.contact td, table.contact th { border-width: 1px 0 }
.mark { font-size: .7em; line-height: 0; vertical-align: .55em }
.mark a { padding: .3em .15em; text-decoration-thickness: from-font }
.footnotes { margin-top: 2.5em; padding-top: .9rem; border-top: 1px solid $lines; font-size: .92rem; line-height: 1.45 }
.footnotes h2 { margin: 0 0 .5em; font-size: 1.05rem }
.footnotes a[role="doc-backlink"] { display: inline-block; padding: 0 .3em; text-decoration: none }
.chart-data { width: auto; margin: .5em 0; font-size: .85rem }
.chart-data th, .chart-data td { padding: .2rem .6rem }
.page-break { height: 0 }
@media screen and (max-width: 48rem) {
  html { font-size: 100% }
  .top, main, .foot { padding-left: 1rem; padding-right: 1rem; margin-top: 0; margin-bottom: 0 }
  h1 { font-size: min(${title}rem, 1.6rem) }
  p.numbered { padding-left: 2.8rem }
  p.numbered > .number { min-width: 2.8rem; margin-left: -2.8rem }
  p.numbered + ul, p.numbered + ol { margin-left: 1.4rem }
  h1 > .number, h2 > .number, h3 > .number, h4 > .number { min-width: 2.8rem }
  :is(h2, h3, h4):has(> .number) { padding-left: 2.8rem }
  :is(h2, h3, h4):has(> .number) > .number { margin-left: -2.8rem }
  th, td, caption { overflow-wrap: anywhere }
  .scroll > table { min-width: 34rem }
  .scroll > .chart-data { min-width: 0 }
  .scroll > svg { min-width: 26rem }
  table.header, table.header tbody, table.header tr, table.header th, table.header td { display: block; width: auto }
  table.header th { border-bottom: 0; padding-bottom: 0 }
  table.header td { border-top: 0; background: #fff }
  table.header tr > :not(:first-child) { margin-top: -1px }
}
""")

# Margin boxes give the running head and the page numbers in browsers that have them; the marking does not rely on
# them, because it must stand on every page in every browser: a fixed element is printed on each, and the padding of
# the text, cloned where a page ends, keeps clear of it.
_PAGE = Template("""
@page {
  size: A4;
  margin: ${margin}cm ${margin}cm ${foot}cm;
  @top-right { content: $running; font: 8.5pt $family; color: #444 }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt $family; color: #444 }
}
@page :first { @top-right { content: none } }
""")

_PRINT = Template("""
@media print {
  html { font-size: ${points}pt; line-height: 1.4; background: none }
  .skip, .contents, .top .marking, .footnotes a[role="doc-backlink"] { display: none }
  .top, main, .foot { max-width: none; margin: 0; padding: 0 }
  .top { padding-top: .5rem; border-top-width: .3rem }
  a { color: inherit; text-decoration: none }
  :target { background: none; box-shadow: none }
  .scroll { overflow: visible }
  .scroll > table, .scroll > svg { min-width: 0 }
  figure > .scroll > svg { max-width: 34rem }
  table { font-size: .92rem }
  th, td { padding: .25rem .45rem }
  thead { display: table-header-group }
  tr, figure, blockquote, .note, .notes, .withheld, .review, .signature { break-inside: avoid }
  h1, h2, h3, h4, h5, h6, caption, figcaption { break-after: avoid }
  p, li { orphans: 3; widows: 3 }
  .page-break { break-before: page }
  thead th, tbody th, .box, .note, .notes { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
""")

_MARKED = """
.every-page { display: none }
@media print {
  .every-page {
    display: block; position: fixed; top: 0; left: 0; right: 0; margin: 0; padding-bottom: 1mm; background: #fff;
    border-bottom: 1px solid; font: 700 9pt/1.2 sans-serif; text-align: center
  }
  .top { margin-top: 13mm }
  main { padding-top: 13mm; -webkit-box-decoration-break: clone; box-decoration-break: clone }
}
"""
