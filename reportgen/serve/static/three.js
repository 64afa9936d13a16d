// One field that two people have written: what it was, and what each made of it, side by side, with a choice between them.
import { make } from "./common.js";
import { markedWords } from "./differences.js";

/**
 * The three texts of a field. `told` = {name, legend, was, sides: [{id, label, about, words}], start}: `start` is what "other words"
 * begin with, where these can be typed at all; `was` is null where nobody knows any more what it was, and the second is shown against the
 * first. `chosen()` answers {id, words}: which side was chosen, or `own` and the words.
 */
export function three({ name, legend, was, sides, start = null, changed = () => {} }) {
  const box = start === null ? null : make("textarea", {
    id: `${name}-words`, "aria-label": `Other words for ${legend}`, value: start, rows: Math.min(10, Math.max(2, Math.ceil(start.length / 80) + (start.match(/\n/g)?.length || 0))),
    hidden: true, oninput: () => changed(),
  });
  const radio = (id) => make("input", { type: "radio", name, value: id, onchange: () => { if (box) box.hidden = id !== "own"; if (id === "own") box.focus(); changed(); } });
  const shown = (words, place) => {
    const before = was ? was.words : place ? sides[0].words : null;
    return before === null ? words : markedWords(before, words, { whole: true });
  };
  const text = (words) => (words === null ? make("em.quiet", {}, "Not there") : words);
  const element = make("fieldset.three", {}, make("legend", {}, legend),
    make("div.texts", {},
      was ? make("div.one-text", {}, make("p.head", {}, was.label), make("div.words", {}, text(was.words))) : "",
      sides.map(({ id, label, about, words }, place) => make("div.one-text", {},
        make("p.head", {}, make("label", {}, radio(id), label), about ? make("span.about.small.quiet", {}, about) : ""),
        make("div.words", {}, words === null ? make("em", {}, "Taken out") : shown(words, place))))),
    box ? make("div.own-words", {}, make("label", {}, radio("own"), "Other words"), box) : "");
  return {
    element,
    chosen: () => {
      const id = element.querySelector(`input[name="${name}"]:checked`)?.value;
      return id ? { id, words: id === "own" ? box.value : null } : null;
    },
  };
}

/** A value of the file in words that can be read: a group and a list line by line. */
export function valueInWords(value, indent = "") {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return String(value).trim();
  const lines = Array.isArray(value)
    ? value.map((one) => `${indent}– ${(valueInWords(one, `${indent}  `) ?? "").trimStart()}`)
    : Object.entries(value).map(([key, one]) => {
      const words = valueInWords(one, `${indent}  `) ?? "";
      return `${indent}${key.replaceAll("_", " ")}: ${typeof one === "object" && one !== null ? "\n" : ""}${words}`;
    });
  return lines.join("\n");
}
