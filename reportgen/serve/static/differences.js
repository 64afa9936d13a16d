// What differs between two texts, by lines or by words.
import { make } from "./common.js";

const MOST = 4e6; // the number of pairs compared at most; beyond it one stretch is shown in place of the other

/** The stretches of two lists: [{kind: "same" | "was" | "is", parts}]. */
export function differences(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return joined([{ kind: "same", parts: before.slice(0, start) }, ...middle, { kind: "same", parts: end ? before.slice(-end) : [] }]);
}

function between(old, made) {
  if (old.length * made.length > MOST) return [{ kind: "was", parts: old }, { kind: "is", parts: made }];
  const wide = made.length + 1;
  const longest = new Uint32Array((old.length + 1) * wide);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = made.length - 1; j >= 0; j -= 1) {
      longest[i * wide + j] = old[i] === made[j] ? longest[(i + 1) * wide + j + 1] + 1 : Math.max(longest[(i + 1) * wide + j], longest[i * wide + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < made.length) {
    if (i < old.length && j < made.length && old[i] === made[j]) { found.push({ kind: "same", parts: [old[i]] }); i += 1; j += 1; }
    else if (j >= made.length || (i < old.length && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1])) { found.push({ kind: "was", parts: [old[i]] }); i += 1; }
    else { found.push({ kind: "is", parts: [made[j]] }); j += 1; }
  }
  return found;
}

function joined(stretches) {
  const found = [];
  for (const one of stretches) {
    if (!one.parts.length) continue;
    if (found.at(-1)?.kind === one.kind) found.at(-1).parts.push(...one.parts);
    else found.push({ kind: one.kind, parts: [...one.parts] });
  }
  return found;
}

/** One text as it was and is, with the words that differ marked: what stands together is marked together. */
export function markedWords(before, after) {
  const words = (text) => text.match(/\s+|[^\s]+/g) || [];
  const shown = [];
  let was = "";
  let is = "";
  const close = () => {
    // The blanks that end both stand once, after them.
    const blank = /\s*$/.exec(was)[0] === /\s*$/.exec(is)[0] ? /\s*$/.exec(was)[0] : "";
    const cut = (text) => (blank ? text.slice(0, -blank.length) : text);
    if (cut(was)) shown.push(make("del", {}, cut(was)));
    if (cut(was) && cut(is)) shown.push(" ");
    if (cut(is)) shown.push(make("ins", {}, cut(is)));
    if (blank) shown.push(blank);
    was = "";
    is = "";
  };
  for (const { kind, parts } of differences(words(before), words(after))) {
    const text = parts.join("");
    if (kind === "was") was += text;
    else if (kind === "is") is += text;
    else if (/^\s+$/.test(text) && (was || is)) { was += text; is += text; }
    else { close(); shown.push(text); }
  }
  close();
  return shown;
}

const AROUND = 2; // lines shown on each side of what differs

/** The lines of two texts that differ, with those around them. */
export function markedLines(before, after, { was, is }) {
  const shown = [];
  const all = differences(before.split("\n"), after.split("\n"));
  all.forEach(({ kind, parts }, place) => {
    if (kind !== "same") {
      const sign = kind === "was" ? "\u2212" : "+";
      const who = kind === "was" ? was : is;
      parts.forEach((line) => shown.push(make(`div.${kind}`, {}, make("span.unseen", {}, `${who}: `), `${sign} ${line}`)));
      return;
    }
    const head = place ? parts.slice(0, AROUND) : [];
    const tail = place < all.length - 1 ? parts.slice(Math.max(head.length, parts.length - AROUND)) : [];
    head.forEach((line) => shown.push(make("div", {}, `  ${line}`)));
    if (parts.length > head.length + tail.length) shown.push(make("div.gap", {}, "…"));
    tail.forEach((line) => shown.push(make("div", {}, `  ${line}`)));
  });
  return make("div.lines", { tabIndex: 0, role: "group", "aria-label": "What differs, line by line" }, shown);
}
