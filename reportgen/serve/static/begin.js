// A new decision or meeting: a few questions, the name of the file that it gets, and then its form.
import { afterPause, ask, make, query, whole } from "./common.js";
import { control } from "./controls.js";

const PAUSE = 200; // milliseconds without a keystroke, after which the file's name is asked for
const OTHER = "\u0000"; // stands for a council that is not in the list yet

/** Ask for what a new `subject` ("decision" or "meeting") begins with; `rows` are the papers there are. */
export async function begin(dialogue, subject, rows) {
  const offered = await ask("begin");
  const answers = { date: "" };
  const waiting = new Set();
  const boxes = {};
  const decision = subject === "decision";

  const titled = decision ? text("title", "Title", "As it will stand at the head of the report: Home care: extension of contracts") : "";
  const council = offered.councils.length ? select("council", "Council", [
    ...offered.councils.map(({ folder, name }) => [folder, name]),
    ...(offered.may_begin_council ? [[OTHER, "Another council, which has no papers here yet"]] : []),
  ]) : "";
  const called = text("council_name", "The council’s name", "In full, as Northshire Council. A folder is made for its papers.");
  const bodies = make("datalist", { id: "begin-bodies" });
  const body = text("body", decision ? "Who decides" : "Body that meets", "As Cabinet", { list: "begin-bodies" });
  const date = control({
    path: "date", kind: "day", value: "", title: "Date of the meeting", help: "", put: (day) => { answers.date = day || ""; named(); }, waiting,
  });
  date.append(make("p.told", { id: "begin-date-told", role: "alert" }));
  const like = decision ? select("like", "Begin from", [["", "A blank decision, with notes on what goes where"]],
    "An earlier decision is taken over without what belongs to its own meeting: numbers, notices, clearances, what was decided. Go over every date and sum in it.") : "";
  const file = make("p.file-name", { role: "status" });
  const trouble = make("div", { role: "alert" });

  function field(name, label, hint, box) {
    boxes[name] = box;
    box.id = `begin-${name}`;
    box.setAttribute("aria-describedby", `${hint ? `begin-${name}-hint ` : ""}begin-${name}-told`);
    return make("div.field", {}, make("label", { htmlFor: box.id }, label), hint ? make("span.hint", { id: `begin-${name}-hint` }, hint) : "",
      make("p.told", { id: `begin-${name}-told`, role: "alert" }), box);
  }

  function text(name, label, hint, more = {}) {
    return field(name, label, hint, make("input", { type: "text", autocomplete: "off", oninput: () => named(), ...more }));
  }

  function select(name, label, all, hint = "") {
    return field(name, label, hint, make("select", { onchange: () => chosen() }, options(all)));
  }

  const home = () => (boxes.council ? boxes.council.value : OTHER);
  const given = () => ({
    subject, title: boxes.title?.value, body: boxes.body.value, date: answers.date, like: boxes.like?.value || undefined,
    ...(home() === OTHER ? { council_name: boxes.council_name.value } : { council: home() }),
  });
  const named = afterPause(async () => {
    const { file: name } = await ask("begin/name", given()).catch(() => ({}));
    file.replaceChildren(...(name ? ["It will be kept in the file ", make("strong", {}, name), "."] : []));
  }, PAUSE);

  /** What hangs on the council: its name where it is new, its bodies, its earlier decisions. */
  function chosen() {
    const folder = home();
    const known = offered.councils.find((one) => one.folder === folder);
    called.hidden = folder !== OTHER;
    const own = rows.filter((row) => row.council && row.council === known?.name);
    bodies.replaceChildren(...[...new Set([...(known?.bodies || []), ...own.map((row) => row.body || "")])].filter(Boolean).map((value) => make("option", { value })));
    if (boxes.like) {
      const before = boxes.like.value;
      const earlier = own.filter((row) => row.subject === "decision").sort((one, other) => other.date.localeCompare(one.date));
      boxes.like.replaceChildren(...options([["", "A blank decision, with notes on what goes where"], ...earlier.map((row) => [row.file, `${row.title} (${row.date_words})`])]));
      boxes.like.value = earlier.some((row) => row.file === before) ? before : "";
      like.hidden = !earlier.length;
    }
    named();
  }

  async function go(event) {
    event.preventDefault();
    for (const one of [...waiting]) one();
    dialogue.querySelectorAll(".told[role=alert]").forEach((one) => one.replaceChildren());
    dialogue.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    trouble.replaceChildren();
    try {
      const { file: made } = await ask("begin", given());
      location.assign(query("edit", { file: made, view: "form" }));
    } catch (fault) {
      const about = fault.told?.answer;
      const box = about === "date" ? date.querySelector("input") : boxes[about];
      if (!box) { trouble.replaceChildren(make("p.message.error", {}, whole(fault.message, fault.hint))); return; }
      dialogue.querySelector(`#begin-${about}-told`).replaceChildren("Error: ", ...whole(fault.message, fault.hint));
      box.setAttribute("aria-invalid", "true");
      box.focus();
    }
  }

  dialogue.replaceChildren(make("form.begin", { noValidate: true, onsubmit: go },
    make("h2", { id: "dialogue-head" }, decision ? "A new decision" : "A new meeting"),
    trouble, titled, council, called, body, bodies, date, like, file,
    make("div.does", {}, make("button.go", { type: "submit" }, "Begin"), make("button", { type: "button", onclick: () => dialogue.close() }, "Cancel"))));
  chosen();
  dialogue.showModal();
  (boxes.title || boxes.council || boxes.council_name).focus();
}

const options = (all) => all.map(([value, words]) => make("option", { value }, words));
