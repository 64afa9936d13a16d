// What the form shows for one field: a date, a sum, a yes or no, a word to choose, a line, a longer text.
import { afterPause, make } from "./common.js";
import { inWords } from "./fields.js";

const PAUSE = 300; // milliseconds after the last keystroke in a box, when its words go into the text
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

let made = 0;
const fresh = () => `field-${(made += 1)}`;

/**
 * Make one field. `told` = {path, kind, value, node, fields, title, help, needed, put, putPart, more, waiting, bare, printed, opened,
 * isOpened}: `put(value)` writes a value in the file, `put(undefined)` takes it out; `waiting` holds what is typed and not yet written;
 * `printed(words)` gives a longer text as elements, `opened(is)` is told whether that is wanted.
 */
export function control(told) {
  const maker = { day, money, choice, "yes-no": yesNo, prose, exempt }[told.kind] || line;
  const field = make(`div.field${WIDTHS[told.kind] || ""}`, { dataset: { path: told.path, kind: told.kind } });
  if (told.bare) field.classList.add("bare");
  field.append(...maker(told, field));
  if (told.more) field.append(make("button.plain.small", { type: "button", onclick: told.more }, "Say more about it"));
  return field;
}

const WIDTHS = { count: ".tiny", number: ".tiny", percentage: ".tiny", clock: ".tiny", "financial-year": ".tiny", email: "" };
const HINTS = {
  percentage: "As 8.24%", "financial-year": "As 2023/24", clock: "As 18:30", address: "Beginning with https://",
};

/** The label, the hint and the place for what is found, in that order, with the ids that tie them to the box. */
function frame(told, id, label = "label") {
  const hint = told.help || HINTS[told.kind] || "";
  return [
    make(label === "label" ? "label" : "span.label", label === "label" ? { htmlFor: id } : { id: `${id}-label` }, told.title),
    hint ? make("span.hint", { id: `${id}-hint` }, hint) : "",
    make("div.told-box", { id: `${id}-told` }),
  ];
}

const described = (told, id) => `${told.help || HINTS[told.kind] ? `${id}-hint ` : ""}${id}-told`;
const written = (value) => (typeof value === "string" ? value.replace(/\n+$/, "") : "");

/** Write what a box holds once the typing pauses, and at once when it is left. */
function typed(told, box, read, before) {
  let last = before;
  let timer = 0;
  const write = () => {
    clearTimeout(timer);
    told.waiting.delete(write);
    const now = read();
    if (now === last || now === null) return;
    last = now;
    told.put(now === "" ? undefined : now);
  };
  box.addEventListener("input", () => {
    told.waiting.add(write);
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  });
  box.addEventListener("change", write);
}

function line(told, field) {
  const id = fresh();
  const value = Array.isArray(told.value) ? told.value.join(", ") : written(told.value);
  const box = make("input", {
    type: "text", id, value, autocomplete: "off", "aria-describedby": described(told, id), dataset: { control: told.path },
    inputMode: { count: "numeric", email: "email", address: "url" }[told.kind] || "text", spellcheck: told.kind === "line",
  });
  typed(told, box, () => box.value.trim(), value);
  return [...frame(told, id), box];
}

/** The paragraphs of Schedule 12A: one, or several with commas between, which are a list in the file. */
function exempt(told, field) {
  const put = (value) => told.put(value?.includes(",") ? value.split(",").map((one) => one.trim()).filter(Boolean) : value);
  return line({ ...told, put }, field);
}

function prose(told) {
  const id = fresh();
  const value = written(told.value);
  const box = make("textarea", { id, value, rows: Math.min(14, Math.max(2, Math.ceil(value.length / 70) + (value.match(/\n/g)?.length || 0))), "aria-describedby": described(told, id), dataset: { control: told.path } });
  const ends = typeof told.value === "string" && told.value.endsWith("\n") ? "\n" : "";
  typed(told, box, () => (box.value.trim() === "" ? "" : box.value.replace(/\s+$/, "") + ends), typeof told.value === "string" ? told.value : "");
  return [...frame(told, id), box, ...(told.printed ? printed(told, box, id) : [])];
}

/** A longer text as it will be printed, below its box, where it is wanted. */
function printed(told, box, id) {
  const sheet = make("div.printed", { id: `${id}-printed`, role: "region", "aria-label": `${told.title}, as it will be printed`, hidden: true });
  let asked = 0;
  const show = async () => {
    asked += 1;
    const own = asked;
    if (!box.value.trim()) { sheet.replaceChildren(make("p.quiet", {}, "Nothing is written here yet.")); return; }
    const parts = await told.printed(box.value);
    if (own === asked) sheet.replaceChildren(...parts);
  };
  const later = afterPause(() => { if (!sheet.hidden && sheet.isConnected) show(); }, PAUSE);
  const button = make("button.plain.small", { type: "button", "aria-expanded": "false", "aria-controls": sheet.id, dataset: { control: `${told.path}?printed` } });
  const open = (is) => {
    sheet.hidden = !is;
    button.setAttribute("aria-expanded", String(is));
    button.textContent = is ? "Hide how it is printed" : "Show how it is printed";
    if (is) show();
  };
  button.addEventListener("click", () => { open(sheet.hidden); told.opened(!sheet.hidden); });
  box.addEventListener("input", later);
  open(told.isOpened);
  const bold = (sign, name) => make("button.plain.small", { type: "button", title: `${name} (Ctrl+${name[0]})`, onclick: () => round(box, sign) }, name);
  box.addEventListener("keydown", (event) => {
    const sign = (event.ctrlKey || event.metaKey) && !event.altKey && { b: "**", i: "*" }[event.key.toLowerCase()];
    if (sign) { event.preventDefault(); round(box, sign); }
  });
  return [make("div.below", {}, button, bold("**", "Bold"), bold("*", "Italic")), sheet];
}

/** Put signs round the words that are chosen in a box, or take them away. */
function round(box, sign) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  const wide = sign.length;
  const has = value.slice(from - wide, from) === sign && value.slice(to, to + wide) === sign;
  box.focus();
  if (has) {
    box.setRangeText(value.slice(from, to), from - wide, to + wide);
    box.setSelectionRange(from - wide, to - wide);
  } else {
    box.setRangeText(`${sign}${value.slice(from, to)}${sign}`, from, to);
    box.setSelectionRange(from + wide, to + wide);
  }
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function choice(told) {
  const id = fresh();
  const words = told.fields.choices(told.node);
  const value = written(told.value);
  const known = !value || words.includes(value);
  const box = make("select", {
    id, "aria-describedby": described(told, id), dataset: { control: told.path },
    onchange: () => told.put(box.value || undefined),
  }, make("option", { value: "" }, "Not said"), known ? "" : make("option", { value, selected: true }, value),
  words.map((word) => make("option", { value: word, selected: word === value }, inWords(word))));
  return [...frame(told, id), box];
}

function yesNo(told) {
  const id = fresh();
  const now = { yes: "yes", true: "yes", no: "no", false: "no" }[written(told.value).toLowerCase()] ?? (told.value ? "other" : "");
  const choices = [["yes", "Yes"], ["no", "No"], ...(told.needed ? [] : [["", "Not said"]])];
  const [label, hint, box] = frame(told, id, "group");
  return [label, hint, box, make("div.ticks", { role: "radiogroup", "aria-labelledby": `${id}-label`, "aria-describedby": described(told, id) },
    choices.map(([value, words]) => make("label", {}, make("input", {
      type: "radio", name: id, value, checked: value === now, dataset: { control: `${told.path}=${value}` }, onchange: () => told.put(value || undefined),
    }), words)))];
}

/** A date in three boxes; the day may be left blank where only the month is known. */
function day(told, field) {
  const id = fresh();
  const value = written(told.value);
  const found = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(value);
  const [label, hint, toldBox] = frame({ ...told, help: [told.help, "Leave the day blank where only the month is known."].filter(Boolean).join(" ") }, id, "group");
  const part = (name, words, wide, content) => {
    const box = make(`input.${wide}`, { type: "text", id: `${id}-${name}`, value: content, inputMode: name === "month" ? "text" : "numeric", autocomplete: "off", maxLength: name === "month" ? 9 : 4, "aria-describedby": `${id}-hint ${id}-told`, dataset: { control: `${told.path}:${name}` } });
    return [make("div", {}, make("label", { htmlFor: box.id }, words), box), box];
  };
  const [dayPart, dayBox] = part("day", "Day", "day-part", found?.[3] ? String(Number(found[3])) : "");
  const [monthPart, monthBox] = part("month", "Month", "day-part", found ? String(Number(found[2])) : "");
  const [yearPart, yearBox] = part("year", "Year", "year-part", found?.[1] || "");
  const parts = make("div.parts", { role: "group", "aria-labelledby": `${id}-label` }, dayPart, monthPart, yearPart,
    value && !found ? make("span.quiet", {}, `The file says “${value}”`) : "");
  const wrong = make("p.told", { hidden: true });

  const read = () => {
    const [date, month, year] = [dayBox, monthBox, yearBox].map((box) => box.value.trim());
    wrong.hidden = true;
    if (!date && !month && !year) return value && !found ? value : "";
    const named = MONTHS.findIndex((name) => month.length > 2 && name.startsWith(month.toLowerCase())) + 1;
    const number = named || (/^\d{1,2}$/.test(month) ? Number(month) : 0);
    if (!/^\d{4}$/.test(year) || !number || (date && !/^\d{1,2}$/.test(date))) return null;
    return [year, String(number).padStart(2, "0"), ...(date ? [date.padStart(2, "0")] : [])].join("-");
  };
  typed(told, parts, read, value);
  parts.addEventListener("focusout", ({ relatedTarget }) => {
    if (parts.contains(relatedTarget) || read() !== null) return;
    wrong.hidden = false;
    wrong.textContent = "Error: a date needs a month and a year, as 24 10 2024; the year has four figures.";
  });
  return [label, hint, toldBox, wrong, parts];
}

/** A sum with its parts: how much, whether with VAT, whether an estimate, a note. */
function money(told) {
  const id = fresh();
  const group = told.value !== null && typeof told.value === "object" ? told.value : null;
  const now = { ...(group || { amount: written(told.value) }) };
  const shown = (now.amount || "").replace(/^£/, "");
  const box = make("input", { type: "text", id, value: shown, inputMode: "text", autocomplete: "off", "aria-describedby": described(told, id), dataset: { control: told.path } });
  let asGroup = Boolean(group);

  const part = (name, value) => {
    if (value === undefined) delete now[name];
    else now[name] = value;
    if (asGroup) { told.putPart(name, value); return; }
    if (name === "amount") { told.put(value); return; }
    if (!now.amount) return; // nothing to say it of yet
    asGroup = true;
    told.put({ ...now });
  };
  const pounds = (text) => (/^[\d.,]/.test(text) ? `£${text}` : text);
  typed({ ...told, put: (value) => part("amount", value === undefined ? undefined : pounds(value)) }, box, () => box.value.trim(), shown);

  const vat = make("select", { id: `${id}-vat`, dataset: { control: `${told.path}:vat` }, onchange: ({ target }) => part("vat", target.value || undefined) },
    [["", "Not said"], ["exclusive", "Exclusive"], ["inclusive", "Inclusive"], ["exempt", "Exempt"]].map(([value, words]) => make("option", { value, selected: (now.vat || "") === value }, words)));
  const about = make("input", { type: "checkbox", checked: ["yes", "true"].includes(String(now.approx).toLowerCase()), dataset: { control: `${told.path}:approx` }, onchange: ({ target }) => part("approx", target.checked ? "yes" : undefined) });
  const note = make("input", { type: "text", id: `${id}-note`, value: now.note || "", autocomplete: "off", dataset: { control: `${told.path}:note` } });
  typed({ ...told, put: (value) => part("note", value) }, note, () => note.value.trim(), now.note || "");
  const more = make("details.more", { open: Boolean(now.vat || now.approx || now.note) }, make("summary", {}, make("span", {}, "VAT, estimate, note")),
    make("div.parts", {}, make("div", {}, make("label", { htmlFor: vat.id }, "VAT"), vat), make("div.ticks", {}, make("label", {}, about, "An estimate"))),
    make("div.parts", {}, make("div", {}, make("label", { htmlFor: note.id }, "Note"), note)));
  return [...frame(told, id), make("div.pound", {}, make("span", { "aria-hidden": "true" }, "£"), box), more];
}
