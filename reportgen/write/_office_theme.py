"""The theme of an Office file: the colours and fonts of the house style, for whoever draws or colours by hand."""

from reportgen.style.style import Look
from reportgen.write._ooxml import HEAD, A, attribute


def tint(colour: str, share: float) -> str:
    """Return a colour (six digits) with a share of white mixed in, from 0 (itself) to 1 (white)."""
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(part + (255 - part) * share):02X}" for part in parts)


def theme_part(look: Look) -> str:
    """Return the theme: what Word offers an officer who draws or colours something by hand is the house style's."""
    accent = plain_hex(look.accent)
    colours = {
        "dk1": plain_hex(look.text_colour), "lt1": "FFFFFF",
        "dk2": plain_hex(look.heading_colour), "lt2": plain_hex(look.label_fill),
        **{f"accent{at}": tint(accent, share) for at, share in enumerate((0, 0.25, 0.4, 0.55, 0.7, 0.8), 1)},
        "hlink": accent, "folHlink": accent,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours.items())

    def font(which: str, name: str) -> str:
        return (
            f'<a:{which}Font><a:latin typeface="{attribute(name)}"/><a:ea typeface=""/><a:cs typeface=""/>'
            f"</a:{which}Font>"
        )

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="House style"><a:themeElements><a:clrScheme name="House style">{scheme}'
        "</a:clrScheme>"
        f'<a:fontScheme name="House style">{font("major", look.heading_font)}{font("minor", look.font)}</a:fontScheme>'
        f'<a:fmtScheme name="House style"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}'
        "</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def plain_hex(colour: str) -> str:
    """Return a colour as Office writes it: six capital digits."""
    return colour.removeprefix("#").upper()
