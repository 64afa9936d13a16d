// What every screen uses: asking the server, making elements, telling a screen reader, words for counts and dates.

/** A refusal, in words that an officer can act on. `told` is all that the server answered. */
export class Fault extends Error {
  constructor(message, hint = "", status = 0, told = {}) {
    super(message);
    this.hint = hint;
    this.status = status;
    this.told = told;
  }
}

/** Ask the server; `body` makes it a POST: an object as JSON, a File as it is. Answers with what `read` makes of the reply. */
export async function ask(path, body, { signal, read = "json" } = {}) {
  const request = { signal, credentials: "same-origin" };
  if (body !== undefined) {
    const file = body instanceof Blob;
    request.method = "POST";
    request.headers = { "Content-Type": file ? "application/octet-stream" : "application/json" };
    request.body = file ? body : JSON.stringify(body);
  }
  let reply;
  try {
    reply = await fetch(`api/${path}`, request);
  } catch (reason) {
    if (reason.name === "AbortError") throw reason;
    throw new Fault("The program behind this page has stopped.", "start it again with `reportgen serve`, and go on at the address that it prints; what is not saved yet can be taken there from here.");
  }
  if (reply.ok) return read === "reply" ? reply : reply.json();
  const told = await reply.json().catch(() => ({}));
  if (reply.status === 401) {
    throw new Fault("This page is no longer let in, as when the program has been started again.", "open the address that `reportgen serve` printed last; what is not saved yet can be taken there from here.", 401, told);
  }
  throw new Fault(told.fault?.message || "That did not work.", told.fault?.hint || "", reply.status, told);
}

/** The address of something asked for with words in it. */
export const query = (path, words) => `${path}?${new URLSearchParams(words)}`;

/** Make an element: `make("button.go", {type: "button", onclick}, "Save")`. */
export function make(kind, properties = {}, ...children) {
  const [name, ...classes] = kind.split(".");
  const element = document.createElement(name);
  if (classes.length) element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (key in element && !key.startsWith("aria") && key !== "role" && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The element of the page with this id. */
export const by = (id) => document.getElementById(id);

/** Tell a screen reader, politely. The region is emptied first, so that the same words are said again. */
export function say(words) {
  const region = by("said");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

export const count = (number, one, more = `${one}s`) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : more}`;

// What can be found, the worst first, and what the server counts it under.
export const KINDS = {
  error: { one: "error", tag: "Error" },
  warning: { one: "warning", tag: "Warning" },
  info: { one: "note", tag: "Note" },
  cannot_tell: { one: "not judged", more: "not judged", tag: "Can’t tell" },
};

/** What a finding is counted under. */
export const kindOf = (finding) => (finding.outcome === "cannot_tell" ? "cannot_tell" : finding.severity);

export const countOf = (kind, number) => count(number, KINDS[kind].one, KINDS[kind].more);

/** "2 errors, 1 warning": the findings by how much they matter, nothing where there is none. */
export const countsInWords = (counts) =>
  Object.keys(KINDS).filter((kind) => counts[kind]).map((kind) => countOf(kind, counts[kind])).join(", ");

/** The same as tags. */
export function countTags(counts) {
  const tags = Object.keys(KINDS).filter((kind) => counts[kind]).map((kind) => make(`span.tag.${kind}`, {}, countOf(kind, counts[kind])));
  return tags.length ? tags.flatMap((tag, place) => (place ? [" ", tag] : [tag])) : [make("span.tag.clear", {}, "Nothing found")];
}

/** "5 June 2024" for 2024-06-05, "June 2024" for 2024-06. */
export function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  const shown = { year: "numeric", month: "long", timeZone: "UTC", ...(date ? { day: "numeric" } : {}) };
  return new Intl.DateTimeFormat("en-GB", shown).format(new Date(Date.UTC(year, month - 1, date || 1)));
}

/** A sentence with the names that it marks as names: `key` in it is what is written in the file. */
export const marked = (words) => words.split(/`([^`]+)`/).map((part, place) => (place % 2 ? make("code", {}, part) : part));

/** A hint as a sentence by itself: what to do, or what a field holds. */
export function hinted(hint) {
  const words = hint.replace(/^`([a-z_]+)` is /, (_, name) => `${name.replaceAll("_", " ")} is `);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/([^.?!…])$/, "$1.");
}

/** What is wrong, then the hint, with the names in them marked: the words for an element. */
export const whole = (message, hint) => marked(hint ? `${message} ${hinted(hint)}` : message);

/** A function that waits for a pause before it does its work. */
export function afterPause(work, pause) {
  let timer = 0;
  return (...words) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...words), pause);
  };
}
