// A file that something else changed while it was being written here: what differs, and whose words stand.
import { make } from "./common.js";
import { markedLines, markedWords } from "./differences.js";
import { pathInWords, readPath } from "./fields.js";

/** Show what differs, and call `take({text, save})` with what the officer chose. Nothing is written before. */
export function settle(dialogue, { told, mine, file, fields }, take) {
  const gone = !told.disk;
  const theirs = told.disk?.text ?? "";
  const clashes = told.merged?.conflicts || [];
  const close = () => dialogue.close();
  const choose = (text, save) => () => { close(); take({ text, save }); };
  const both = told.merged && !clashes.length && told.merged.text !== theirs && told.merged.text !== mine;

  dialogue.replaceChildren(
    make("h2", { id: "dialogue-head" }, gone ? "This file is no longer there" : "This file was changed while you were writing"),
    make("p", {}, gone
      ? `Something else moved or deleted ${file}, or the branch was changed. Nothing of yours is lost: it stands in this window.`
      : both ? "Something else saved a change to it. The two sets of changes are in different places and can stand together."
        : clashes.length ? `Something else saved a change to it, and in ${clashes.length === 1 ? "one place" : `${clashes.length} places`} you both wrote something different.`
          : "Something else saved a change to it. Choose whose text is to stand; nothing is written until you have chosen."),
    clashes.length ? make("ul.clashes", {}, clashes.map((one) => clash(one, fields))) : "",
    gone ? "" : markedLines(theirs, both ? told.merged.text : mine, { was: "In the file now", is: both ? "With yours put in" : "Yours" }),
    make("div.does", {},
      both ? make("button.go", { type: "button", onclick: choose(told.merged.text, true) }, "Save both together") : "",
      clashes.length ? make("button.go", { type: "button", onclick: choose(told.merged.text, false) }, "Put together, to look over") : "",
      gone ? make("button.go", { type: "button", onclick: choose(mine, true) }, "Save it again here") : make("button", { type: "button", onclick: choose(mine, true) }, "Keep mine"),
      gone ? "" : make("button", { type: "button", onclick: choose(theirs, false) }, "Take theirs"),
      make("button", { type: "button", onclick: close }, "Decide later")));
  if (!dialogue.open) dialogue.showModal();
}

function clash({ path, yours, theirs }, fields) {
  const words = (value) => (value === null || value === undefined ? "(nothing)" : typeof value === "string" ? value : JSON.stringify(value));
  const name = typeof path === "string" ? (fields ? pathInWords(fields, readPath(path)) : path) : "";
  return make("li", {}, make("strong", {}, name), make("div", {}, "Theirs: ", words(theirs)), make("div", {}, "Yours: ", markedWords(words(theirs), words(yours))));
}
