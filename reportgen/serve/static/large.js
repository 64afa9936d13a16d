// A long document in parts that are laid out once they come into view, and long work done a little at a time, so that
// whoever types is never kept waiting.

const LARGE = 400_000; // characters of a page from which it is parted
const MANY = 120; // children of one element that are left together
const TOGETHER = 60; // children in one part
const SPELL = 30; // milliseconds of work before those who type have their turn

/** Whether a page, as text, is so long that it is shown in parts. */
export const isLarge = (html) => html.length > LARGE;

/** Part a page: long tables, lists and sections become several, one below the other. */
export function inParts(page) {
  page.querySelectorAll("tbody").forEach((body) => { if (body.rows.length > MANY) partTable(body); });
  page.querySelectorAll("ol, ul").forEach((list) => { if (list.childElementCount > MANY) partList(list); });
  page.querySelectorAll("main, section, blockquote, .box").forEach((holder) => {
    if (holder.childElementCount <= MANY) return;
    for (const some of inGroups([...holder.children])) {
      const part = framed(holder.ownerDocument);
      some[0].before(part);
      part.append(...some);
    }
  });
}

function partTable(body) {
  const table = body.closest("table");
  const page = table.ownerDocument;
  const [first, ...rest] = inGroups([...body.rows]);
  let before = framed(page);
  table.replaceWith(before);
  before.append(table);
  body.replaceChildren(...first);
  for (const rows of rest) {
    const next = emptied(table);
    table.querySelectorAll(":scope > colgroup, :scope > thead").forEach((one) => next.append(unnamed(one.cloneNode(true))));
    next.append(page.createElement("tbody"));
    next.lastChild.append(...rows);
    const part = framed(page);
    part.append(next);
    before.after(part);
    before = part;
  }
}

function partList(list) {
  const [first, ...rest] = inGroups([...list.children]);
  let before = framed(list.ownerDocument);
  list.replaceWith(before);
  before.append(list);
  list.replaceChildren(...first);
  let number = (list.start || 1) + first.length;
  for (const entries of rest) {
    const next = emptied(list);
    if (list.tagName === "OL") next.setAttribute("start", String(number));
    number += entries.length;
    next.append(...entries);
    const part = framed(list.ownerDocument);
    part.append(next);
    before.after(part);
    before = part;
  }
}

const inGroups = (all) => Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, place) => all.slice(place * TOGETHER, (place + 1) * TOGETHER));

function framed(page) {
  const part = page.createElement("div");
  part.className = "rg-part";
  return part;
}

const emptied = (one) => unnamed(one.cloneNode(false));

/** The same without the names that only one element of a page may have. */
function unnamed(one) {
  for (const each of [one, ...one.querySelectorAll("[id]")]) each.removeAttribute("id");
  return one;
}

/** Do work that gives way after each step, in spells; `goesOn` says whether it is still wanted. */
export async function inSpells(work, goesOn) {
  let begun = performance.now();
  while (goesOn()) {
    if (work.next().done) return true;
    if (performance.now() - begun < SPELL) continue;
    await new Promise((done) => { setTimeout(done); });
    begun = performance.now();
  }
  return false;
}
