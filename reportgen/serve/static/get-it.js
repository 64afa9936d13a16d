// The document in each format, and an edited Word file brought back.
import { ask, count, dayInWords, make, marked, query, say, whole } from "./common.js";
import { asPrinted, markedWords } from "./differences.js";
import { pathInWords, readPath } from "./fields.js";
import { three } from "./three.js";

const ABOUT = {
  docx: "for comments and changes", pdf: "accessible, for publication", md: "plain text with headings",
  html: "one file for the web", pptx: "of the briefing, for a presentation",
};
const NAMES = { docx: "Word", pdf: "PDF", md: "Markdown", html: "Web page", pptx: "Slides" };
const MOST = 20 * 2 ** 20; // bytes of an edited Word file
const SURE = { exact: "", sure: "", likely: "Probably this field", unsure: "Perhaps this field" };

export class GetIt {
  #root;
  #paper;
  #told;
  #built = false;
  #found = null;
  #past = ""; // the commits to choose from, as they were told
  #conflicts = new Map(); // what is chosen of each field that was changed on both sides

  constructor(root, paper, told) {
    this.#root = root;
    this.#paper = paper;
    this.#told = told;
  }

  open() {
    if (this.#built) { this.#sinceWhen(); return; }
    this.#built = true;
    const { choices } = this.#paper;
    this.kind = pick("Document", choices.kinds, choices.kind);
    this.style = pick("House style", choices.styles, choices.style);
    this.audience = pick("Copy for", choices.audiences, choices.audience);
    this.outcome = make("div", { role: "status" });
    this.pulled = make("div.pulled");
    this.#root.replaceChildren(make("div.column", {},
      make("section", { "aria-labelledby": "get-head" },
        make("h2", { id: "get-head" }, "Get the document"),
        make("p.quiet", {}, "Made from what is written here now, saved or not."),
        make("div.picks", {}, [this.kind, this.style, this.audience].map(({ element }) => element)),
        make("div.gets", {}, choices.formats.filter(({ id }) => NAMES[id]).map((format) => this.#button(format))),
        this.outcome),
      make("section", { "aria-labelledby": "since-head" },
        make("h2", { id: "since-head" }, "Get a Word file with the changes marked"),
        make("p.quiet", {}, "What is saved, against the last commit or an earlier one, as tracked changes."),
        this.since = make("div.picks")),
      make("section", { "aria-labelledby": "back-head" },
        make("h2", { id: "back-head" }, "Bring back an edited Word file"),
        make("p.quiet", {}, "Colleagues’ changes in Word are found, and you choose which of them go into this file."),
        this.#drop(), this.pulled)));
    this.#sinceWhen();
  }

  // Getting -----------------------------------------------------------------------------------------------------------

  #button({ id }) {
    const button = make("button", { type: "button", dataset: { format: id }, onclick: () => this.#get(button, id) },
      NAMES[id], make("span.small", {}, ABOUT[id]));
    return make("div.get", {}, button, make("div", { role: "status" }));
  }

  #chosen() {
    return { kind: this.kind.value() || undefined, style: this.style.value() || undefined, audience: this.audience.value() || undefined };
  }

  async #get(button, format) {
    const chosen = this.#chosen();
    // Slides are of the briefing: a report has too much on a page.
    if (format === "pptx" && this.#paper.choices.kinds.some(({ id }) => id === "briefing")) chosen.kind = "briefing";
    await this.#fetch(button, this.outcome, () => ask("build", { file: this.#paper.file, text: this.#told.text(), format, ...chosen }, { read: "reply" }));
  }

  /** Get a document: that it has come is told beside its button, and in `wide` at length why it can't be made. */
  async #fetch(button, wide, asking) {
    this.#root.querySelectorAll(".get > [role=status]").forEach((one) => one.replaceChildren());
    wide.replaceChildren();
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    try {
      const reply = await asking();
      const name = nameOf(reply) || "document";
      const link = make("a", { href: URL.createObjectURL(await reply.blob()), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      button.nextElementSibling.replaceChildren(make("p.message.good.small", {}, `${name} is in your downloads.`));
    } catch (fault) {
      const found = fault.told?.findings || [];
      wide.replaceChildren(make(`div.message.${fault.told?.same ? "info" : "error"}`, {}, whole(fault.message, fault.hint),
        found.length ? make("ul", {}, found.slice(0, 8).map((one) => make("li", {}, one.line ? `Line ${one.line}: ` : "", whole(one.message, one.hint)))) : ""));
    } finally {
      button.removeAttribute("aria-busy");
      button.disabled = false;
      button.focus();
    }
  }

  async #sinceWhen() {
    try {
      const told = await ask(query("history", { file: this.#paper.file }));
      // Built once for what is known: what is chosen, and what came of it, stays until there is more to choose from.
      if (this.#past === JSON.stringify(told)) return;
      this.#past = JSON.stringify(told);
      const { in_git: inGit, commits, uncommitted, beside } = told;
      if (!inGit || !commits.length) {
        this.since.replaceChildren(make("p", {}, "This file has no history yet: it must be committed once before changes can be marked."));
        return;
      }
      const at = uncommitted ? 0 : commits.findIndex((one, place) => place && commits[place - 1].differences.length);
      const last = uncommitted ? "Last commit: " : "Last commit, as saved now: ";
      const from = pick("Since", commits.map(({ hash, subject, date }, place) => ({ id: hash, label: `${place ? "" : last}${subject} (${dayInWords(date.slice(0, 10))})` })), commits[Math.max(at, 0)].hash, { always: true });
      const wide = make("div", { role: "status" });
      const button = make("button", { type: "button", dataset: { format: "redline" }, onclick: () => this.#fetch(button, wide, () =>
        ask(query("redline", clean({ file: this.#paper.file, from: from.value(), ...this.#chosen() })), undefined, { read: "reply" })) }, "Get Word with changes marked");
      this.since.replaceChildren(from.element, make("div.get", {}, button, make("div", { role: "status" })),
        at < 0 && !beside ? make("p.quiet", {}, "No fact of this file has changed since its first commit: there may be nothing to mark yet.") : "", wide);
    } catch (fault) {
      this.since.replaceChildren(make("p", {}, whole(fault.message, fault.hint)));
    }
  }

  // Bringing back -----------------------------------------------------------------------------------------------------

  #drop() {
    const input = make("input.unseen", { type: "file", id: "word-file", accept: ".docx", onchange: () => { if (input.files[0]) this.#pull(input.files[0]); input.value = ""; } });
    const box = make("div.drop", {},
      make("p", {}, "Drop a Word file here, or"),
      make("p", {}, input, make("button", { type: "button", onclick: () => input.click() }, "Choose a Word file")));
    input.tabIndex = -1;
    input.setAttribute("aria-label", "Edited Word file");
    for (const name of ["dragenter", "dragover"]) box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) this.#pull(event.dataTransfer.files[0]); });
    return box;
  }

  async #pull(word) {
    if (word.size > MOST) { this.#trouble({ message: "This file is too large: a Word file of at most 20 MB can be read." }); return; }
    this.pulled.replaceChildren(make("p.quiet", { role: "status" }, `Reading ${word.name}…`));
    try {
      this.#found = await ask(query("pull", { file: this.#paper.file }), word);
      this.#showPulled(word.name);
    } catch (fault) {
      this.#trouble(fault);
    }
  }

  #trouble(fault) {
    this.pulled.replaceChildren(make("div.message.error", { role: "alert", tabIndex: -1 }, whole(fault.message, fault.hint)));
    this.#lookAt(this.pulled.firstChild);
  }

  /** Bring what came of it into view, where a screen reader goes on from. */
  #lookAt(outcome) {
    outcome.scrollIntoView({ block: "start" });
    outcome.focus({ preventScroll: true });
  }

  #showPulled(name) {
    const { changes, comments = [], unplaced = [], findings = [] } = this.#found;
    this.remarks = null;
    this.#conflicts.clear();
    const head = changes.length ? `${count(changes.length, "change")} in ${name}` : `No change in ${name}`;
    this.pulled.replaceChildren(
      make("h3", { id: "changes-head", tabIndex: -1 }, head),
      ...findings.map((one) => make(`p.message.${one.severity}`, {}, whole(one.message, one.hint))),
      make("ol.changes", { "aria-labelledby": "changes-head" }, changes.map((one) => this.#change(one))),
      comments.length ? this.#comments(comments, "Comments",
        make("p.ticks", {}, make("label", {}, this.remarks = make("input", { type: "checkbox", checked: true, onchange: () => this.#counted() }), "Put the comments in too, as notes above their fields"))) : "",
      this.#unplaced(unplaced),
      changes.some((one) => one.can_apply || one.can_settle) || comments.length ? make("div.bar", {},
        this.applier = make("button.go", { type: "button", onclick: () => this.#apply() }, "Put in what is chosen"),
        make("button", { type: "button", onclick: () => this.#tick(true) }, "Choose all"),
        make("button", { type: "button", onclick: () => this.#tick(false) }, "Choose none"),
        make("span.quiet", { id: "chosen-count", role: "status" })) : "");
    this.#counted();
    say(head);
    this.#lookAt(this.pulled.querySelector("h3"));
  }

  #comments(comments, title, ...more) {
    return make("section.comments", {}, make("h3", {}, title), make("ul", {}, comments.map((one) => this.#comment(one))), more);
  }

  #unplaced(unplaced) {
    return unplaced.length ? make("section.comments", {}, make("h3", {}, "Not to be placed by the program"), make("p.quiet", {}, "Put these in by hand where they belong."),
      make("ul", {}, unplaced.map((one) => make("li", {}, make("q", {}, asPrinted(one.words)), one.why ? make("span.quiet", {}, ` ${one.why}`) : "")))) : "";
  }

  /** What stays to be done by hand once the rest is put in: it is still to be read here. */
  #left(chosen, withComments) {
    const { changes, comments = [], unplaced = [] } = this.#found;
    const left = changes.filter((one) => !chosen.includes(one.id));
    return [
      withComments || !comments.length ? "" : this.#comments(comments, "Comments not put in"),
      left.length ? make("section", {}, make("h3", {}, "Changes not put in"), make("p.quiet", {}, "Drop the Word file again to put them in after all."),
        make("ol.changes", {}, left.map((one) => make("li.change", {}, make("strong.about", {}, this.#where(one) || one.what), make("div.words", {}, markedWords(one.before ?? "", one.after ?? "")))))) : "",
      this.#unplaced(unplaced),
    ].filter(Boolean);
  }

  #comment({ author, text, words, resolved, ...one }) {
    return make("li", {}, make("strong", {}, `${author || "Somebody"}: `), text,
      make("span.quiet", {}, [words ? ` on “${words}”` : "", one.path ? ` (${this.#where(one)})` : "", resolved ? ", resolved" : ""].join("")));
  }

  #where(one) {
    return this.#paper.fields && one.path ? pathInWords(this.#paper.fields, one.at || readPath(one.path)) : one.path;
  }

  /** A field that was changed in Word and here: its three texts, to choose from. */
  #conflict(one) {
    const both = three({
      name: `change-${one.id}`, legend: this.#where(one) || one.what, was: one.base ? { label: "When the Word file was made", words: one.base } : null,
      sides: [
        { id: "file", label: "In the file now", words: one.before },
        { id: "word", label: "In Word", about: this.#about(one), words: one.after },
      ],
      start: one.can_settle ? one.over ?? null : null, changed: () => this.#counted(),
    });
    this.#conflicts.set(one.id, both);
    if (!one.can_settle) both.element.querySelector("input[value=word]").disabled = true;
    both.element.querySelector("input[value=file]").checked = true;
    return make("li.change.clash", {}, make("div", {},
      make("p.told.warning", {}, "Changed here too since the Word file was made: choose which is to stand."), both.element,
      one.can_settle ? "" : make("p.told.info", {}, marked(one.refusal))));
  }

  #about(one) {
    return [one.author, one.date ? dayInWords(one.date.slice(0, 10)) : "", SURE[one.sureness] ?? ""].filter(Boolean).join(" · ");
  }

  #change(one) {
    if (one.conflict) return this.#conflict(one);
    const id = `change-${one.id}`;
    const about = this.#about(one);
    return make("li.change", {},
      make("input", { type: "checkbox", id, value: String(one.id), disabled: !one.can_apply, checked: one.can_apply && !SURE[one.sureness], onchange: () => this.#counted() }),
      make("label", { htmlFor: id }, this.#where(one) || one.what),
      about ? make("span.about.small.quiet", {}, about) : "",
      make("div.words", {}, markedWords(one.before ?? "", one.after ?? "")),
      one.note ? make("p.about.small.quiet", {}, marked(one.note)) : "",
      one.can_apply ? "" : make("p.about.told.info", {}, marked(one.refusal || "This can’t be put in by the program: change it by hand.")));
  }

  #ticked() {
    return [...this.pulled.querySelectorAll(".change > input:checked")].map((box) => box.value);
  }

  /** What is chosen of the fields that were changed on both sides, other than what the file says. */
  #settled() {
    return [...this.#conflicts].map(([id, both]) => ({ ...both.chosen(), change: id })).filter(({ id }) => id === "word" || id === "own")
      .map(({ change, words }) => ({ id: change, words }));
  }

  #tick(all) {
    this.pulled.querySelectorAll(".change > input:not(:disabled)").forEach((box) => { box.checked = all; });
    this.#counted();
  }

  #counted() {
    if (!this.applier?.isConnected) return;
    const number = this.#ticked().length + this.#settled().length;
    this.applier.disabled = !number && !this.remarks?.checked;
    this.pulled.querySelector("#chosen-count").textContent = `${number} of ${this.#found.changes.filter((one) => one.can_apply || one.can_settle).length} chosen`;
  }

  async #apply() {
    const ids = new Set(this.#ticked());
    const chosen = this.#found.changes.filter((one) => ids.has(String(one.id))).map((one) => one.id);
    const settled = this.#settled();
    const kept = [...this.#conflicts].filter(([, both]) => both.chosen()?.id === "file").map(([id]) => id);
    try {
      const { text } = await ask("pull/apply", {
        pull: this.#found.pull, file: this.#paper.file, text: this.#told.text(), chosen, settled, comments: Boolean(this.remarks?.checked),
      });
      this.#told.take(text);
      const all = chosen.length + settled.length;
      const put = [all ? count(all, "change") : "", this.remarks?.checked ? "the comments" : ""].filter(Boolean).join(" and ");
      const words = `${put.charAt(0).toUpperCase()}${put.slice(1)} put in. Look over what is new, then save.`;
      this.pulled.replaceChildren(make("div.message.good", { tabIndex: -1 }, words,
        make("div.does", {}, make("button", { type: "button", onclick: () => this.#told.toText() }, "Look at the text"))),
      ...this.#left([...chosen, ...settled.map(({ id }) => id), ...kept.filter((id) => this.#found.changes.find((one) => one.id === id).can_settle)], this.remarks?.checked));
      say(words);
      this.#lookAt(this.pulled.firstChild);
    } catch (fault) {
      const old = this.pulled.querySelector(".bar + .message");
      old?.remove();
      this.pulled.append(make("div.message.error", { role: "alert" }, whole(fault.message, fault.hint)));
    }
  }
}

/** A list to choose from under its label; nothing to see where there is no choice. */
function pick(label, all, chosen, { always = false } = {}) {
  const id = `pick-${label.toLowerCase().replace(/\W+/g, "-")}`;
  const option = (one) => make("option", { value: one.id, selected: one.id === chosen }, one.label);
  const [first, others] = [all.filter((one) => !one.other), all.filter((one) => one.other)];
  const select = make("select", { id }, first.map(option), others.length ? make("optgroup", { label: "Other styles" }, others.map(option)) : "");
  const element = make("div", { hidden: all.length < 2 && !always }, make("label", { htmlFor: id }, label), select);
  return { element, value: () => select.value };
}

const clean = (words) => Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== ""));

function nameOf(reply) {
  const told = reply.headers.get("Content-Disposition") || "";
  const plain = /filename="?([^";]+)"?/.exec(told)?.[1];
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(told)?.[1];
  return coded ? decodeURIComponent(coded) : plain;
}
