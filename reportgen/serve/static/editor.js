// One file: written as text or in a form, shown as the document that it makes, saved, and never overwritten unseen.
import { afterPause, ask, by, Fault, make, marked, query, say, whole } from "./common.js";
import { Fields, readPath } from "./fields.js";
import { Findings, toShow } from "./findings.js";
import { Form } from "./form.js";
import { GetIt } from "./get-it.js";
import { History } from "./history.js";
import { Pages } from "./pages.js";
import { settle } from "./settle.js";
import { Sheet } from "./sheet.js";
import { textEditor } from "./text.js";

const PAUSE = 60; // milliseconds without a keystroke, after which the document is made anew
const SLOW = 1000; // milliseconds after which a page that is still being made says so
const LOOK_AGAIN = 3000; // milliseconds between two looks whether the file was changed by something else
const PAGES_PAUSE = 400; // milliseconds after a new document, after which its pages are drawn
const VIEWS = ["write", "get-it", "history"];

const asked = new URLSearchParams(location.search);
const paper = {
  file: asked.get("file") || "",
  client: crypto.randomUUID?.() || String(Math.random()),
  sequence: 0,
  taken: 0,
  page: "", // what the server calls the page that is shown
  version: "",
  onDisk: "", // the version that the file had when it was last looked at
  beside: "", // what changes when another file that it relies on does
  head: "", // the commit that the folder stands on
  saved: "",
  fields: null, // what may stand in such a file
  places: [], // where each field stands in the text
  tree: null, // what the file says, as last read
  readable: true,
  gone: false, // from the disk
  findings: [],
  form: false,
  unshown: false, // the document could not be shown
  paged: false, // whether the pages are shown in place of the document
  saving: false,
};
let editor;
let sheet;
let pages;
let findings;
let form;
let getIt;
let past;

// Opening ------------------------------------------------------------------------------------------------------------

async function open() {
  try {
    const opened = await ask(query("open", { file: paper.file }));
    Object.assign(paper, { version: opened.version, onDisk: opened.version, saved: opened.text, choices: opened.choices, readOnly: opened.writable === false, beside: opened.beside, head: opened.head });
    title(opened.title, opened.council);
    choose(opened.choices);
    begin(opened);
    if (opened.notice) notice("warning", new Fault(opened.notice));
    if (opened.schema) {
      paper.fields = new Fields(await ask(query("schema", { name: opened.schema })));
      form.show(paper.tree, paper.findings);
      findings.again();
    }
    paper.known = true;
    shown();
    ready();
  } catch (fault) {
    title("This file can’t be opened");
    notice("error", fault);
  }
}

function title(words, council = "") {
  const name = words || paper.file.split("/").at(-1);
  by("title").textContent = name;
  by("title").title = name;
  by("file").textContent = [council, paper.file].filter(Boolean).join(" · ");
  document.title = `${name} – reportgen`;
}

function choose(choices) {
  fill(by("kind"), choices?.kinds || [], choices?.kind);
  fill(by("audience"), choices?.audiences || [], choices?.audience);
  by("as-pages").parentElement.hidden = !choices?.kinds?.length;
  offer();
}

const isPaper = () => paper.choices.kinds.length > 0 || Boolean(paper.page);

/** Of a council's own file no document is made, so there is none to get. */
function offer() {
  document.querySelector(".views [data-view=get-it]").hidden = !isPaper();
}

function fill(select, all, chosen) {
  select.replaceChildren(...all.map(({ id, label }) => make("option", { value: id, selected: id === chosen }, label)));
  select.hidden = select.previousElementSibling.hidden = all.length < 2;
}

function begin(opened) {
  editor = textEditor(by("text"), opened.text, {
    nonce: document.querySelector("meta[name=style-nonce]").content,
    readOnly: paper.readOnly,
    fields: () => paper.fields,
    names: () => namesIn(paper.tree),
    changed: () => { state(); soon(); },
    moved: afterPause((place) => follow(place), 60),
  });
  findings = new Findings({ list: by("findings"), head: by("counts"), go: goTo, fields: () => paper.fields });
  form = new Form(by("form"), {
    fields: () => paper.fields, edit, printed, at: (path) => here(path), mend: (finding) => { write("text"); if (finding) goTo(finding); },
  });
  getIt = new GetIt(by("view-get-it"), paper, { text: () => editor.text(), take, toText: () => { location.hash = "write"; } });
  past = new History(by("view-history"), paper, () => ({ kind: by("kind").value, audience: by("audience").value }));
  sheet = new Sheet(by("sheet"), goToPath, unshown);
  pages = new Pages(by("pages"), { wanted: () => ({ ...wanted(), text: editor.text() }), go: (path) => goToPath(path), state: drawnState });
  see(kept("seen") === "pages" && isPaper());
  sheet.ready.then(render);
  window.setInterval(look, LOOK_AGAIN);
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  state();
  const line = Number(asked.get("line"));
  if (asked.get("view") === "form") write("form");
  else if (line > 0) goToLine(line);
  paper.toGo = asked.get("path");
}

// The document -------------------------------------------------------------------------------------------------------

const soon = afterPause(render, PAUSE);

/** Which document is shown, of which file, to which window. */
const wanted = () => ({ file: paper.file, client: paper.client, kind: by("kind").value || undefined, audience: by("audience").value || undefined });

async function render() {
  paper.sequence += 1;
  const sequence = paper.sequence;
  const text = editor.text();
  const slow = setTimeout(() => { by("made").textContent = "Being made…"; }, SLOW);
  try {
    const made = await ask("preview", { ...wanted(), text, sequence, shown: paper.page, want: ["tree"] });
    if (made.status === "superseded" || made.sequence <= paper.taken) return;
    paper.taken = made.sequence;
    takeMade(made, text);
  } catch (fault) {
    if (sequence === paper.sequence) stand("stopped", whole(fault.message, fault.hint));
  } finally {
    clearTimeout(slow);
  }
}

function takeMade(made, text) {
  const current = text === editor.text();
  paper.findings = made.findings;
  paper.readable = made.tree !== null && made.tree !== undefined;
  if (made.fields.length) paper.places = made.fields;
  if (paper.readable) paper.tree = made.tree;
  if (made.title && by("kind").value === paper.choices.kind) title(made.title, by("file").textContent.split(" · ").slice(0, -1).join(" · "));
  paper.unshown = false;
  if (made.html) {
    paper.page = made.page || "";
    offer();
    sheet.show(made.html);
  }
  const here = made.findings.filter((one) => one.here !== false && one.outcome !== "waived");
  if (current) editor.mark(here);
  // What was typed since has moved the fields: the cursor is in the one that it is in by the new places.
  if (current && editor.view.hasFocus) follow(editor.view.state.selection.main.head);
  sheet.mark(toShow(here).filter((one) => one.path));
  findings.show(made.findings, made.counts, made.judged);
  if (paper.unshown) unshown();
  else if (made.status !== "held") stand("made", "");
  else if (by("kind").options.length) held(toShow(made.findings)[0]);
  else stand("held", "No document is made of this file alone.");
  if (current) form.show(paper.readable ? paper.tree : null, made.findings);
  ready();
  if (paper.paged && made.status !== "held") drawSoon();
  if (paper.toGo) { const path = paper.toGo; paper.toGo = ""; goToPath(path); }
}

/** Say that the document is made and could not be shown; it is asked for anew at the next change. */
function unshown() {
  paper.unshown = true;
  paper.page = "";
  stand("held", "The document can’t be shown here, and the fault is ours. What you write is kept and can be saved; the document itself is under “Get it”.");
}

/** Say that the page is whole: the document is shown, and what may stand in the file is known. */
function ready() {
  if (paper.taken && paper.known) document.body.dataset.ready = "true";
}

const drawSoon = afterPause(() => { if (paper.paged) pages.refresh(); }, PAGES_PAUSE);

/** See the pages in place of the document, or the document; the choice is kept while the window is open. */
function see(paged) {
  paper.paged = paged;
  by("as-document").setAttribute("aria-pressed", String(!paged));
  by("as-pages").setAttribute("aria-pressed", String(paged));
  by("pages").hidden = !paged;
  by("sheet").parentElement.hidden = paged;
  by("made").textContent = "";
  if (paged) { by("made").textContent = "Being drawn…"; pages.refresh(); }
  else if (!by("held").hidden) render();
}

/** How many pages there are, or why they can't be drawn. */
function drawnState(words, trouble) {
  if (!paper.paged) return;
  if (words && by("made").textContent !== words) by("made").textContent = words;
  if (!words) by("made").textContent = pages.number ? "The pages are as they were before" : "No pages can be drawn yet";
  if (trouble && by("held").hidden) stand("held", trouble);
}

const keep = (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* not allowed here: nothing is kept */ } };
const kept = (name) => { try { return sessionStorage.getItem(name); } catch { return null; } };

/** Show a field's words in the document and on its page. */
function here(path, place = null) {
  sheet.here(path, place);
  pages.here(path);
}

/** What stands over the document: nothing, or why it is older than the text. */
function stand(name, words) {
  if (!paper.paged) by("made").textContent = "";
  sheet.old(name !== "made");
  by("findings").classList.toggle("old", name === "stopped");
  const box = by("held");
  box.hidden = !words;
  box.className = `message ${name === "stopped" ? "error" : "warning"}`;
  box.replaceChildren(...[words].flat());
}

function held(finding) {
  const where = finding?.line && finding.here !== false ? `Line ${finding.line}: ` : "";
  stand("held", "");
  by("held").hidden = false;
  by("held").replaceChildren(...(finding ? [make("strong", {}, where), ...marked(finding.message), " "] : []),
    paper.page ? "The document below is as it was before. " : "No document can be made of it yet. ",
    finding && finding.here !== false ? make("button.plain", { type: "button", onclick: () => goTo(finding) }, "Go there") : "");
}

// Both sides together ------------------------------------------------------------------------------------------------

/** The innermost field that holds a place in the text. */
function fieldAt(place) {
  let best = null;
  let width = 0;
  for (const one of paper.places) {
    const from = Math.min(one.start, one.key_end > one.key_start ? one.key_start : one.start);
    if (from <= place && place <= one.end && (!best || one.end - from <= width)) { best = one; width = one.end - from; }
  }
  return best;
}

function follow(place) {
  if (paper.form) return;
  const field = fieldAt(place);
  if (!field) { here(null); return; }
  const paragraphs = paragraphsOf(field);
  const at = paragraphs.findLastIndex((from) => from <= place);
  here(field.path, { at: Math.max(at, 0), of: paragraphs.length });
}

function goTo(finding) {
  if (paper.form && finding.at?.length && form.focus(finding.at)) return;
  if (paper.form) write("text");
  const text = editor.text();
  if (finding.end > finding.start && finding.start <= text.length) editor.show(finding.start);
  else goToLine(finding.line);
  follow(editor.view.state.selection.main.head);
}

function goToLine(number) {
  const doc = editor.view.state.doc;
  const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
  editor.show(line.from + Math.max(line.text.search(/\S/), 0));
}

/** Put the cursor in the field that bears this path, or in the nearest that it is part of. */
function goToPath(path, block = null) {
  if (paper.form && form.focus(readPath(path))) { here(path, block); return; }
  if (paper.form) write("text");
  for (let part = path; part; part = part.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, "")) {
    const place = paper.places.find((one) => one.path === part);
    if (place) {
      const paragraphs = paragraphsOf(place);
      const at = block && part === path && block.of === paragraphs.length ? Math.max(block.at, 0) : 0;
      editor.show(paragraphs[at]);
      here(part, { at, of: paragraphs.length });
      return;
    }
  }
}

/** Where each paragraph of a value begins, and each entry of a list in it; at least where the value does. */
function paragraphsOf({ start, end }) {
  const text = editor.text().slice(start, end);
  const head = /^[|>][+-]?\d?[^\n]*\n/.exec(text)?.[0].length || 0;
  if (!head) return [start];
  const found = [];
  let fresh = true;
  let from = head;
  for (const line of text.slice(head).split("\n")) {
    const words = line.trimStart();
    if (words && (fresh || /^([-*+]|\d+[.)])\s/.test(words))) found.push(start + from + line.length - words.length);
    fresh = !words;
    from += line.length + 1;
  }
  return found.length ? found : [start];
}

function write(how) {
  paper.form = how === "form";
  by("as-text").setAttribute("aria-pressed", String(!paper.form));
  by("as-form").setAttribute("aria-pressed", String(paper.form));
  by("text").hidden = paper.form;
  by("form").hidden = !paper.form;
  by("find").hidden = paper.form;
  if (paper.form) {
    form.open(paper.readable ? paper.tree : null, paper.findings, fieldAt(editor.view.state.selection.main.head)?.path || "");
  } else {
    editor.view.requestMeasure();
    const path = form.path();
    if (path) goToPath(path);
  }
}

/** Names of facts that a sentence may ask for, with what they are now. */
function namesIn(tree, path = "", found = []) {
  if (tree === null || tree === undefined) return found;
  if (Array.isArray(tree)) {
    tree.forEach((one, place) => namesIn(one, `${path}.${(one && typeof one === "object" && typeof one.id === "string" && one.id) || place + 1}`, found));
  } else if (typeof tree === "object") {
    for (const [name, one] of Object.entries(tree)) namesIn(one, path ? `${path}.${name}` : name, found);
  } else if (path && !/\n/.test(tree) && tree.length < 200) {
    found.push({ name: path, value: tree });
  }
  return found;
}

/** A longer text as it will be printed, as elements; what is wrong with it as a sentence. */
async function printed(at, words) {
  try {
    const { html, fault } = await ask("prose", { file: paper.file, text: editor.text(), at, words });
    if (fault) return [make("p.told", {}, whole(fault.message, fault.hint))];
    const { body } = new DOMParser().parseFromString(html, "text/html");
    body.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    body.querySelectorAll("a[href]").forEach((one) => Object.assign(one, { target: "_blank", rel: "noopener noreferrer" }));
    return [...body.childNodes].map((one) => document.adoptNode(one));
  } catch (fault) {
    return [make("p.told", {}, whole(fault.message, fault.hint))];
  }
}

// Changing by the form -----------------------------------------------------------------------------------------------

let queue = Promise.resolve();

/** Make changes in the text, one after another; each is put in as one step, and all else stays as it was written. */
function edit(edits) {
  const done = queue.then(() => splice(edits));
  queue = done.catch(() => {});
  return done;
}

async function splice(edits) {
  for (;;) {
    const text = editor.text();
    const answer = await ask("splice", { file: paper.file, text, edits });
    if (editor.text() !== text) continue; // typed in meanwhile: once more, on what stands there now
    if (answer.change) editor.put(answer.change);
    else editor.replace(answer.text);
    return;
  }
}

/** Take another text in place of all of it, as one step that can be undone. */
function take(text) {
  editor.replace(text);
  render();
}

// Saving -------------------------------------------------------------------------------------------------------------

const unsaved = () => Boolean(editor) && (editor.text() !== paper.saved || paper.gone);

function state() {
  const changed = unsaved();
  by("save").disabled = !changed || paper.saving || paper.readOnly;
  by("state").classList.toggle("unsaved", changed);
  by("state").textContent = paper.readOnly ? "This file can’t be changed" : paper.saving ? "Saving…" : paper.gone ? "Not on disk" : changed ? "Not saved yet" : "Saved";
  document.title = document.title.replace(/^• /, "").replace(/^/, changed ? "• " : "");
}

async function save() {
  form?.flush();
  await queue;
  if (!unsaved() || paper.saving || paper.readOnly) return;
  paper.saving = true;
  state();
  const text = editor.text();
  try {
    const kept = await ask("save", { file: paper.file, text, version: paper.version });
    paper.version = kept.version;
    paper.saved = text;
    paper.gone = false;
    by("notice").replaceChildren();
    delete by("notice").dataset.about;
    if (kept.note) notice("warning", new Fault(kept.note));
  } catch (fault) {
    if (fault.status === 409) atOdds(fault.told);
    else stopped(fault);
  } finally {
    paper.saving = false;
    state();
  }
}

// No answer, or that of a server that knows nothing of this page.
const GONE = [0, 401];

/** Tell why nothing is saved, with what can be done; it stays until the server answers again. */
function stopped(fault) {
  notice("error", fault, rescue());
  if (GONE.includes(fault.status)) by("notice").dataset.about = "stopped";
}

/** Where the server is gone, or another run of it is there, the text can still be taken away. */
const rescue = () => (unsaved() ? [make("button", { type: "button", onclick: copy }, "Copy the text"), make("button", { type: "button", onclick: download }, "Keep a copy of the text")] : []);

async function copy() {
  try {
    await navigator.clipboard.writeText(editor.text());
    notice("info", new Fault("The text is copied.", `open ${paper.file} at the address that \`reportgen serve\` printed last, under Text, choose all (Ctrl+A) and paste (Ctrl+V).`), rescue());
  } catch {
    notice("error", new Fault("The browser does not let this page copy.", "choose Keep a copy of the text."), rescue());
  }
}

function download() {
  const link = make("a", { href: URL.createObjectURL(new Blob([editor.text()], { type: "text/yaml" })), download: paper.file.split("/").at(-1) });
  link.click();
  URL.revokeObjectURL(link.href);
}

function notice(kind, fault, ...does) {
  by("notice").replaceChildren(make(`div.message.${kind}`, {}, whole(fault.message, fault.hint), does.length ? make("div.does", {}, does) : ""));
}

/** Whether something else has changed the file; asked every few seconds while the page is looked at. */
async function look() {
  if (document.hidden || paper.saving || by("dialogue").open || paper.looking) return;
  paper.looking = true;
  try {
    const now = await ask(query("changes", { file: paper.file, version: paper.version }));
    if (by("notice").dataset.about === "stopped") { by("notice").replaceChildren(); delete by("notice").dataset.about; }
    onDisk(now.state !== "gone");
    beside(now);
    if (now.state === "same" || now.version === paper.told) return;
    if (now.state === "changed" && !unsaved()) await takeNew();
    else tellOfChange(now);
  } catch (fault) {
    if (GONE.includes(fault.status) && by("notice").dataset.about !== "stopped") stopped(fault);
  } finally {
    paper.looking = false;
  }
}

/** Make the document anew where a file that it relies on was changed, and the list of commits where there may be others. */
function beside(now) {
  const pastMoved = now.head !== paper.head || now.version !== paper.onDisk;
  const othersMoved = now.beside !== paper.beside;
  Object.assign(paper, { head: now.head, beside: now.beside, onDisk: now.version });
  if (othersMoved) render();
  if (pastMoved && !by("view-history").hidden) past.open();
  if (pastMoved && !by("view-get-it").hidden) getIt.open();
}

/** Note whether the file is there; one that was gone and is back as it was needs no word any more. */
function onDisk(there) {
  if (there !== paper.gone) return;
  paper.gone = !there;
  if (there) { paper.told = null; by("notice").replaceChildren(); }
  state();
}

async function takeNew() {
  const opened = await ask(query("open", { file: paper.file }));
  if (unsaved()) return;
  paper.version = opened.version;
  paper.saved = opened.text;
  take(opened.text);
  state();
  say("The file was changed by something else. The new text is shown.");
  notice("info", new Fault("The file was changed by something else, and is shown as it is now."), make("button", { type: "button", onclick: () => by("notice").replaceChildren() }, "Close"));
}

function tellOfChange(now) {
  paper.told = now.version;
  const words = now.state === "gone" ? "The file is no longer there: something else moved or deleted it. Your text is kept in this window."
    : "Something else changed this file while you were writing. Your text is kept in this window.";
  notice("warning", new Fault(words), make("button", { type: "button", onclick: async () => {
    try {
      atOdds(await ask("merge", { file: paper.file, text: editor.text(), version: paper.version }));
    } catch (fault) { notice("error", fault); }
  } }, now.state === "gone" ? "What to do" : "See what changed"));
}

/** Let the officer choose between what was written here and what stands in the file now. */
function atOdds(told) {
  settle(by("dialogue"), { told, mine: editor.text(), file: paper.file, fields: paper.fields }, async (chosen) => {
    paper.version = told.disk?.version || "";
    paper.told = null;
    paper.gone = !told.disk;
    paper.saved = told.disk?.text ?? "";
    by("notice").replaceChildren();
    take(chosen.text);
    state();
    if (chosen.save) await save();
  });
}

// The page -----------------------------------------------------------------------------------------------------------

function shown() {
  const named = location.hash.slice(1);
  const view = VIEWS.includes(named) && (named !== "get-it" || isPaper()) ? named : "write";
  document.querySelectorAll(".view").forEach((one) => { one.hidden = one.dataset.view !== view; });
  document.querySelectorAll(".views a").forEach((one) => {
    if (one.dataset.view === view) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  });
  if (view === "get-it") getIt.open();
  if (view === "history") past.open();
  if (view === "write") editor.view.requestMeasure();
}

function divide(share) {
  const kept = Math.round(Math.max(25, Math.min(75, share)));
  by("view-write").style.setProperty("--text-share", `${kept}fr`);
  by("view-write").style.setProperty("--sheet-share", `${100 - kept}fr`);
  by("divider").setAttribute("aria-valuenow", String(kept));
}

function dividing() {
  const bar = by("divider");
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -5, ArrowRight: 5 }[event.key];
    if (!step) return;
    event.preventDefault();
    divide(Number(bar.getAttribute("aria-valuenow")) + step);
  });
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    const move = ({ clientX }) => divide((clientX / window.innerWidth) * 100);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", move), { once: true });
  });
}

function listen() {
  window.addEventListener("hashchange", shown);
  window.addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
  window.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  });
  by("save").addEventListener("click", save);
  by("undo").addEventListener("click", () => { editor.undo(); if (!paper.form) editor.view.focus(); });
  by("redo").addEventListener("click", () => { editor.redo(); if (!paper.form) editor.view.focus(); });
  by("find").addEventListener("click", () => editor.find());
  by("as-text").addEventListener("click", () => write("text"));
  by("as-form").addEventListener("click", () => write("form"));
  by("as-document").addEventListener("click", () => { see(false); keep("seen", "document"); });
  by("as-pages").addEventListener("click", () => { see(true); keep("seen", "pages"); });
  by("kind").addEventListener("change", render);
  by("audience").addEventListener("change", render);
  by("fold-check").addEventListener("click", ({ target }) => {
    const open = by("findings").hidden;
    by("findings").hidden = !open;
    target.setAttribute("aria-expanded", String(open));
    target.textContent = open ? "Hide" : "Show";
  });
  dividing();
}

listen();
open();
