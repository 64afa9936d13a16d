// The first screen: what there is to work on, what was found in it, and what falls due next.
import { begin } from "./begin.js";
import { ask, by, count, countTags, dayInWords, make, marked, query, say, whole } from "./common.js";

const SOON = 28; // days within which a deadline is marked

const COLUMNS = [
  { name: "Title", of: (row) => row.title || row.file },
  { name: "Council", of: (row) => row.council },
  { name: "Meets", of: (row) => row.date },
  { name: "Stage", of: (row) => row.stage },
  { name: "Check", of: (row) => (row.counts ? -(row.counts.error * 1e6 + row.counts.warning * 1e3 + row.counts.info) : -1e9) },
  { name: "Next deadline", of: (row) => row.deadline?.due || "" },
];

let rows = [];
let sorted = { by: "Next deadline", down: false };

function inOrder(some) {
  const column = COLUMNS.find(({ name }) => name === sorted.by);
  const way = sorted.down ? -1 : 1;
  return [...some].sort((one, other) => {
    const [a, b] = [column.of(one), column.of(other)];
    if (a === "" || b === "") return a === b ? one.file.localeCompare(other.file) : a === "" ? 1 : -1; // blanks last
    return way * (typeof a === "number" ? a - b : a.localeCompare(b, "en-GB", { numeric: true })) || one.file.localeCompare(other.file);
  });
}

function matches(row, words) {
  const text = [row.title, row.council, row.file, row.stage, row.date_words, row.body, row.subject].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function deadline(row) {
  if (!row.deadline) return make("td", { dataset: { column: "Next deadline" } });
  const { due, what, about, days } = row.deadline;
  const left = row.deadline.when || (days < 0 ? `${count(-days, "day")} ago` : days === 0 ? "today" : `in ${count(days, "day")}`);
  const mark = days < 0 ? "late" : days <= SOON ? "soon" : "";
  return make(`td${mark && `.${mark}`}`, { dataset: { column: "Next deadline" } },
    make("span.nowrap", {}, dayInWords(due)), " ", make("span.quiet.nowrap", {}, `(${left})`),
    make("span.small", {}, what, about ? make("span.quiet", {}, ` – ${about}`) : ""));
}

function found(row) {
  if (row.fault) {
    const { message, line } = row.fault;
    const tags = row.opens === false ? make("span.tag.error", {}, "Can’t be opened") : row.begun ? countTags(row.counts) : make("span.tag.error", {}, "Can’t be read");
    return [tags, make("span.small", {}, line ? `Line ${line}: ` : "", marked(message))];
  }
  return row.counts ? countTags(row.counts) : [make("span.quiet", {}, "Checking…")];
}

function line(row) {
  const link = row.opens === false ? make("span", {}, row.title) : make("a", { href: query("edit", { file: row.file }) }, row.title || row.file);
  const kind = row.subject === "meeting" ? "Meeting · " : "";
  const unsaved = row.committed === false ? " · changed since the last commit" : "";
  return make("tr", {},
    make("th", { scope: "row" }, link, make("span.small", {}, `${kind}${row.file}${unsaved}`)),
    make("td", { dataset: { column: "Council" } }, row.council || ""),
    make("td", { dataset: { column: "Meets" } }, make("span.nowrap", {}, row.date_words || "")),
    make("td", { dataset: { column: "Stage" } }, row.stage || ""),
    make("td", { dataset: { column: "Check" } }, found(row)),
    deadline(row));
}

function show() {
  const words = by("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = inOrder(rows.filter((row) => matches(row, words)));
  document.querySelector("#papers tbody").replaceChildren(...chosen.map(line));
  document.querySelectorAll("#papers thead th").forEach((head) => {
    if (head.dataset.name === sorted.by) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  const all = count(rows.length, "file");
  by("shown").textContent = words.length ? `${chosen.length} of ${all}` : all;
}

function head() {
  document.querySelector("#papers thead tr").replaceChildren(...COLUMNS.map(({ name }) =>
    make("th", { scope: "col", dataset: { name } }, make("button", {
      type: "button",
      onclick: () => {
        sorted = { by: name, down: sorted.by === name && !sorted.down };
        show();
        say(`Sorted by ${name.toLowerCase()}, ${sorted.down ? "last first" : "first first"}`);
      },
    }, name))));
}

/** The councils' own files, which every paper of theirs relies on. */
async function councils() {
  const { councils: all } = await ask("begin").catch(() => ({ councils: [] }));
  const links = all.filter(({ file }) => file).flatMap(({ file, name }, place) => [place ? ", " : "", make("a", { href: query("edit", { file, view: "form" }) }, name)]);
  by("councils").replaceChildren(...(links.length ? ["What the papers of a council rely on, as its bodies, days and thresholds: ", ...links, "."] : []));
}

async function load() {
  try {
    const home = await ask("home");
    by("trouble").replaceChildren();
    rows = home.rows;
    by("folder").textContent = home.folder;
    by("left-out").textContent = home.files_left_out
      ? `${count(home.files_left_out, "file")} more in this folder ${home.files_left_out === 1 ? "is" : "are"} not shown.` : "";
    show();
    by("empty").hidden = rows.length > 0;
    by("scroll").hidden = by("finder").hidden = !rows.length;
    document.body.dataset.ready = String(!home.pending);
    if (home.pending) setTimeout(load, 300);
  } catch (fault) {
    by("trouble").replaceChildren(make("p.message.error", {}, whole(fault.message, fault.hint)));
  }
}

head();
document.querySelectorAll("[data-begin]").forEach((button) => button.addEventListener("click", async () => {
  try {
    await begin(by("dialogue"), button.dataset.begin, rows);
  } catch (fault) {
    by("trouble").replaceChildren(make("p.message.error", {}, whole(fault.message, fault.hint)));
  }
}));
by("filter").addEventListener("input", show);
window.addEventListener("focus", load);
load();
councils();
