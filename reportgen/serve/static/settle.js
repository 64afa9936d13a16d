// A file that something else changed while it was being written here: what differs, and whose words stand.
import { ask, make, whole } from "./common.js";
import { markedLines } from "./differences.js";
import { pathInWords } from "./fields.js";
import { three, valueInWords } from "./three.js";

/** Show what differs, and call `take({text, save})` with what the officer chose. Nothing is written before. */
export function settle(dialogue, { told, mine, file, fields }, take) {
  const theirs = told.disk?.text ?? "";
  const close = () => dialogue.close();
  const choose = (text, save) => () => { close(); take({ text, save }); };
  const button = (words, does, kind = "button") => make(kind, { type: "button", onclick: does }, words);
  const clashes = (told.merged?.conflicts || []).map((one, place) => clash(one, place, fields));
  const both = told.merged && !clashes.length && told.merged.text !== mine && told.merged.text !== theirs;
  const parts = !told.disk ? gone(file)
    : both ? together(told.merged)
      : clashes.length ? [clashing(clashes.length), ...clashes.map(({ element }) => element)]
        : [make("p", {}, "Something else saved a change to it. Choose whose text is to stand; nothing is written until you have chosen.")];

  const does = !told.disk ? [button("Save it again here", choose(mine, true), "button.go")]
    : [
      both ? button("Save both together", choose(told.merged.text, true), "button.go") : "",
      clashes.length ? picked(told.merged, file, clashes, (text) => choose(text, true)()) : "",
      button("Keep mine", choose(mine, true)),
      button("Take theirs", choose(theirs, false)),
    ];
  dialogue.replaceChildren(
    make("h2", { id: "dialogue-head" }, told.disk ? "This file was changed while you were writing" : "This file is no longer there"),
    ...parts,
    told.merged?.left?.length ? make("p", {}, "These comments of yours find no place in it: ", told.merged.left.map((one) => make("code", {}, one))) : "",
    ...(!told.disk ? [] : clashes.length ? [make("details.all-lines", {}, make("summary", {}, "All lines that either of you changed"), changes(told.base, theirs, mine))]
      : told.base !== null && told.base !== undefined ? changes(told.base, theirs, mine) : [markedLines(theirs, mine, { was: "In the file now", is: "Yours" })]),
    make("div.does", {}, does, button("Decide later", close)));
  if (!dialogue.open) dialogue.showModal();
}

const gone = (file) => [make("p", {}, `Something else moved or deleted ${file}, or the branch was changed. Nothing of yours is lost: it stands in this window.`)];

const together = () => [make("p", {}, "Something else saved a change to it. The two sets of changes are in different places and can stand together.")];

const changes = (base, theirs, mine) => [
  make("h3", {}, "Changed by somebody else"), markedLines(base, theirs, { was: "Before", is: "In the file now" }),
  make("h3", {}, "Changed by you"), markedLines(base, mine, { was: "Before", is: "Yours" }),
];

const clashing = (number) => make("p", {}, `Something else saved a change to it. In ${number === 1 ? "one field" : `${number} fields`} you both wrote something different: choose which is to stand, or write other words. All else of both is kept.`);

/** One field that both have written: the three texts of it, and the edit that makes what is chosen of them. */
function clash({ path, at, base, yours, theirs }, place, fields) {
  const typed = [yours, theirs].every((value) => typeof value === "string" || value === null || value === undefined);
  const both = three({
    name: `clash-${place}`, legend: fields ? pathInWords(fields, at) : path, was: { label: "Before", words: valueInWords(base) },
    sides: [
      { id: "theirs", label: "In the file now", words: valueInWords(theirs) },
      { id: "yours", label: "Yours", words: valueInWords(yours) },
    ],
    start: typed ? valueInWords(yours) ?? valueInWords(theirs) ?? "" : null,
  });
  const ending = /\n*$/.exec(typeof yours === "string" ? yours : "")[0];
  const edits = () => {
    const { id, words } = both.chosen();
    if (id === "theirs") return [];
    if (id === "own") return [words.trim() ? { do: "put", at, value: words.trimEnd() + ending } : { do: "remove", at }];
    return [yours === null || yours === undefined ? { do: "remove", at } : { do: "put", at, value: yours }];
  };
  return { element: both.element, chosen: both.chosen, edits };
}

/** The button that saves all of both, with the officer's choice in each field that both changed. */
function picked(merged, file, clashes, done) {
  const trouble = make("p.told", { role: "alert" });
  const button = make("button.go", { type: "button", onclick: async () => {
    const open = clashes.find((one) => !one.chosen());
    if (open) {
      trouble.textContent = "Choose one of the texts in each field first.";
      open.element.querySelector("input").focus();
      return;
    }
    const edits = clashes.flatMap((one) => one.edits());
    try {
      done(edits.length ? (await ask("splice", { file, text: merged.text, edits })).text : merged.text);
    } catch (fault) { trouble.replaceChildren(...whole(fault.message, fault.hint)); }
  } }, "Save both together");
  return [button, trouble];
}
