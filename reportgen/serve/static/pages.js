// The pages as they will be printed: the PDF's own, drawn one by one, with the place of the field that is in hand.
import { ask, count, make, whole } from "./common.js";

const WIDE = 595.28; // points: the width and height of a sheet of A4
const HIGH = 841.89;
const ROOM = 14; // points above a field's first line that belong to it

export class Pages {
  #box;
  #told;
  #list;
  #shown = []; // [{mark, url, item}]
  #spots = [];
  #sequence = 0;
  #taken = 0;
  #path = null;

  /** `told` = {wanted, go, state}: what is to be shown, where a click leads, what stands over the pages. */
  constructor(box, told) {
    this.#box = box;
    this.#told = told;
    this.#list = make("ol.pages");
    box.replaceChildren(this.#list);
  }

  get number() {
    return this.#shown.length;
  }

  /** Ask for the pages of the text as it stands, and show those that have changed. */
  async refresh() {
    this.#sequence += 1;
    const sequence = this.#sequence;
    this.#box.setAttribute("aria-busy", "true");
    try {
      const made = await ask("pages", { ...this.#told.wanted(), sequence, shown: this.#shown.map(({ mark }) => mark) });
      if (made.status === "superseded" || sequence < this.#taken) return;
      this.#taken = sequence;
      if (made.status === "made") await this.#show(made);
      this.#old(made.status !== "made");
      const number = count(this.number + made.left, "page");
      this.#told.state(made.status === "made" ? `${number}${made.left ? `, the first ${this.number} shown` : ""}` : "", made.fault ? whole(made.fault.message, made.fault.hint) : "");
    } catch (fault) {
      if (sequence === this.#sequence) { this.#old(true); this.#told.state("", whole(fault.message, fault.hint)); }
    } finally {
      if (sequence === this.#sequence) this.#box.removeAttribute("aria-busy");
    }
  }

  #old(is) {
    this.#list.classList.toggle("old", is);
  }

  async #show({ pages, spots, left }) {
    const known = new Map(this.#shown.map((one) => [one.mark, one.url]));
    const fresh = await Promise.all(pages.map(async ({ mark, svg }) => {
      const url = svg ? URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })) : known.get(mark);
      if (svg) await drawn(url);
      return { mark, url };
    }));
    const kept = new Set(fresh.map(({ url }) => url));
    fresh.forEach((page, place) => {
      page.item = this.#shown[place]?.item || this.#item(place + 1);
      const [picture] = page.item.getElementsByTagName("img");
      if (picture.src !== page.url) picture.src = page.url;
      picture.alt = `Page ${place + 1} of ${fresh.length + left}. Its words can be read under Continuous.`;
      page.item.querySelector(".page-number").textContent = `Page ${place + 1} of ${fresh.length + left}`;
    });
    this.#shown.forEach(({ url }) => { if (!kept.has(url)) URL.revokeObjectURL(url); });
    this.#shown = fresh;
    this.#spots = spots;
    this.#list.replaceChildren(...fresh.map(({ item }) => item));
    this.here(this.#path);
  }

  #item(number) {
    return make("li", {},
      make("div.page", { onclick: (event) => this.#clicked(event, number) }, make("img", { width: WIDE, height: HIGH, draggable: false }), make("span.page-here", { hidden: true })),
      make("p.page-number.small.quiet", { "aria-hidden": "true" }));
  }

  /** A click goes to the field whose words begin last before it: the lowest above, in a row the rightmost. */
  #clicked({ currentTarget, clientX, clientY }, number) {
    const { left, top, width } = currentTarget.getBoundingClientRect();
    const scale = WIDE / width;
    const [x, y] = [(clientX - left) * scale, (clientY - top) * scale];
    const before = (one) => one.page < number || (one.page === number && one.y <= y + 4 && one.x <= x + ROOM);
    const lower = (one, other) => other.page - one.page || other.y - one.y || other.x - one.x;
    const [spot] = this.#spots.filter(before).sort(lower);
    if (spot) this.#told.go(spot.path);
  }

  /** Show where a field's words stand, and mark them at the side of their page; where nowhere, nothing. */
  here(path, { look = true } = {}) {
    this.#path = path;
    this.#shown.forEach(({ item }) => { item.querySelector(".page-here").hidden = true; });
    const spot = path && nearest(this.#spots, path);
    const page = spot && this.#shown[spot.page - 1];
    if (!page) return;
    const sign = page.item.querySelector(".page-here");
    sign.hidden = false;
    sign.style.top = `${(100 * (spot.y - 2)) / HIGH}%`;
    sign.style.left = `${(100 * (spot.x - 12)) / WIDE}%`;
    if (!look) return;
    const [seen, { top, bottom }] = [this.#box.getBoundingClientRect(), sign.getBoundingClientRect()];
    if (top < seen.top || bottom > seen.bottom) this.#box.scrollTop += top - seen.top - seen.height / 3;
  }
}

/** Where a field begins, or the first of what it holds, or the entry or group that it is part of. */
function nearest(spots, path) {
  for (let part = path; part; part = part.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, "")) {
    const found = spots.find((one) => one.path === part)
      || (part === path || part.endsWith("]") ? spots.find((one) => one.path.startsWith(`${part}.`) || one.path.startsWith(`${part}[`)) : null);
    if (found) return found;
  }
  return null;
}

/** Wait until a picture can be shown at once, so that nothing flickers. */
async function drawn(url) {
  const picture = new Image();
  picture.src = url;
  await picture.decode().catch(() => {});
}
