// The commits of this file in words, and the difference of any two shown in the document.
import { ask, dayInWords, make, marked, query, say, whole } from "./common.js";
import { Sheet } from "./sheet.js";

const NOW = "";
const firstCapital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

export class History {
  #root;
  #paper;
  #chosen;
  #sheet = null;
  #list = null;
  #compared = false;
  #told = ""; // what is shown, as it was told

  /** `chosen()` says which document is looked at: its kind, and for whom the copy is. */
  constructor(root, paper, chosen) {
    this.#root = root;
    this.#paper = paper;
    this.#chosen = chosen;
  }

  /** Show the commits as they are now; a comparison that is shown stays, and so does what is chosen. */
  async open() {
    try {
      const told = await ask(query("history", { file: this.#paper.file }));
      const fault = told.fault?.message || (typeof told.fault === "string" ? told.fault : "");
      if (!told.in_git || !told.commits.length) {
        this.#none(fault || (told.in_git ? "This file has not been committed yet. Its history begins with the first commit." : "This folder has no history: it is not kept in git."));
        return;
      }
      if (this.#list?.isConnected && JSON.stringify(told) === this.#told) return;
      this.#show(told);
      this.#told = JSON.stringify(told);
    } catch (fault) {
      this.#none(whole(fault.message, fault.hint));
    }
  }

  #none(words) {
    this.#root.replaceChildren(make("div.column", {}, make("h2", {}, "History"), make("p", {}, [words].flat().flatMap((one) => (typeof one === "string" ? marked(one) : one)))));
  }

  #show({ commits, uncommitted, now, note, beside }) {
    const said = (differences, without) => (differences?.length ? differences.map(({ words }) => firstCapital(words)) : without ? [without] : []);
    const rows = [
      ...(uncommitted ? [{ id: NOW, name: "As saved now", who: "", when: "Not committed yet", words: said(now?.differences, now?.note) }] : []),
      ...commits.map(({ hash, author, date, date_words: inWords, subject, note: about, differences }) => ({
        id: hash, name: subject, who: author, when: inWords || dayInWords(date.slice(0, 10)), words: said(differences, about),
      })),
    ];
    const begins = rows.length > 1 ? "Choose two, an older and a newer, and see what differs." : "There is one commit: with a second there will be something to compare.";
    if (this.#list?.isConnected) {
      // What was compared stays on show, and what was chosen for it.
      const picked = (name, row) => (this.#compared && rows.find(({ id }) => id === this.#picked(name))) || row;
      const list = this.#rows(rows, [picked("older", rows[1]), picked("newer", rows[0])], [note, beside]);
      this.#list.replaceWith(list);
      this.#list = list;
      if (!this.#compared) this.head.textContent = begins;
      return;
    }
    this.#list = this.#rows(rows, [rows[1], rows[0]], [note, beside]);
    this.#compared = false;
    this.frame = make("iframe.sheet", { src: "frame", title: "The document with the differences marked", sandbox: "allow-same-origin" });
    this.head = make("div.shown-head", { role: "status", tabIndex: 0 }, begins);
    this.#root.replaceChildren(make("div.both", {}, this.#list,
      make("section.shown", { "aria-label": "What differs" }, this.head, make("div.desk", {}, this.frame))));
    this.#sheet = new Sheet(this.frame);
  }

  #picked(name) {
    return this.#root.querySelector(`input[name=${name}]:checked`)?.value;
  }

  /** The list of commits, two of them chosen. */
  #rows(rows, [older, newer], notes) {
    const radio = (name, row, chosen) => make("td.pick", {}, make("input", { type: "radio", name, value: row.id, checked: chosen, "aria-label": `${name === "older" ? "Older" : "Newer"}: ${row.name}` }));
    return make("section", { "aria-labelledby": "history-head" },
        make("div.history-head", {}, make("h2", { id: "history-head" }, "History"),
          make("button.go", { type: "button", disabled: rows.length < 2, onclick: () => this.#compare() }, "Show what differs")),
        notes.filter(Boolean).map((one) => make("p.quiet.small", {}, marked(one))),
        make("table.commits", {},
          make("thead", {}, make("tr", {}, make("th.pick", { scope: "col" }, "Older"), make("th.pick", { scope: "col" }, "Newer"), make("th", { scope: "col" }, "What changed"))),
          make("tbody", {}, rows.map((row) => make("tr", {}, radio("older", row, row === older), radio("newer", row, row === newer),
            make("td", {}, make("strong", {}, row.name), make("div.small.quiet", {}, [row.when, row.who].filter(Boolean).join(" · ")),
              row.words.length ? make("ul", {}, row.words.map((one) => make("li", {}, marked(one)))) : ""))))));
  }

  async #compare(audience = "") {
    const [older, newer] = ["older", "newer"].map((name) => this.#picked(name));
    if (older === undefined || newer === undefined || older === newer) { this.head.textContent = "Choose two that are not the same."; return; }
    if (older === NOW) { this.head.textContent = "What is saved now is the newest: choose it as the newer."; return; }
    this.#compared = true;
    this.head.textContent = "Comparing…";
    try {
      const chosen = { ...this.#chosen(), ...(audience ? { audience } : {}) };
      const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value));
      this.#showCompared(await ask(query("compare", { file: this.#paper.file, from: older, to: newer, ...given })), given.audience);
    } catch (fault) {
      this.head.replaceChildren(make("p.told", {}, whole(fault.message, fault.hint)));
    }
  }

  async #showCompared({ html, why, hint, told, differences }, audience) {
    await this.#sheet.ready;
    this.#sheet.show(html || "<body></body>");
    const words = differences.map(({ words }) => firstCapital(words));
    const summary = words.length === 1 ? "One fact differs" : words.length ? `${words.length} facts differ` : "No fact differs";
    this.head.replaceChildren(
      make("strong", {}, `${summary}.`), html || !told ? "" : marked(` ${told}`), make("ul", {}, words.map((one) => make("li", {}, marked(one)))),
      html ? "" : make("p.told", {}, whole(why || "The two can’t be shown as one document.", hint || "")),
      html || audience !== "public" ? "" : make("button", { type: "button", onclick: () => this.#compare("exempt") }, "Compare the copies for members"));
    say(summary);
  }
}
