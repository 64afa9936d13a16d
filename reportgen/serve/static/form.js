// The same file as a form, made from the description of what may stand in it. Every change is made in the text itself,
// so that comments and layout stay: the form keeps no copy of its own but the values as last read.
import { KINDS, count, countTags, dayInWords, kindOf, make, say, whole } from "./common.js";
import { control } from "./controls.js";
import { inWords, shownPath, valueAt } from "./fields.js";
import { toShow } from "./findings.js";

const GROUPS = new Set(["group", "list"]);
const AT_ONCE = 50; // entries of a list that are shown together
const MOST_TOLD = 12; // messages that stand together at one place
// What one short box holds.
const PLAIN = new Set(["day", "clock", "line", "choice", "yes-no", "count", "number", "percentage", "financial-year", "email", "address"]);
// What is most often said of an entry beside what must be, where no other entry of its list shows it.
const USUAL = {
  Risk: ["title", "likelihood", "impact", "mitigation", "owner"],
  Option: ["summary", "is_preferred", "rejected_because", "cost"],
};
const lower = (words) => words.charAt(0).toLowerCase() + words.slice(1);
const article = (words) => `${/^[aeiou]/i.test(words) ? "an" : "a"} ${lower(words)}`;

/** "SupplierChange" as words: "supplier change". */
const kindInWords = (called) => lower(called.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());

export class Form {
  #root;
  #told;
  #tree = null;
  #findings = [];
  #opened = new Set(); // paths of parts and entries that stand open
  #added = new Set(); // paths of groups shown though the file doesn't have them yet
  #blanks = new Set(); // paths of new entries and their fields that nobody has left yet: nothing is said against them
  #printed = new Set(); // paths of longer texts that are shown as they will be printed too
  #windows = new Map(); // from which entry on a long list is shown, by its path
  #path = "";
  #built = false;
  #waiting = new Set(); // controls with words that are not in the text yet

  constructor(root, told) {
    this.#root = root;
    this.#told = told;
    root.addEventListener("focusin", (event) => {
      const field = event.target.closest("[data-path]");
      if (!field || field.dataset.path === this.#path) return;
      this.#path = field.dataset.path;
      told.at(this.#path);
    });
    root.addEventListener("focusout", (event) => this.#leave(event.target.closest("[data-path]")?.dataset.path));
  }

  /** Once a field of a new entry is left, what is wrong with it is shown; what is made anew meanwhile is not left. */
  #leave(path) {
    if (!path || !this.#blanks.size) return;
    setTimeout(() => {
      const now = document.activeElement?.closest("[data-path]")?.dataset.path;
      if (now === path || !document.hasFocus()) return;
      const entry = [...this.#blanks].find((one) => path.startsWith(`${one}.`));
      const leftWhole = entry && !now?.startsWith(`${entry}.`);
      const left = [...this.#blanks].filter((one) => one === path || (leftWhole && (one === entry || one.startsWith(`${entry}.`))));
      left.forEach((one) => this.#blanks.delete(one));
      if (left.length) this.#mark();
    });
  }

  get fields() {
    return this.#told.fields();
  }

  /** The field that was last in hand. */
  path() {
    return this.#path;
  }

  /** Put every word typed so far into the text. */
  flush() {
    for (const one of [...this.#waiting]) one();
  }

  open(tree, findings, path) {
    if (!this.#opened.size) for (const name of ["meeting", "report"]) this.#opened.add(name);
    this.show(tree, findings);
    if (path && this.focus(readSteps(path))) return;
    this.#root.querySelector("summary, .line-part :is(input, select, textarea)")?.focus();
  }

  /** Show what the file says now. What is the same is left as it is, with the cursor in it. */
  show(tree, findings) {
    this.#findings = toShow(findings || []).filter((one) => one.here !== false);
    if (!this.fields || this.#root.hidden) { this.#tree = tree; this.#built = false; return; }
    if (tree === null || typeof tree !== "object" || Array.isArray(tree)) { this.#unreadable(); this.#tree = tree; return; }
    const before = this.#tree;
    this.#tree = tree;
    const shown = [...this.#root.querySelectorAll(":scope > .part")].map((part) => part.dataset.path);
    if (!this.#built || shown.join() !== this.#parts().join()) this.#build();
    else {
      for (const name of shown) {
        if (!same(valueAt(before, [name]), tree[name])) this.#again(name);
      }
    }
    this.#mark();
  }

  #unreadable() {
    this.#built = false;
    const [first] = this.#findings;
    this.#root.replaceChildren(make("div.message.error", {},
      make("h2", {}, "The form can’t be shown while the text can’t be read"),
      first ? make("p", {}, `Line ${first.line}: `, whole(first.message, first.hint)) : "",
      make("div.does", {}, make("button", { type: "button", onclick: () => this.#told.mend(first) }, "Mend it in the text"))));
  }

  // Parts -------------------------------------------------------------------------------------------------------------

  /** The names of the parts to show: what the file has, what it must have, what the officer has begun. */
  #parts() {
    const needed = this.fields.required(this.fields.root);
    const has = (name) => this.#tree[name] !== undefined || needed.includes(name) || this.#added.has(name);
    return Object.keys(this.fields.inside(this.fields.root)).filter(has);
  }

  #build() {
    const group = this.fields.inside(this.fields.root);
    const kept = this.#holding();
    const parts = this.#parts();
    const absent = Object.keys(group).filter((name) => !parts.includes(name));
    this.#root.replaceChildren(
      ...parts.map((name) => this.#part(name, group[name])),
      make("section.part-body", {}, make("h2", {}, "Add a part"), make("div.absent", {}, absent.map((name) => make("button", {
        type: "button", title: plain(this.fields.help(group[name])),
        onclick: () => { this.#added.add(name); this.#opened.add(name); this.#build(); this.#mark(); this.focus([name]); },
      }, this.fields.title(group[name], name))))));
    this.#built = true;
    this.#hold(kept);
  }

  #part(name, node) {
    if (PLAIN.has(this.#kind(node, this.#tree[name]))) return this.#line(name);
    const body = make("div.part-body");
    const part = make("details.part", { open: this.#opened.has(name), dataset: { path: name } },
      make("summary", {}, make("h2", {}, this.fields.title(node, name)), make("span.small", {}, this.#gist(node, this.#tree[name]), " ", make("span.tags"))), body);
    part.addEventListener("toggle", () => {
      if (part.open === this.#opened.has(name)) return;
      if (part.open) this.#opened.add(name);
      else this.#opened.delete(name);
      this.#fill(part);
      this.#mark();
    });
    this.#fill(part);
    return part;
  }

  /** A part that is one short field: it stands by itself, and is not folded away. */
  #line(name) {
    const part = make("div.part.line-part", { dataset: { path: name } }, make("div.part-body"));
    part.open = true;
    this.#fill(part);
    return part;
  }

  #fill(part) {
    const body = part.querySelector(".part-body");
    if (!part.open || body.childElementCount) return;
    const name = part.dataset.path;
    const node = this.fields.inside(this.fields.root)[name];
    if (part.matches(".line-part")) { body.replaceChildren(this.#field([name], node, this.#tree[name])); return; }
    const help = plain(this.fields.help(node));
    body.replaceChildren(make("div.told-box"), ...(help ? [make("p.hint", {}, help)] : []), ...this.#within([name], node, this.#tree[name], 3));
  }

  /** Make a part anew, with the cursor where it was. */
  #again(name) {
    const part = [...this.#root.querySelectorAll(":scope > .part")].find((one) => one.dataset.path === name);
    if (!part) return;
    const kept = this.#holding();
    part.querySelector(".part-body").replaceChildren();
    const gist = part.querySelector(":scope > summary .small");
    if (gist) gist.firstChild.textContent = this.#gist(this.fields.inside(this.fields.root)[name], this.#tree[name]);
    this.#fill(part);
    this.#hold(kept);
  }

  #gist(node, value) {
    if (Array.isArray(value)) return count(value.length, "entry", "entries");
    if (value === undefined || value === null) return "Not filled in";
    return typeof value === "string" && value.length < 60 ? value.trim() : "";
  }

  #holding() {
    const focused = document.activeElement;
    if (!this.#root.contains(focused)) return null;
    return { name: focused.dataset.control, from: focused.selectionStart, to: focused.selectionEnd, top: this.#root.scrollTop };
  }

  #hold(kept) {
    if (!kept) return;
    this.#root.scrollTop = kept.top;
    const again = kept.name && this.#root.querySelector(`[data-control="${CSS.escape(kept.name)}"]`);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (kept.from !== null && kept.from !== undefined && again.setSelectionRange) again.setSelectionRange(kept.from, kept.to);
  }

  // Fields ------------------------------------------------------------------------------------------------------------

  /** What stands in a part or an entry, without a frame of its own. */
  #within(path, node, value, level) {
    const kind = this.#kind(node, value);
    if (kind === "group") return this.#group(path, node, value, level);
    if (kind === "list") return this.#list(path, node, value, level);
    return [this.#field(path, node, value, { bare: true })];
  }

  /** What a field is, by what stands in it where it may be written in several ways. */
  #kind(node, value) {
    const kind = this.fields.kind(node);
    if (Array.isArray(value)) return kind === "exempt" ? "exempt" : "list";
    if (value !== null && typeof value === "object") return kind === "money" ? "money" : "group";
    if (kind === "group" && this.fields.main(node) && (typeof value === "string" || value === null)) return "brief";
    return kind;
  }

  #group(path, node, value, level) {
    const group = this.fields.inside(node) || {};
    const needed = this.fields.required(node);
    const has = (name) => value?.[name] !== undefined || needed.includes(name) || this.#added.has(shownPath([...path, name]));
    const names = Object.keys(group).filter((name) => name !== "exempt" || value?.exempt !== undefined);
    const begun = names.filter(has).sort((one, other) => (one === "id") - (other === "id")); // the short name last
    // A group that the file doesn't have yet shows the first of what may stand in it.
    if (!begun.length) begun.push(...names.filter((name) => !GROUPS.has(this.fields.kind(group[name]))).slice(0, 4));
    const rest = Object.keys(group).filter((name) => !begun.includes(name));
    return [
      ...begun.map((name) => this.#framed([...path, name], group[name], value?.[name], level)),
      ...(rest.length ? [this.#more(path, group, rest, value, level)] : []),
    ];
  }

  /** What may be said beside, folded away. */
  #more(path, group, rest, value, level) {
    const name = `${shownPath(path)}+`;
    const more = make("details.more", { open: this.#opened.has(name), dataset: { more: shownPath(path) } }, make("summary", {}, make("span", {}, `More to fill in (${rest.length})`)));
    const fill = () => {
      if (!more.open || more.childElementCount > 1) return;
      const plainOnes = rest.filter((one) => !GROUPS.has(this.fields.kind(group[one])));
      const groups = rest.filter((one) => GROUPS.has(this.fields.kind(group[one])));
      more.append(...plainOnes.map((one) => this.#framed([...path, one], group[one], value?.[one], level)),
        groups.length ? make("div.absent", {}, groups.map((one) => make("button", {
          type: "button", title: plain(this.fields.help(group[one])),
          onclick: () => { this.#added.add(shownPath([...path, one])); this.#again(path[0]); this.#mark(); this.focus([...path, one]); },
        }, `Add ${lower(this.fields.title(group[one], one))}`))) : "");
    };
    more.addEventListener("toggle", () => {
      if (more.open) this.#opened.add(name);
      else this.#opened.delete(name);
      fill();
      this.#mark();
    });
    fill();
    return more;
  }

  #framed(path, node, value, level) {
    const kind = this.#kind(node, value);
    if (kind !== "group" && kind !== "list") return this.#field(path, node, value);
    const help = plain(this.fields.help(node));
    return make("fieldset.group", { dataset: { path: shownPath(path) } },
      make("legend", {}, this.fields.title(node, path.at(-1))), make("div.told-box"), help ? make("p.hint", {}, help) : "",
      kind === "group" ? this.#group(path, node, value, level) : this.#list(path, node, value, level));
  }

  #field(path, node, value, { bare = false } = {}) {
    const shown = shownPath(path);
    const kind = this.#kind(node, value);
    const brief = kind === "brief";
    const main = brief && this.fields.main(node);
    const inner = brief ? this.fields.inside(node)?.[main] || {} : node;
    return control({
      path: shown, kind: brief ? this.fields.kind(inner) : kind, value, node: inner, fields: this.fields, bare,
      title: this.#titleOf(path, node, brief ? inner : null, main),
      help: bare && (path.length === 1 || typeof path.at(-1) === "number") ? "" : sentence(plain(this.fields.help(node)), this.fields.choices(inner)),
      needed: this.fields.required(this.fields.at(path.slice(0, -1)) || {}).includes(path.at(-1)),
      put: (next) => this.#put(path, next),
      putPart: (name, next) => this.#put([...path, name], next),
      waiting: this.#waiting,
      printed: (words) => this.#told.printed(path, words),
      opened: (is) => { if (is) this.#printed.add(shown); else this.#printed.delete(shown); },
      isOpened: this.#printed.has(shown),
      more: brief ? () => { this.#change([{ do: "put", at: path, value: { [main]: value ?? "" } }], path, () => { setAt(this.#tree, path, { [main]: value ?? "" }); }); } : null,
    });
  }

  /** What a field is called: an entry of a list by its list and its number. */
  #titleOf(path, node, inner, main) {
    if (path.at(-1) === "id") return "Short name";
    if (typeof path.at(-1) !== "number") return this.fields.title(node, path.at(-1));
    if (inner) return this.fields.title(inner, main);
    return `${this.fields.title(this.fields.at(path.slice(0, -1)), path.at(-2))} ${path.at(-1) + 1}`;
  }

  // Lists -------------------------------------------------------------------------------------------------------------

  #list(path, node, value, level) {
    const entry = this.fields.entry(node) || {};
    const entries = Array.isArray(value) ? value : [];
    if (this.fields.kind(entry) === "choice") return [this.#ticks(path, node, entry, entries)];
    const called = this.#called(entry, path);
    const from = this.#windowOf(path, entries.length);
    const shown = entries.slice(from, from + AT_ONCE);
    return [
      ...this.#others(path, from, entries.length, called),
      make("ol.entries", { start: from + 1 }, shown.map((one, place) => this.#entry([...path, from + place], entry, one, entries.length, level, called))),
      ...this.#others(path, from, entries.length, called),
      this.#adder(path, entry, value, called, entries.length),
    ];
  }

  /** From which entry on a list is shown. */
  #windowOf(path, length) {
    const from = this.#windows.get(shownPath(path)) || 0;
    return Math.max(0, Math.min(from, length - 1 - ((length - 1) % AT_ONCE)));
  }

  /** Of a long list: which entries are shown, and the way to those before and after them. */
  #others(path, from, length, called) {
    if (length <= AT_ONCE) return [];
    const to = Math.min(from + AT_ONCE, length);
    const button = (words, key, next, disabled) => make("button", {
      type: "button", disabled, dataset: { control: `${shownPath(path)}${key}` }, onclick: () => {
        this.#windows.set(shownPath(path), next);
        this.#again(path[0]);
        this.#mark();
        this.focus([...path, next]);
      },
    }, words);
    return [make("nav.others", { "aria-label": `Which ${called} is shown` },
      button("Earlier", "<", from - AT_ONCE, from === 0),
      make("span", {}, `${inWords(called)} ${(from + 1).toLocaleString("en-GB")} to ${to.toLocaleString("en-GB")} of ${length.toLocaleString("en-GB")}`),
      button("Later", ">", from + AT_ONCE, to === length))];
  }

  /** Have the entries shown among which the one at a path is; says whether others were shown. */
  #turnTo(path) {
    let turned = false;
    path.forEach((step, place) => {
      if (typeof step !== "number") return;
      const list = path.slice(0, place);
      const from = step - (step % AT_ONCE);
      const length = valueAt(this.#tree, list)?.length || 0;
      if (length <= AT_ONCE || this.#windowOf(list, length) === from) return;
      this.#windows.set(shownPath(list), from);
      turned = true;
    });
    return turned;
  }

  #adder(path, entry, value, called, number) {
    const group = Boolean(this.fields.inside(entry));
    const words = group ? `Add ${number ? `another ${called}` : article(called)}` : number ? "Add another" : "Add one";
    return make("button.adder", {
      type: "button", dataset: { control: `${shownPath(path)}+` }, "aria-label": group ? null : `${words}: ${called}`,
      onclick: () => this.#add(path, entry, value, called),
    }, words);
  }

  #called(entry, path) {
    const named = entry.$ref?.split("/").at(-1);
    if (named && !["Prose", "Money"].includes(named)) return kindInWords(named);
    const title = this.fields.title(this.fields.at(path), path.findLast((step) => typeof step === "string"));
    return lower(title).replace(/ies$/, "y").replace(/(ss|x|sh|ch)es$/, "$1").replace(/([^s])s$/, "$1");
  }

  #entry(path, node, value, all, level, called) {
    const shown = shownPath(path);
    const place = path.at(-1);
    const kind = this.#kind(node, value);
    const buttons = this.#movers(path, all, `${called} ${place + 1}`);
    if (kind !== "group" && kind !== "list" && kind !== "brief") {
      return make("li.entry.plain-entry", {}, this.#field(path, node, value, { bare: true }), buttons);
    }
    const open = this.#opened.has(shown) || all === 1 || kind === "brief";
    const body = make("div.entry-body", { id: `in-${shown}`, hidden: !open });
    const fill = () => { if (!body.hidden && !body.childElementCount) body.append(make("div.told-box"), ...this.#within(path, node, value, level + 1)); };
    const toggle = make("button.plain", {
      type: "button", "aria-expanded": String(open), "aria-controls": body.id, dataset: { control: `${shown}?` },
      onclick: () => {
        body.hidden = !body.hidden;
        toggle.setAttribute("aria-expanded", String(!body.hidden));
        if (body.hidden) this.#opened.delete(shown);
        else this.#opened.add(shown);
        fill();
        this.#mark();
      },
    }, `${inWords(called)} ${place + 1}`);
    const gist = entryGist(value, this.#tree);
    fill();
    return make("li.entry", { dataset: { path: shown } },
      make("div.entry-head", {}, make(`h${Math.min(level, 6)}`, {}, toggle, gist ? make("span.quiet", {}, ` ${gist}`) : "", " ", make("span.tags")), buttons), body);
  }

  #movers(path, all, name) {
    const shown = shownPath(path);
    const place = path.at(-1);
    const button = (words, key, does, disabled) => make("button", {
      type: "button", disabled, dataset: { control: `${shown}${key}` }, "aria-label": `${words} ${name}`, title: words, onclick: does,
    }, { up: "\u2191", down: "\u2193" }[key] || words);
    return [
      all > 1 ? button("Move up", "up", () => this.#move(path, place - 1), place === 0) : "",
      all > 1 ? button("Move down", "down", () => this.#move(path, place + 1), place === all - 1) : "",
      button("Remove", "remove", () => this.#remove(path, name), false),
    ];
  }

  #add(path, entry, value, called) {
    const made = this.#blank(entry, path, called);
    const has = Array.isArray(value);
    const place = has ? value.length : 0;
    const at = [...path, place];
    this.#opened.add(shownPath(at));
    this.#blanks.add(shownPath(at));
    if (made && typeof made === "object") for (const name of Object.keys(made)) this.#blanks.add(shownPath([...at, name]));
    for (const name of this.#usual(entry, valueAt(this.#tree, path))) this.#added.add(shownPath([...at, name]));
    this.#change(has ? [{ do: "insert", at: path, index: place, value: made }] : [this.#putting(path, [made])], path, () => {
      if (has) valueAt(this.#tree, path).push(made);
      else setAt(this.#tree, path, [made]);
    }).then((done) => { if (done) { this.focus(at); say(`Added ${called} ${place + 1}`); } });
  }

  /** The fields that a new entry shows open: those that most others of its list have, or that such an entry usually has. */
  #usual(entry, others) {
    const group = this.fields.inside(entry) || {};
    const groups = Array.isArray(others) ? others.filter((one) => one && typeof one === "object") : [];
    const most = Object.keys(group).filter((name) => groups.length > 1 && groups.filter((one) => one[name] !== undefined).length * 2 > groups.length);
    const usual = [...most, ...(USUAL[entry.$ref?.split("/").at(-1)] || [])];
    return usual.filter((name) => group[name] && name !== "id" && name !== "exempt");
  }

  /** A new entry of a list: what it must have, blank; a short name of its own where it needs one. */
  #blank(entry, path, called) {
    const group = this.fields.inside(entry);
    if (!group || this.fields.main(entry)) return "";
    const needed = this.fields.required(entry).filter((name) => !GROUPS.has(this.fields.kind(group[name])));
    const names = needed.length ? needed : [Object.keys(group).find((name) => name !== "exempt" && name !== "id" && !GROUPS.has(this.fields.kind(group[name])))];
    const others = valueAt(this.#tree, path) || [];
    const base = called.replace(/[^a-z0-9]+/gi, "-");
    let number = others.length + 1;
    while (Array.isArray(others) && others.some((one) => one?.id === `${base}-${number}`)) number += 1;
    return Object.fromEntries(names.map((name) => [name, name === "id" ? `${base}-${number}` : ""]));
  }

  #move(path, to) {
    const list = path.slice(0, -1);
    const from = path.at(-1);
    const opened = this.#opened.has(shownPath(path));
    this.#forget(list);
    if (opened) this.#opened.add(shownPath([...list, to]));
    const key = to < from ? "up" : "down";
    // The server is told before which of the entries, as they stand now, this one is to be put.
    this.#change([{ do: "move", at: path, to: to > from ? to + 1 : to }], path, () => {
      const all = valueAt(this.#tree, list);
      all.splice(to, 0, all.splice(from, 1)[0]);
      this.#turnTo([...list, to]);
    }).then((done) => {
      if (!done) return;
      const shown = shownPath([...list, to]);
      const find = (name) => this.#root.querySelector(`[data-control="${CSS.escape(shown + name)}"]:not(:disabled)`);
      (find(key) || find(key === "up" ? "down" : "up"))?.focus();
      say(`Moved to ${to + 1} of ${valueAt(this.#tree, list).length}`);
    });
  }

  #remove(path, name) {
    const list = path.slice(0, -1);
    this.#forget(list);
    this.#change([{ do: "remove", at: path }], path, () => valueAt(this.#tree, list).splice(path.at(-1), 1)).then((done) => {
      if (!done) return;
      this.#root.querySelector(`[data-control="${CSS.escape(`${shownPath(list)}+`)}"]`)?.focus();
      say(`Removed ${name}. Undo brings it back.`);
    });
  }

  #forget(list) {
    const shown = shownPath(list);
    for (const known of [this.#opened, this.#added, this.#blanks, this.#printed]) {
      for (const one of [...known]) if (one.startsWith(`${shown}[`)) known.delete(one);
    }
  }

  #ticks(path, node, entry, entries) {
    const words = this.fields.choices(entry);
    return make("div.ticks", { role: "group", "aria-label": this.fields.title(node, path.at(-1)) }, words.map((word) => make("label", {},
      make("input", {
        type: "checkbox", checked: entries.includes(word), dataset: { control: `${shownPath(path)}=${word}` },
        onchange: ({ target }) => {
          const now = valueAt(this.#tree, path);
          const place = Array.isArray(now) ? now.indexOf(word) : -1;
          if (target.checked) {
            this.#change([Array.isArray(now) ? { do: "insert", at: path, index: now.length, value: word } : this.#putting(path, [word])], path,
              () => (Array.isArray(now) ? now.push(word) : setAt(this.#tree, path, [word])));
          } else if (now?.length === 1) this.#put(path, undefined);
          else if (place >= 0) this.#change([{ do: "remove", at: [...path, place] }], path, () => now.splice(place, 1));
        },
      }), inWords(word))));
  }

  // Changing ----------------------------------------------------------------------------------------------------------

  /** Put a value at a path; undefined takes it out. What the form shows is left as it is. */
  async #put(path, value) {
    const [edit, change] = value === undefined ? this.#taking(path) : [this.#putting(path, value), () => setAt(this.#tree, path, value)];
    if (!edit) return true;
    return this.#change([edit], path, change, { again: false });
  }

  /** The change that puts a value in: in the nearest group that the file has. */
  #putting(path, value) {
    let at = path;
    let made = value;
    while (at.length > 1) {
      const parent = valueAt(this.#tree, at.slice(0, -1));
      if (parent !== null && parent !== undefined && typeof parent === "object") break;
      made = typeof at.at(-1) === "number" ? [made] : { [at.at(-1)]: made };
      at = at.slice(0, -1);
    }
    return { do: "put", at, value: made };
  }

  /** The change that takes a value out, and the group that would be empty without it. */
  #taking(path) {
    if (valueAt(this.#tree, path) === undefined) return [null, null];
    let at = path;
    while (at.length > 1 && typeof at.at(-2) === "string") {
      const parent = valueAt(this.#tree, at.slice(0, -1));
      if (Array.isArray(parent) || Object.keys(parent).length > 1) break;
      at = at.slice(0, -1);
      this.#added.add(shownPath(at));
    }
    // An entry of a list, or the only field of one, stays with nothing in it.
    const parent = valueAt(this.#tree, at.slice(0, -1));
    if (typeof at.at(-1) === "number" || (at.length > 1 && Object.keys(parent).length === 1)) {
      return [{ do: "put", at, value: "" }, () => setAt(this.#tree, at, "")];
    }
    return [{ do: "remove", at }, () => { delete valueAt(this.#tree, at.slice(0, -1))[at.at(-1)]; }];
  }

  /** Make changes in the text, then in what the form holds; says whether it went well. */
  async #change(edits, path, change, { again = true } = {}) {
    try {
      await this.#told.edit(edits);
      change();
      if (again) { this.#again(path[0]); this.#mark(); }
      return true;
    } catch (fault) {
      this.#again(path[0]);
      const box = this.#boxOf(path);
      box?.append(make("p.told", { role: "alert" }, whole(fault.message, fault.hint)));
      return false;
    }
  }

  // What was found ----------------------------------------------------------------------------------------------------

  #boxOf(path, find = (shown) => this.#root.querySelector(`[data-path="${CSS.escape(shown)}"]`)) {
    for (let end = path.length; end > 0; end -= 1) {
      const holder = find(shownPath(path.slice(0, end)));
      const box = holder?.querySelector(".told-box");
      if (box) return box;
    }
    return null;
  }

  #mark() {
    this.#root.querySelectorAll(".told-box").forEach((box) => box.replaceChildren());
    this.#root.querySelectorAll(".field").forEach((one) => one.classList.remove(...Object.keys(KINDS)));
    this.#root.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    const told = this.#findings.filter((one) => !this.#blanks.has(one.path));
    const holders = new Map();
    this.#root.querySelectorAll("[data-path]").forEach((one) => { if (!holders.has(one.dataset.path)) holders.set(one.dataset.path, one); });
    const toldIn = new Map();
    for (const one of told) {
      const box = one.at?.length ? this.#boxOf(one.at, (shown) => holders.get(shown)) : null;
      if (!box) continue;
      const number = (toldIn.get(box) || 0) + 1;
      toldIn.set(box, number);
      if (number > MOST_TOLD) continue;
      const kind = kindOf(one);
      box.append(make(`p.told.${kind}`, {}, `${KINDS[kind].tag}: `, whole(one.message, one.hint)));
      const field = box.closest(".field");
      if (!field || Object.keys(KINDS).some((marked) => field.classList.contains(marked))) continue;
      field.classList.add(kind);
      if (kind === "error") field.querySelectorAll("input, textarea, select").forEach((input) => input.setAttribute("aria-invalid", "true"));
    }
    for (const [box, number] of toldIn) {
      if (number > MOST_TOLD) box.append(make("p.told.quiet", {}, `And ${count(number - MOST_TOLD, "more", "more")} in what stands below.`));
    }
    const found = new Map();
    for (const one of told) {
      one.at?.forEach((_, place) => {
        const path = shownPath(one.at.slice(0, place + 1));
        if (!found.has(path)) found.set(path, Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0])));
        found.get(path)[kindOf(one)] += 1;
      });
    }
    this.#root.querySelectorAll(".part, .entry[data-path]").forEach((holder) => {
      const counts = found.get(holder.dataset.path) || {};
      const tags = holder.querySelector(".tags");
      tags?.replaceChildren(...(Object.values(counts).some(Boolean) ? countTags(counts) : []));
    });
  }

  /** Put the cursor in the field at a path, opening what it stands in; says whether there is one. */
  focus(path) {
    if (!this.#built || !path.length) return false;
    const part = [...this.#root.querySelectorAll(":scope > .part")].find((one) => one.dataset.path === path[0]);
    if (!part) return false;
    this.#opened.add(path[0]);
    if (this.#turnTo(path)) part.querySelector(".part-body").replaceChildren();
    part.open = true;
    this.#fill(part);
    let holder = part;
    for (let end = 2; end <= path.length; end += 1) {
      const shown = shownPath(path.slice(0, end));
      const find = () => part.querySelector(`[data-path="${CSS.escape(shown)}"]`);
      if (!find()) this.#unfold(part, path.slice(0, end - 1));
      const next = find();
      if (!next) break;
      const toggle = next.querySelector(":scope > .entry-head button[aria-expanded=false]");
      if (toggle) toggle.click();
      holder = next;
    }
    this.#mark();
    const target = holder === part ? part.querySelector(".part-body").querySelector("input, textarea, select, button") : holder.querySelector("input, textarea, select, .entry-body button") || holder.querySelector("button");
    (holder === part ? part : holder).scrollIntoView({ block: holder === part || holder.offsetHeight > this.#root.clientHeight ? "start" : "center" });
    (target || part.querySelector("summary")).focus({ preventScroll: true });
    return true;
  }

  #unfold(part, path) {
    const more = part.querySelector(`[data-more="${CSS.escape(shownPath(path))}"]`);
    if (!more || more.open) return;
    this.#opened.add(`${shownPath(path)}+`);
    this.#again(path[0]);
  }
}

/** The same, whatever blanks end it: a longer text in the file ends its last line. */
function same(one, other) {
  const trimmed = (_, value) => (typeof value === "string" ? value.trimEnd() : value);
  return JSON.stringify(one, trimmed) === JSON.stringify(other, trimmed);
}

/** The first words of an entry, by which it is known in its list; a fact that they name is given as it is now. */
function entryGist(value, tree) {
  if (value === null || typeof value !== "object") return "";
  const words = [value.title, value.label, value.name, value.stage, value.text, value.strand, value.term, value.post, value.rule, value.line, value.id, ...Object.values(value)].find((one) => typeof one === "string" && one.trim());
  if (!words) return "";
  const said = words.trim().replace(/\{\{\s*([\w.-]+)[^}]*\}\}/g, (_, name) => factNamed(tree, name)).replace(/\*\*/g, "").replace(/\s+/g, " ");
  return said.length > 90 ? `${said.slice(0, 88).replace(/\s+\S*$/, "")} …` : said;
}

/** What a name in a text stands for, by names and ids or places in lists: `contracts.north.current_end`. */
function factNamed(tree, name) {
  let held = tree;
  for (const step of name.split(".")) {
    held = Array.isArray(held) ? held.find((one) => one?.id === step) ?? held[Number(step) - 1] : held?.[step];
  }
  if (held !== null && typeof held === "object" && typeof held.amount === "string") held = held.amount;
  if (typeof held !== "string") return name.split(".").at(-1).replaceAll("_", " "); // worked out, or a place of the document
  return /^\d{4}-\d{2}(-\d{2})?$/.test(held) ? dayInWords(held) : held.trim();
}

const readSteps = (path) => [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((found) => (found[1] ? Number(found[1]) - 1 : found[0]));

// What is said of every field of a kind where nothing is said of the field itself: the boxes say as much.
const SAID_BY_THE_BOX = new Set(["yes or no.", "One line of text.", "A whole number.", "An id, as lot-1."]);

/** Help without the signs that mark a name in it, and without how it would be written in the text. */
const plain = (help) => (SAID_BY_THE_BOX.has(help) ? "" : help.replace(/,? as `?\{[^}]*\}`?/g, "").replace(/`([^`]*)`/g, "$1"));

/** Help on a field as a sentence, with the words to choose from as the list of them has them. */
function sentence(help, choices) {
  const words = choices.filter((word) => word.includes("_")).reduce((said, word) => said.replaceAll(word, lower(inWords(word))), help);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Put a value in a tree at a path, making the groups and lists that lead there. */
function setAt(tree, path, value) {
  let holder = tree;
  path.slice(0, -1).forEach((step, place) => {
    if (holder[step] === null || holder[step] === undefined || typeof holder[step] !== "object") holder[step] = typeof path[place + 1] === "number" ? [] : {};
    holder = holder[step];
  });
  holder[path.at(-1)] = value;
}
