// What differs between two texts, by lines or by words.
import { make } from "./common.js";

const MOST = 4e6; // the number of pairs compared at most; beyond it one stretch is shown in place of the other
const NEAR = 12; // words shown on each side of what differs in a long text

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

const BOLD = "\ue000"; // stands before each word in bold, in place of the stars around them

/** A text with its bold words marked one by one, so that words can be compared. */
const withoutStars = (text) => text.replace(/\*\*(?=\S)([^*]*[^*\s])\*\*/g, (_, words) => words.replace(/\S+/g, (word) => BOLD + word));

/** The words of a text as they are shown, those in bold so. */
const inBold = (text) => text.split(/(\ue000\S+(?:\s+\ue000\S+)*)/).filter(Boolean)
  .map((part) => (part.startsWith(BOLD) ? make("strong", {}, part.replaceAll(BOLD, "")) : part));

/** A text as it is printed, its bold words in bold. */
export const asPrinted = (text) => inBold(withoutStars(text));

/** The words at the ends of a stretch that is the same in both, next to what differs. */
function cut(parts, isFirst, isLast) {
  if (isFirst && isLast) return parts.join("");
  const most = 2 * NEAR;
  const head = isFirst ? [] : parts.slice(0, most);
  const tail = isLast ? [] : parts.slice(-most);
  if (parts.length <= head.length + tail.length + most) return parts.join("");
  return [head.join("").trimEnd(), tail.join("").trimStart()].join(head.length && tail.length ? " … " : isFirst ? "… " : " …");
}

/** One text as it was and is, with the words that differ marked; of a long text those near to them alone, unless `whole`. */
export function markedWords(before, after, { whole = false } = {}) {
  const words = (text) => withoutStars(text).match(/\s+|[^\s]+/g) || [];
  const shown = [];
  let was = "";
  let is = "";
  const close = () => {
    // The blanks that end both stand once, after them.
    const blank = /\s*$/.exec(was)[0] === /\s*$/.exec(is)[0] ? /\s*$/.exec(was)[0] : "";
    const bare = (text) => (blank ? text.slice(0, -blank.length) : text);
    if (bare(was)) shown.push(make("del", {}, inBold(bare(was))));
    if (bare(was) && bare(is)) shown.push(" ");
    if (bare(is)) shown.push(make("ins", {}, inBold(bare(is))));
    if (blank) shown.push(blank);
    was = "";
    is = "";
  };
  const all = differences(words(before), words(after));
  all.forEach(({ kind, parts }, place) => {
    const text = parts.join("");
    if (kind === "was") was += text;
    else if (kind === "is") is += text;
    else if (/^\s+$/.test(text) && (was || is)) { was += text; is += text; }
    else { close(); shown.push(...inBold(whole ? text : cut(parts, place === 0, place === all.length - 1))); }
  });
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
