// What was found, as a list under the text: each line says where, what is wrong, how to mend it, and goes there.
import { KINDS, count, countOf, countsInWords, hinted, kindOf, make, marked, say } from "./common.js";
import { pathInWords } from "./fields.js";

const ORDER = Object.keys(KINDS);
const AT_ONCE = 200; // lines of the list at first, and more each time that more are asked for

/** What the officer is shown: nothing that the file waives, the worst first, then as the file goes. */
export const toShow = (findings) =>
  findings.filter((one) => one.outcome !== "waived")
    .sort((one, other) => ORDER.indexOf(kindOf(one)) - ORDER.indexOf(kindOf(other)) || one.line - other.line);

export class Findings {
  #told = "";
  #sayings = 0;

  constructor({ list, head, shown, go, fields }) {
    Object.assign(this, { list, head, shown, go, fields, kinds: new Set(ORDER), all: [], most: AT_ONCE });
  }

  /** `judged` says whether the rules have been run: they are not while the file has a fault of spelling or kind. */
  show(findings, counts, judged = true) {
    this.all = toShow(findings);
    this.judged = judged;
    this.counts = counts;
    this.#render();
    this.#tell();
  }

  /** Show the same once more, now that the fields have names. */
  again() {
    if (this.counts) this.#render();
  }

  #render() {
    const buttons = ORDER.filter((kind) => this.counts[kind]).map((kind) => make(`button.kind.${kind}`, {
      type: "button", "aria-pressed": String(this.kinds.has(kind)),
      onclick: () => {
        if (!this.kinds.delete(kind)) this.kinds.add(kind);
        this.most = AT_ONCE;
        this.#render();
        this.head.querySelector(`.kind.${kind}`)?.focus();
      },
    }, countOf(kind, this.counts[kind])));
    this.head.replaceChildren(...(buttons.length ? buttons : [make("span.tag.clear", {}, "Nothing found")]));
    const wanted = this.all.filter((one) => this.kinds.has(kindOf(one)));
    const total = ORDER.filter((kind) => this.kinds.has(kind)).reduce((sum, kind) => sum + (this.counts[kind] || 0), 0);
    this.list.replaceChildren(...wanted.slice(0, this.most).map((one) => this.#line(one)), ...this.#more(wanted.length, total),
      ...(this.judged ? [] : [make("li.finding.rest.quiet", {}, "The rest is checked once this is mended.")]));
  }

  /** What is said where more was found than is listed: how many, and a way to see the next. */
  #more(told, total) {
    const left = total - Math.min(this.most, told);
    if (told <= this.most) return left > 0 ? [make("li.finding.rest.quiet", {}, `And ${count(left, "more", "more")}. Mend some of these first.`)] : [];
    return [make("li", {}, make("button.finding.rest", {
      type: "button",
      onclick: () => {
        const from = this.most;
        this.most += AT_ONCE;
        this.#render();
        this.list.children[from]?.querySelector("button")?.focus();
      },
    }, `And ${count(left, "more", "more")}: show the next ${Math.min(AT_ONCE, told - this.most)}`))];
  }

  #line(finding) {
    const where = finding.here === false ? finding.file : finding.line ? `Line ${finding.line}` : "The file as a whole";
    const field = finding.at?.length && this.fields() ? pathInWords(this.fields(), finding.at) : "";
    const words = [
      make(`span.tag.${kindOf(finding)}`, {}, KINDS[kindOf(finding)].tag),
      make("span.what", {},
        make("span.where.quiet", {}, where, field ? ` · ${field}` : ""),
        make("span.message-text", {}, marked(finding.message)),
        make("span.mend.quiet", {}, finding.hint ? marked(hinted(finding.hint)) : "")),
    ];
    if (finding.here === false || !finding.line) return make("li", {}, make("div.finding", {}, words));
    return make("li", {}, make("button.finding", { type: "button", dataset: { rule: finding.rule, line: finding.line }, onclick: () => this.go(finding) }, words));
  }

  /** A screen reader is told the counts when they have changed and the typing has stopped for a moment. */
  #tell() {
    const words = countsInWords(this.counts) || "nothing found";
    clearTimeout(this.#sayings);
    if (words === this.#told) return;
    this.#sayings = setTimeout(() => { this.#told = words; say(`Check: ${words}`); }, 900);
  }
}
