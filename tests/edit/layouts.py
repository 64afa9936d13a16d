"""Random files of our kind of YAML, laid out in as many ways as people lay them out, and random edits to them."""

from collections.abc import Callable

from hypothesis import strategies as st

from reportgen.base.source import FieldPath
from reportgen.edit.splice import Edit, Insert, Move, Put, Remove

NAMES = ("id", "title", "text", "report", "risks", "summary", "lots", "a b", "1", "é", "no", "x-y", "service", "key")
# fmt: off
WORDS = (
    "Care", "at", "home,", "£1,234", "-", "*", "#", "a:", "b: c", "{{ x }}", "[1]", "'", '"', "\\", "|", ">", "&a",
    "!", "%", "@", "`", "é", "😀", "null", "~", "yes", "“so”", "?", "...", "---", "<<", "=", "\u00a0", "1.",
    "- -",
)
# fmt: on

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), min_size=1, max_size=5).map("\n".join),
    st.text(st.sampled_from("ab :#-\n\t'\"\\,[]{}|>&*!%@`?=~\u00a0é😀"), max_size=12),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: " ".join(words) + "\n"),
    st.sampled_from(("", "null", "~", "plain words", "\n", "  ", "x\n\n\n", "  x\n y\n", "\tx\n", "a\r\nb", "x \n y")),
)
trees = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
groups = st.dictionaries(st.sampled_from(NAMES), trees, min_size=1, max_size=5)


class Layout:
    """Lays a tree out as text, choosing at every turn by `draw`."""

    def __init__(self, draw: Callable[..., object]) -> None:
        self.draw = draw
        self.comments = 0
        self.step = int(str(draw(st.sampled_from((2, 2, 4, 3)))))
        self.dash = int(str(draw(st.sampled_from((0, 2, self.step)))))
        self.after_dash = int(str(draw(st.sampled_from((2, 2, 4)))))
        self.mark = draw(st.sampled_from("'\""))

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def comment(self, indent: int) -> list[str]:
        self.comments += 1
        return [f"{' ' * indent}# comment {self.comments}"]

    def between(self, indent: int, *, first: bool) -> list[str]:
        lines: list[str] = []
        if not first and self.chance(4):
            lines += [""] * int(str(self.draw(st.integers(1, 2))))
        if self.chance(8):
            lines += [*self.comment(indent), ""]
        if self.chance(6):
            lines += self.comment(indent)
        return lines

    def lines(self, tree: object, indent: int) -> list[str]:
        """Return the lines of a group or list that has entries."""
        made: list[str] = []
        entries = tree.items() if isinstance(tree, dict) else enumerate(tree)  # type: ignore[arg-type]
        for place, (name, value) in enumerate(entries):
            made += self.between(indent, first=not made and not place)
            if isinstance(tree, dict):
                head, own, parent = f"{' ' * indent}{self.name(name)}:", self.step, indent
                own = self.dash if isinstance(value, list) else own
            else:
                head, own, parent = f"{' ' * indent}-", self.after_dash, indent
            made += self.entry(head, value, indent + own, parent, in_list=isinstance(tree, list))
            if self.chance(9):
                made += self.comment(indent + own)
        if self.chance(9):
            made += self.comment(indent)
        return made

    def entry(self, head: str, value: object, indent: int, parent: int, *, in_list: bool) -> list[str]:
        trail = f"  {self.comment(0)[0]}" if self.chance(7) else ""
        if value is None:
            return [head + self.pick("", " ~", " null") + trail]
        if isinstance(value, str):
            return self.text(head, value, parent, trail)
        if not value or self.chance(4):
            return [f"{head} {self.brackets(value)}{trail}"]
        lines = self.lines(value, indent)
        if in_list and self.chance(4) is False and lines[0][indent : indent + 1] not in ("#", ""):
            return [head + " " * (indent - len(head)) + lines[0][indent:], *lines[1:]]
        return [head + trail, *lines]

    def pick(self, *ways: str) -> str:
        return str(self.draw(st.sampled_from(ways)))

    def name(self, name: str) -> str:
        return f'"{name}"' if self.chance(12) else name

    def brackets(self, value: object) -> str:
        if value is None:
            return "~"
        if isinstance(value, str):
            return _plain(value, in_brackets=True) or _double(value)
        pad = self.pick("", " ")
        if isinstance(value, dict):
            inner = [f"{name}: {self.brackets(one)}" for name, one in value.items()]
            return "{" + pad + f",{pad or ' '}".join(inner) + pad + "}"
        return "[" + pad + ", ".join(self.brackets(one) for one in value) + pad + "]"  # type: ignore[attr-defined]

    def text(self, head: str, text: str, parent: int, trail: str) -> list[str]:
        way = self.pick("plain", "single", "double", "literal", "literal", "folded")
        indent = parent + self.step
        if way == "plain" and (plain := _plain(text)):
            if self.chance(5) and " " in plain:
                first, _, second = plain.partition(" ")
                if second.strip() == second and second and first.strip():
                    return [f"{head} {first}", f"{' ' * indent}{second}{trail}"]
            return [f"{head} {plain}{trail}"]
        if way == "single" and not set(text) & set("\n\r\t"):
            return [f"{head} '" + text.replace("'", "''") + f"'{trail}"]
        body = text.rstrip("\n")
        ends = len(text) - len(body)
        if way in ("literal", "folded") and body.strip(" \t\n") and "\r" not in text:
            sign = str(self.step) if body[0] in " \t\n" or self.chance(8) else ""
            chomp = "-" if ends == 0 else "" if ends == 1 else "+"
            if way == "folded" and "\n" not in body and body.strip() == body and "  " not in body:
                words = [word for word in body.split(" ") if word]
                cut = len(words) // 2 or 1
                rows = [" ".join(words[:cut]), *([" ".join(words[cut:])] if words[cut:] else [])]
                rows = rows if not any(row[:1].isspace() for row in rows) else [body]
                head = f"{head} >{sign}{chomp}{trail}"
            else:
                rows = body.split("\n")
                head = f"{head} |{sign}{chomp}{trail}"
            return [head, *(" " * indent + row if row else "" for row in rows), *[""] * (ends - 1)]
        return [f"{head} {_double(text)}{trail}"]


def _plain(text: str, *, in_brackets: bool = False) -> str:
    bad = set(text) & set("\n\r\t#:\u00a0" + (",[]{}" if in_brackets else ""))
    return "" if bad or not text or text.strip() != text or not text[0].isalpha() or text in ("null", "~") else text


def _double(text: str) -> str:
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, escape)
    return f'"{text}"'


@st.composite
def files(draw: Callable[..., object]) -> str:
    """Return the text of a file."""
    layout = Layout(draw)
    tree = draw(groups)
    lines = layout.lines(tree, 0)
    lines = [*layout.comment(0), *layout.pick("", "\n").split("\n"), *lines] if layout.chance(3) else lines
    lines += ["", *layout.comment(0)] if layout.chance(6) else []
    text = layout.pick("\n", "\n", "\r\n").join(lines)
    return text if layout.chance(6) else text + ("\r\n" if "\r\n" in text else "\n")


def paths(tree: object, path: FieldPath = ()) -> list[FieldPath]:
    """Return the paths of all values in a tree but the whole."""
    found: list[FieldPath] = [path] if path else []
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in entries:
        found += paths(value, (*path, step))
    return found


def value_at(tree: object, path: FieldPath) -> object:
    for step in path:
        tree = tree[step]  # type: ignore[index]
    return tree


def edits(draw: Callable[..., object], tree: object) -> list[Edit]:
    """Return edits to a tree, of which each touches what no other does."""
    made: list[Edit] = []
    taken: list[FieldPath] = []
    free = draw(st.permutations(paths(tree)))
    for path in list(free)[: int(str(draw(st.integers(1, 5))))]:  # type: ignore[call-overload]
        if any(path[: len(one)] == one or one[: len(path)] == path for one in taken):
            continue
        taken.append(path)
        made.append(_edit(draw, tree, path))
    if isinstance(tree, dict) and draw(st.booleans()):
        new = [name for name in NAMES if name not in tree]
        made.append(Put((str(draw(st.sampled_from(new))), "text", 0), draw(trees)))
    return made


def _edit(draw: Callable[..., object], tree: object, path: FieldPath) -> Edit:
    value = value_at(tree, path)
    above = value_at(tree, path[:-1])
    ways = ["put", "put text", "remove"]
    ways += ["insert"] if isinstance(value, list) else []
    ways += ["move"] if isinstance(above, list) else []
    way = draw(st.sampled_from(ways))
    if way == "remove":
        return Remove(path)
    if way == "insert" and isinstance(value, list):
        return Insert(path, int(str(draw(st.integers(0, len(value))))), draw(trees))
    if way == "move" and isinstance(above, list):
        return Move(path, int(str(draw(st.integers(0, len(above))))))
    return Put(path, draw(texts if way == "put text" else trees))
