// Where in a file a place in its text stands, told from the lines and how far they are set in: it must know this of a
// file that is half typed and can't be read yet.

const KEY = /^(?:([A-Za-z_][\w-]*)|"([^"]*)"|'([^']*)')(\s*):(?=\s|$)/;
const BLOCK = /^[|>][+-]?\d?\s*(?:#.*)?$/;

/** What one line holds: where its dashes, its key and its value begin. */
function shape(text) {
  let column = text.length - text.trimStart().length;
  const dashes = [];
  let rest = text.slice(column);
  for (let dash = /^-(?:\s+|$)/.exec(rest); dash; dash = /^-(?:\s+|$)/.exec(rest)) {
    dashes.push(column);
    column += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  const found = KEY.exec(rest);
  const key = found ? found[1] ?? found[2] ?? found[3] : null;
  const valueColumn = found ? column + found[0].length : column;
  const value = found ? rest.slice(found[0].length).trim() : rest.trim();
  return { dashes, column, key, value, valueColumn, blank: text.trim() === "", comment: rest.startsWith("#") };
}

const starts = (line) => (line.dashes.length ? line.dashes[0] : line.column);

/** Climb from a line to the fields it stands in, innermost first: [{step, line, value}]. */
function climb(lineText, number, column, inEntry) {
  const found = [];
  let limit = column;
  let entry = inEntry; // what was met last is an entry: its list may be set in no further than the list's name
  for (let above = number - 1; above >= 1 && (limit > 0 || entry); above -= 1) {
    const line = shape(lineText(above));
    if (line.blank || line.comment) continue;
    if (line.key !== null && (line.column < limit || (entry && line.column === limit))) {
      found.push({ step: line.key, line: above, value: line.value });
      limit = line.column;
      entry = false;
    } else if (line.key === null && line.dashes.length && line.dashes.at(-1) < limit) {
      limit = line.column; // an entry that is plain text, or an empty dash
    }
    for (const dash of [...line.dashes].reverse()) {
      if (dash < limit) {
        found.push({ step: 0, line: above });
        limit = dash;
        entry = true;
      }
    }
  }
  return found;
}

/** The names already used beside a line, in the group that begins at the column. */
function beside(lineText, lines, number, column) {
  const names = new Set();
  for (const way of [-1, 1]) {
    for (let at = number + (way > 0 ? 1 : 0); at >= 1 && at <= lines; at += way) {
      const line = shape(lineText(at));
      if (line.blank || line.comment) continue;
      if (at !== number && way > 0 && starts(line) < column) break;
      if (line.key !== null && line.column === column && at !== number) names.add(line.key);
      if (at !== number && way < 0 && starts(line) < column) break;
      if (at === number && line.dashes.length && way < 0) break;
    }
  }
  return names;
}

/** The group in braces that a stretch of a line is in: its own keys so far, and what is being typed; or null. */
function inBraces(text) {
  const open = text.lastIndexOf("{");
  if (open < 0 || text.lastIndexOf("}") > open || text.slice(0, open).endsWith("{") || text[open + 1] === "{") return null;
  const parts = text.slice(open + 1).split(",");
  const last = parts.pop();
  const names = new Set(parts.map((part) => part.split(":")[0].trim()));
  const [name, value] = last.includes(":") ? [last.split(":")[0].trim(), last.slice(last.indexOf(":") + 1)] : [last.trim(), null];
  return { open, names, name, value };
}

/**
 * Where a place in the text stands: {path, part, names, typed, column}. `part` is "key" where a name is wanted, "value" where a
 * value is, "prose" inside a longer text, "comment". `typed` is what stands before the place; entries of lists are 0.
 */
export function standing(doc, place) {
  const here = doc.lineAt(place);
  const lineText = (number) => doc.line(number).text;
  const before = here.text.slice(0, place - here.from);
  const line = shape(here.text);
  const column = line.blank ? before.length : line.column;
  let above = climb(lineText, here.number, line.dashes.length && !line.blank ? line.dashes[0] : column, line.dashes.length > 0);
  const block = above.findLastIndex((one) => one.value !== undefined && BLOCK.test(one.value));
  if (block >= 0) return { path: above.slice(block).map(({ step }) => step).reverse(), part: "prose", typed: before, names: new Set() };
  const path = [...above.map(({ step }) => step).reverse(), ...line.dashes.filter((dash) => dash < before.length).map(() => 0)];
  if (line.comment || /(^|\s)#/.test(before)) return { path, part: "comment", typed: "", names: new Set() };

  const after = before.slice(Math.min(line.key === null ? line.column : line.valueColumn, before.length));
  const own = line.key !== null && before.length > line.column + line.key.length ? [...path, line.key] : path;
  const braces = inBraces(after);
  if (braces) {
    const part = braces.value === null ? "key" : "value";
    return {
      path: part === "key" ? own : [...own, braces.name], part, names: braces.names, inBraces: true,
      typed: part === "key" ? braces.name : braces.value.trimStart(),
    };
  }
  if (own !== path) {
    if (BLOCK.test(line.value)) return { path: own, part: "prose", typed: "", names: new Set() };
    return { path: own, part: "value", typed: after.trimStart(), names: new Set() };
  }
  return {
    path, part: "key", typed: before.slice(Math.min(line.column, before.length)), column,
    names: beside(lineText, doc.lines, here.number, column),
  };
}

/** The path of the name under a place, where a name stands there; else null. */
export function nameAt(doc, place) {
  const here = doc.lineAt(place);
  const line = shape(here.text);
  const column = place - here.from;
  if (line.comment) return null;
  if (line.key === null || column < line.column || column > line.column + line.key.length) return nameInBraces(doc, here, column);
  const found = standing(doc, here.from + line.column + line.key.length + 1);
  return found.part === "prose" && found.path.at(-1) !== line.key ? null
    : { path: found.path, from: here.from + line.column, to: here.from + line.column + line.key.length };
}

/** The same of a name in a group in braces: `{by: Director of Finance, on: 2024-05-14}`. */
function nameInBraces(doc, here, column) {
  const before = /[\w-]*$/.exec(here.text.slice(0, column))[0].length;
  const from = column - before;
  const name = /^[A-Za-z_][\w-]*(?=\s*:)/.exec(here.text.slice(from))?.[0];
  if (!name || !/[{,]\s*$/.test(here.text.slice(0, from)) || !inBraces(here.text.slice(0, from))) return null;
  const colon = here.text.indexOf(":", from + name.length) + 1;
  const found = standing(doc, here.from + colon);
  return found.part === "value" && found.path.at(-1) === name ? { path: found.path, from: here.from + from, to: here.from + from + name.length } : null;
}
