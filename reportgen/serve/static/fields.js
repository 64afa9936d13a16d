// What may stand where in a file, and what it is called: read from the description of the file that the server gives.

/** The description of one kind of file (decision, meeting): every question about fields is asked of it. */
export class Fields {
  #defs;

  constructor(description) {
    this.#defs = description.$defs || {};
    this.root = description;
  }

  /** A part of the description with what it refers to in its place; its own title and description win. */
  #met(node) {
    const seen = new Set();
    while (node?.$ref && !seen.has(node.$ref)) {
      seen.add(node.$ref);
      const name = node.$ref.slice(node.$ref.lastIndexOf("/") + 1);
      const { $ref, ...own } = node;
      node = { ...this.#defs[name], ...own, called: name };
    }
    return node;
  }

  /** The ways in which a field may be written, each without its alternatives; "nothing" and the word `none` left out. */
  ways(node) {
    const met = this.#met(node);
    if (!met) return [];
    if (!met.anyOf) return met.type === "null" ? [] : [met];
    const { anyOf, ...own } = met;
    return anyOf.flatMap((one) => this.ways(one))
      .filter((one) => one.const !== "none")
      .map((one) => ({ ...one, called: one.called || own.called }));
  }

  /** What a group of fields holds, by name; nothing where the field is no group. */
  inside(node) {
    const group = this.ways(node).find((way) => way.properties);
    return group?.properties || null;
  }

  /** What the entries of a list are, or nothing where the field is no list. */
  entry(node) {
    const list = this.ways(node).find((way) => way.type === "array");
    return list ? list.items || {} : null;
  }

  /** The description of the field at a path of names and positions, or null. */
  at(path) {
    let node = this.root;
    for (const step of path) {
      const next = typeof step === "number" ? this.entry(node) : this.inside(node)?.[step];
      if (!next) return null;
      node = next;
    }
    return node;
  }

  /** What a group must hold. */
  required(node) {
    return this.ways(node).find((way) => way.properties)?.required || [];
  }

  /** The words that a field may hold, where there is a closed list of them. */
  choices(node) {
    return this.ways(node).find((way) => way.enum)?.enum || [];
  }

  title(node, name = "") {
    return node?.title || this.#met(node)?.title || inWords(String(name));
  }

  help(node) {
    return node?.description || this.#met(node)?.description || "";
  }

  /** How a field is filled in: what the form shows for it, and what the help in the text says of it. */
  kind(node) {
    const ways = this.ways(node);
    const called = this.#called(node);
    if (called.has("Money")) return "money";
    if (called.has("Prose")) return "prose";
    if (called.has("Exempt")) return "exempt";
    if (ways.some((way) => way.enum)) return "choice";
    if (ways.some((way) => way.type === "array")) return "list";
    if (ways.some((way) => way.properties)) return "group";
    return plainKind(ways.find((way) => way.type) || {});
  }

  #called(node) {
    const found = new Set();
    const look = (one) => {
      if (one?.$ref) found.add(one.$ref.slice(one.$ref.lastIndexOf("/") + 1));
      else one?.anyOf?.forEach(look);
    };
    look(node);
    return found;
  }

  /** The field of a group that plain text stands for, where the group may be written as plain text; else "". */
  main(node) {
    const ways = this.ways(node);
    if (!ways.some((way) => way.properties) || !ways.some((way) => !way.properties && way.type !== "array")) return "";
    const group = ways.find((way) => way.properties);
    return /Plain text is its `([a-z_]+)`/.exec(this.help(this.#met(node)) || "")?.[1] || this.required(group)[0] || Object.keys(group.properties)[0];
  }
}

const FORMATS = new Set(["day", "yes-no", "count", "number", "percentage", "clock", "financial-year", "email"]);

function plainKind(way) {
  if (FORMATS.has(way.format)) return way.format;
  return way.pattern?.startsWith("^(https?") ? "address" : "line";
}

/** "adult_social_care" as words: "Adult social care". */
export function inWords(name) {
  const words = name.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A path as officers read it: ["risks", 2, "text"] is risks[3].text. */
export const shownPath = (path) =>
  path.reduce((shown, step) => (typeof step === "number" ? `${shown}[${step + 1}]` : shown ? `${shown}.${step}` : step), "");

/** A path from how officers read it. */
export const readPath = (shown) =>
  [...shown.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((found) => (found[1] ? Number(found[1]) - 1 : found[0]));

/** What stands at a path in the values of a file; undefined where there is nothing. */
export function valueAt(tree, path) {
  let value = tree;
  for (const step of path) {
    if (value === null || typeof value !== "object") return undefined;
    value = value[step];
  }
  return value;
}

/** A path in words, from one of its steps on: "Risks 3 › Text". */
export function pathInWords(fields, path, from = 0) {
  const words = [];
  path.forEach((step, place) => {
    if (place < from) return;
    if (typeof step === "number" && words.length) words[words.length - 1] += ` ${step + 1}`;
    else if (typeof step === "string") words.push(fields.title(fields.at(path.slice(0, place + 1)), step));
  });
  return words.join(" › ");
}
