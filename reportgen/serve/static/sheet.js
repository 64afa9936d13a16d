// The document as it will be printed, in a frame where nothing can run. The page puts it there and listens to it.
import { inParts, inSpells, isLarge } from "./large.js";

// What the frame has beside the house style: the sheet on its desk, and the marks of what was found.
const MARKS = `
html { scroll-behavior: auto; overflow-anchor: none }
body { padding: 1.5rem }
body::after { content: ""; display: block; height: 30vh }
.top, main, .foot { box-shadow: 0 0 0 1px rgb(0 0 0 / .06) }
.top { margin-top: 0 }
.skip { display: none }
[data-path] { cursor: pointer }
[data-path]:hover { outline: 2px solid #7aa7d6; outline-offset: 3px }
.rg-error { --rg: #b3261e }
.rg-warning { --rg: #c98a00 }
.rg-info { --rg: #1a5a9e }
:is(.rg-error, .rg-warning, .rg-info):not(td, th, tr, span) { position: relative }
:is(.rg-error, .rg-warning, .rg-info):not(td, th, tr, span)::before {
  content: ""; position: absolute; inset: 0 auto 0 -1rem; width: 4px; background: var(--rg); border-radius: 2px
}
li:is(.rg-error, .rg-warning, .rg-info)::before { left: -2.4rem }
:is(td, th):is(.rg-error, .rg-warning, .rg-info), tr:is(.rg-error, .rg-warning, .rg-info) > :first-child { box-shadow: inset 4px 0 var(--rg) }
span:is(.rg-error, .rg-warning, .rg-info) { box-shadow: inset 0 -2px var(--rg) }
.rg-here { outline: 3px solid #1a5a9e !important; outline-offset: 3px; border-radius: 1px }
:focus-visible { outline: 3px solid #0b0c0c !important; outline-offset: 3px; box-shadow: 0 0 0 8px #ffdd00 !important }
.rg-new { animation: rg-new 1.4s ease-out }
@keyframes rg-new { from { background-color: #fff3b0 } }
.rg-old :is(.top, main, .foot) { background-color: #fbf8ee }
@media (prefers-reduced-motion: reduce) { .rg-new { animation: none } }
ins { background: #dff3e4; color: #00421f; text-decoration: underline }
del { background: #fbe3e0; color: #7a1710 }
.rg-part { content-visibility: auto; contain-intrinsic-size: auto 2400px; margin: 0 -2.5rem; padding: 0 2.5rem }
.rg-part > table { table-layout: fixed; margin-block: 0 }
.scroll > .rg-part { margin: 0; padding: 0 }
@media print { .rg-here, [data-path]:hover { outline: 0 !important } }
`;
const PAPER = 930; // the width in pixels at which a sheet and its desk are shown at their own size
const SMALLEST = 0.55;
const MOST_MARKED = 300; // what was found is marked at so many places at most, the worst first

/** Fill a frame; `chosen(path, place)` is told which field's words were clicked: the how manieth of how many blocks of it. */
export class Sheet {
  #frame;
  #chosen;
  #style;
  #marks;
  #here = null;
  #place = null;
  #found = [];
  #fresh = true;
  #fields = new Map();
  #below = null; // the blocks below each entry or group, once they are asked for
  #turn = 0; // counts the pages shown
  #busy = false; // a long page is being put in
  #failed;

  /** `failed()` is told that a page could not be shown. */
  constructor(frame, chosen = null, failed = () => {}) {
    this.#frame = frame;
    this.#chosen = chosen;
    this.#failed = failed;
    this.ready = new Promise((done) => {
      const begin = () => { this.#begin(); done(); };
      if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") begin();
      else frame.addEventListener("load", begin, { once: true });
    });
  }

  get page() {
    return this.#frame.contentDocument;
  }

  #begin() {
    const page = this.page;
    this.#style = page.head.querySelector("style") || page.head.appendChild(page.createElement("style"));
    this.#marks = page.head.appendChild(page.createElement("style"));
    this.#marks.textContent = MARKS;
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (link) this.#follow(link, event);
      const block = event.target.closest("[data-path]");
      if (block && this.#chosen && !link) this.#choose(block);
    });
    page.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#fit()).observe(this.#frame.parentElement);
    this.#fit();
  }

  #choose(block) {
    const all = this.#leaves(block.dataset.path);
    this.#chosen(block.dataset.path, { at: all.indexOf(block), of: all.length });
  }

  /** The paragraphs and entries of a field, each by itself. */
  #leaves(path) {
    const own = this.#fields.get(path) || [];
    if (own.length > MOST_MARKED) return own;
    return own.filter((one) => !own.some((other) => other !== one && one.contains(other)));
  }

  /** A link within the document goes there; any other opens outside, never in the frame. */
  #follow(link, event) {
    event.preventDefault();
    const place = link.getAttribute("href");
    if (place.startsWith("#")) this.page.getElementById(decodeURIComponent(place.slice(1)))?.scrollIntoView();
    else if (/^https?:/.test(place)) window.open(place, "_blank", "noopener,noreferrer");
  }

  /** The arrow keys go from one marked block to the next, Enter to its field. */
  #key(event) {
    const block = event.target.closest?.("[data-path]");
    if (!block || event.target.closest("a")) return;
    const all = [...this.page.querySelectorAll("[data-path]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = all[all.indexOf(block) + step];
      if (next) { this.#stop(next); next.focus(); }
    } else if (event.key === "Enter" && this.#chosen) {
      this.#choose(block);
    } else return;
    event.preventDefault();
  }

  /** One block alone is a stop for the Tab key. */
  #stop(block) {
    this.page.querySelectorAll("[data-path][tabindex]").forEach((one) => one.removeAttribute("tabindex"));
    if (block) block.tabIndex = 0;
  }

  /** The sheet keeps the width of paper and is made smaller where there is less room, but on a narrow screen. */
  #fit() {
    const { clientWidth: wide, clientHeight: high } = this.#frame.parentElement;
    const narrow = window.matchMedia("(max-width: 56rem), (max-height: 30rem)").matches;
    const scale = narrow ? 1 : Math.max(SMALLEST, Math.min(1, wide / PAPER));
    Object.assign(this.#frame.style, {
      width: `${wide / scale}px`, height: `${high / scale}px`, transform: scale === 1 ? "" : `scale(${scale})`,
    });
  }

  /** Show a page: only what differs is put in anew, so that the place that is read stays where it is. */
  show(html) {
    this.#turn += 1;
    if (!isLarge(html)) {
      try {
        const work = this.#putting(html);
        while (!work.next().done);
        this.#shown();
      } catch (fault) { this.#fails(fault); }
      return;
    }
    this.#busy = true;
    const turn = this.#turn;
    setTimeout(async () => {
      try {
        if (await inSpells(this.#putting(html), () => turn === this.#turn)) this.#shown();
      } catch (fault) { if (turn === this.#turn) this.#fails(fault); }
    });
  }

  #fails(fault) {
    this.#busy = false;
    console.error(fault);
    this.#failed();
  }

  *#putting(html) {
    // The frame reads it, under its own policy: the house style is let in there, and still no script.
    const made = new this.page.defaultView.DOMParser().parseFromString(html, "text/html");
    const style = [...made.querySelectorAll("style")].map((one) => one.textContent).join("\n");
    if (this.#style.textContent !== style) this.#style.textContent = style;
    this.page.documentElement.lang = made.documentElement.lang || "en-GB";
    this.page.title = made.title;
    yield;
    if (isLarge(html)) inParts(made.body);
    this.#clear();
    const isFresh = this.#fresh;
    this.#fresh = false;
    yield* mend(this.page.body, made.body, isFresh ? () => {} : (block) => block.classList?.add("rg-new"));
  }

  #shown() {
    this.#busy = false;
    this.#note();
    this.#remark();
  }

  #clear() {
    this.page.querySelectorAll(".rg-here, .rg-error, .rg-warning, .rg-info, .rg-new, .rg-old").forEach((one) => {
      one.classList.remove("rg-here", "rg-error", "rg-warning", "rg-info", "rg-new", "rg-old");
      if (!one.classList.length) one.removeAttribute("class");
    });
    this.page.querySelectorAll("[data-rg-title]").forEach((one) => { one.removeAttribute("title"); one.removeAttribute("data-rg-title"); });
    this.page.querySelectorAll("[data-path][tabindex]").forEach((one) => one.removeAttribute("tabindex"));
  }

  #remark() {
    for (const { path, severity, message } of this.#found.slice(0, MOST_MARKED)) {
      const [block] = this.blocks(path);
      if (!block || block.tagName === "MAIN" || ["rg-error", "rg-warning", "rg-info"].some((mark) => block.classList.contains(mark))) continue;
      block.classList.add(`rg-${severity}`);
      if (!block.title) { block.title = message; block.dataset.rgTitle = ""; }
    }
    if (this.#here) this.#meant().forEach((block) => block.classList.add("rg-here"));
    this.#stop(this.page.querySelector(".rg-here[data-path], [data-path]"));
  }

  /** Mark where something was found: [{path, severity, message}], the worst first. */
  mark(found) {
    this.#found = found;
    if (this.#busy) return;
    this.#clear();
    this.#remark();
  }

  /** Show whether the page is older than the text. */
  old(is) {
    this.page.body.classList.toggle("rg-old", is);
    if (!this.page.body.classList.length) this.page.body.removeAttribute("class");
  }

  /**
   * The blocks that a field's words stand in; where it has none of its own, those of the nearest entry or group that it is
   * part of. What has no place in the document, as an entry that is still blank, has none: never that of another entry.
   */
  blocks(path) {
    for (let part = path; part; part = part.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, "")) {
      const own = this.#fields.get(part);
      if (own) return outermost(own);
      const below = this.#under(part);
      if (below.length && part === path) return outermost(below);
      if (below.length && part.endsWith("]")) return outermost(below).slice(0, 1);
    }
    return [];
  }

  /** The blocks of all that stands in an entry or a group. */
  #under(part) {
    if (!this.#below) {
      this.#below = new Map();
      for (const [path, blocks] of this.#fields) {
        for (let end = path.length - 1; end > 0; end -= 1) {
          if (path[end] === "." || path[end] === "[") noted(this.#below, path.slice(0, end), blocks);
        }
      }
    }
    return this.#below.get(part) || [];
  }

  /** Note which blocks each field has, once a page is shown. */
  #note() {
    this.#fields = new Map();
    this.#below = null;
    for (const block of this.page.querySelectorAll("[data-path]")) noted(this.#fields, block.dataset.path, [block]);
  }

  #meant() {
    const all = this.#place ? this.#leaves(this.#here) : [];
    return all.length > 1 && this.#place.of === all.length ? [all[this.#place.at]] : gathered(this.blocks(this.#here), this.#here);
  }

  /** Outline a field's words and bring them into view; of several blocks the one at `place`, where as many are known. */
  here(path, place = null) {
    this.#here = path;
    this.#place = place;
    this.page.querySelectorAll(".rg-here").forEach((one) => {
      one.classList.remove("rg-here");
      if (!one.classList.length) one.removeAttribute("class");
    });
    const blocks = path ? this.#meant() : [];
    blocks.forEach((block) => block.classList.add("rg-here"));
    if (!blocks.length) return;
    this.#stop(blocks[0].closest("[data-path]") || blocks[0].querySelector("[data-path]"));
    const { top, bottom } = blocks[0].getBoundingClientRect();
    const high = this.page.defaultView.innerHeight;
    // Within the frame alone: to scroll the block into view would also scroll the page, away from what is being written.
    if (top < 0 || bottom > high) this.page.defaultView.scrollBy(0, bottom - top > high ? top : (top + bottom - high) / 2);
  }
}

/**
 * The blocks of a group or list as one: what holds them all and nothing else, as a table or a row of it; where they stand apart,
 * the first of them. Those that a field has of its own stay as they are.
 */
function gathered(blocks, path) {
  if (blocks.length < 2 || blocks.some((one) => one.dataset.path === path)) return blocks;
  let whole = blocks[0].parentElement;
  while (whole && !blocks.every((one) => whole.contains(one))) whole = whole.parentElement;
  const own = (one) => one.dataset.path === path || one.dataset.path.startsWith(`${path}.`) || one.dataset.path.startsWith(`${path}[`);
  const alone = whole && !["MAIN", "BODY"].includes(whole.nodeName) && [...whole.querySelectorAll("[data-path]")].every(own);
  return alone ? [whole.nodeName === "TBODY" ? whole.parentElement : whole] : blocks.slice(0, 1);
}

function noted(known, path, blocks) {
  if (known.has(path)) known.get(path).push(...blocks);
  else known.set(path, [...blocks]);
}

function outermost(blocks) {
  const all = new Set(blocks);
  return blocks.filter((one) => {
    for (let above = one.parentElement; above; above = above.parentElement) if (all.has(above)) return false;
    return true;
  });
}

/**
 * Make one element's children like another's, keeping all that are the same; `put` is told of each block put in. Gives way
 * after each group.
 */
function* mend(old, made, put) {
  const before = [...old.childNodes];
  const after = [...made.childNodes];
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  if (gone.length === come.length && gone.every((node, place) => alike(node, come[place]))) {
    for (const [place, node] of gone.entries()) {
      if (!node.isEqualNode(come[place])) {
        if (GROUPS.has(node.nodeName)) yield* mend(node, come[place], put);
        else change(node, come[place], put);
      }
      yield;
    }
    return;
  }
  const next = before[before.length - end] || null;
  gone.forEach((node) => node.remove());
  for (const node of come) {
    old.insertBefore(old.ownerDocument.adoptNode(node), next);
    if (node.nodeType === Node.ELEMENT_NODE) put(node);
    yield;
  }
}

const GROUPS = new Set(["MAIN", "SECTION", "DIV", "HEADER", "FOOTER", "NAV", "OL", "UL", "LI", "TABLE", "TBODY", "THEAD", "TR", "BLOCKQUOTE", "FIGURE"]);

function alike(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE || !GROUPS.has(one.nodeName)) return true;
  return one.cloneNode(false).isEqualNode(other.cloneNode(false));
}

function change(node, made, put) {
  const fresh = node.ownerDocument.adoptNode(made);
  node.replaceWith(fresh);
  if (fresh.nodeType === Node.ELEMENT_NODE) put(fresh);
}
