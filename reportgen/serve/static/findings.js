// What was found, as a list under the text: each line says where, what is wrong, how to mend it, and goes there.
import { KINDS, countOf, countsInWords, hinted, kindOf, make, marked, say } from "./common.js";
import { pathInWords } from "./fields.js";

const ORDER = Object.keys(KINDS);

/** What the officer is shown: nothing that the file waives, the worst first, then as the file goes. */
export const toShow = (findings) =>
  findings.filter((one) => one.outcome !== "waived")
    .sort((one, other) => ORDER.indexOf(kindOf(one)) - ORDER.indexOf(kindOf(other)) || one.line - other.line);

export class Findings {
  #told = "";
  #sayings = 0;

  constructor({ list, head, shown, go, fields }) {
    Object.assign(this, { list, head, shown, go, fields, kinds: new Set(ORDER), all: [] });
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
        this.#render();
        this.head.querySelector(`.kind.${kind}`)?.focus();
      },
    }, countOf(kind, this.counts[kind])));
    this.head.replaceChildren(...(buttons.length ? buttons : [make("span.tag.clear", {}, "Nothing found")]));
    this.list.replaceChildren(...this.all.filter((one) => this.kinds.has(kindOf(one))).map((one) => this.#line(one)),
      ...(this.judged ? [] : [make("li.finding.rest.quiet", {}, "The rest is checked once this is mended.")]));
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
