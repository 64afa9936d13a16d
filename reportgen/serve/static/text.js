// The text of the file in an editor: marks where something was found, help on a name, what may stand here.
import {
  Decoration, EditorSelection, EditorState, EditorView, HighlightStyle, autocompletion, bracketMatching, closeBrackets,
  closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, foldGutter, foldKeymap, highlightActiveLine,
  highlightActiveLineGutter, highlightSelectionMatches, history, historyKeymap, hoverTooltip, indentOnInput, indentUnit, keymap,
  lineNumbers, lintGutter, lintKeymap, openSearchPanel, redo, search, searchKeymap, setDiagnostics,
  syntaxHighlighting, tags, undo, yamlLanguage, Transaction,
} from "./vendor/codemirror.js";
import { hinted, kindOf, make, marked } from "./common.js";
import { inWords } from "./fields.js";
import { nameAt, standing } from "./standing.js";

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "#0d3a6b", fontWeight: "600" },
  { tag: tags.comment, color: "#5d6770", fontStyle: "italic" },
  { tag: [tags.string, tags.content], color: "#0b0c0c" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "#5d6770" },
  { tag: tags.special(tags.string), color: "#0b0c0c" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: ".875rem", backgroundColor: "#fff" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: ".5rem 0 40vh", caretColor: "#0b0c0c" },
  ".cm-gutters": { backgroundColor: "#f4f6f7", color: "#5d6770", border: "0" },
  ".cm-activeLine": { backgroundColor: "#f2f6fa" },
  ".cm-activeLineGutter": { backgroundColor: "#e3eaf1", color: "#0b0c0c" },
  ".cm-cursor": { borderLeft: "2px solid #0b0c0c" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "#cfe0f2" },
  ".cm-lintRange": { backgroundImage: "none", textDecoration: "underline wavy", textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".cm-lintRange-error": { textDecorationColor: "#b3261e", backgroundColor: "#fdf0ef" },
  ".cm-lintRange-warning": { textDecorationColor: "#b07800", backgroundColor: "#fffaeb" },
  ".cm-lintRange-info": { textDecoration: "underline dotted #1a5a9e" },
  ".cm-lintRange-active": { backgroundColor: "#ffeb80" },
  ".cm-tooltip": { border: "1px solid #8c969e", borderRadius: "4px", backgroundColor: "#fff", boxShadow: "0 4px 16px rgb(0 0 0 / .18)", maxWidth: "30rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "18rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "#16324f", color: "#fff" },
  ".cm-completionLabel": { fontFamily: "var(--mono)", fontSize: ".875rem" },
  ".cm-completionDetail": { fontStyle: "normal", color: "#4a545c", marginLeft: "1rem" },
  "li[aria-selected] .cm-completionDetail": { color: "#dfe3e7" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { padding: ".6rem .75rem", font: "inherit", fontSize: ".875rem" },
  ".cm-diagnostic": { padding: ".45rem .75rem", borderLeft: "5px solid", fontFamily: "inherit" },
  ".cm-diagnostic-error": { borderLeftColor: "#b3261e" },
  ".cm-diagnostic-warning": { borderLeftColor: "#c98a00" },
  ".cm-diagnostic-info": { borderLeftColor: "#1a5a9e" },
  ".cm-panels": { backgroundColor: "#f4f6f7", color: "#0b0c0c" },
  ".cm-panel.cm-search": { padding: ".5rem .75rem", fontSize: ".875rem" },
  ".cm-panel.cm-search label": { fontSize: ".875rem", fontWeight: "400" },
  ".cm-button": { backgroundImage: "none", fontSize: ".8125rem", fontFamily: "inherit" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.25rem", minHeight: "0" },
  ".cm-panel.cm-search label:has([name=re])": { display: "none" },
  ".cm-searchMatch": { backgroundColor: "#fff1a8", outline: "1px solid #b08d00" },
  ".cm-searchMatch-selected": { backgroundColor: "#ffdd00" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "pointer" },
});

// A long line goes on below itself, set in as far as it began. Its class says how far: the page's policy forbids style attributes.
const MOST_SET_IN = 24;
const setIn = [...Array(MOST_SET_IN + 1).keys()].map((wide) => Decoration.line({ class: `set-in-${wide}` }));
const HOLE = /\{\{.*?\}\}/g;
const hole = Decoration.mark({ class: "hole" });

function decorations(view) {
  const found = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const wide = /^\s*(?:- +)*/.exec(line.text)[0].length;
      if (wide) found.push(setIn[Math.min(wide, MOST_SET_IN)].range(line.from));
      for (const each of line.text.matchAll(HOLE)) found.push(hole.range(line.from + each.index, line.from + each.index + each[0].length));
      at = line.to + 1;
    }
  }
  return Decoration.set(found, true);
}

const WORDS = {
  english: {
    "Control character": "Control character", "Selection deleted": "Selection deleted", Folded: "Folded", Unfolded: "Unfolded",
    "Fold line": "Fold this part", "Unfold line": "Open this part", "Folded lines": "Folded lines", "Unfolded lines": "Opened lines",
    Find: "Find", Replace: "Replace with", next: "Next", previous: "Previous", all: "All", "match case": "Same capitals", "by word": "Whole words",
    regexp: "Pattern", replace: "Replace", "replace all": "Replace all", close: "Close", Completions: "What may stand here", Diagnostics: "What was found",
    "No diagnostics": "Nothing found",
  },
};

/** Build the editor in an element. `told` = {fields, names, changed, moved, nonce}: what it asks the page, and tells it. */
export function textEditor(parent, text, told) {
  let follow = true;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(told.nonce),
        EditorState.phrases.of(WORDS.english),
        EditorState.readOnly.of(Boolean(told.readOnly)),
        EditorView.contentAttributes.of({ "aria-label": "Text of the file", tabindex: "0", spellcheck: "true", autocorrect: "off", autocapitalize: "off" }),
        lineNumbers(), foldGutter({ openText: "\u25be", closedText: "\u25b8" }), lintGutter(), highlightActiveLine(), highlightActiveLineGutter(),
        history(), drawSelection(), indentOnInput(), indentUnit.of("  "), bracketMatching(), closeBrackets(), highlightSelectionMatches(),
        EditorState.tabSize.of(2), EditorView.lineWrapping, search({ top: true }),
        yamlLanguage, syntaxHighlighting(COLOURS), LOOK,
        EditorView.decorations.of(decorations),
        autocompletion({ override: [(context) => completions(context, told)], icons: false, maxRenderedOptions: 60, activateOnTypingDelay: 80 }),
        hoverTooltip((shown, place) => help(shown, place, told), { hoverTime: 350 }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) told.changed();
          if ((update.selectionSet || update.docChanged) && follow) told.moved(update.state.selection.main.head);
        }),
      ],
    }),
  });
  // The lists above and below take room from the text and give it back: the line that is written stays in view.
  new ResizeObserver(() => {
    if (view.hasFocus) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head, { y: "nearest", yMargin: 24 }) });
  }).observe(parent);
  return {
    view,
    text: () => view.state.doc.toString(),
    /** Put a text in place of a stretch, as one step that can be undone. */
    put({ from, to, insert }) {
      view.dispatch({ changes: { from, to, insert }, annotations: Transaction.userEvent.of("input.form") });
    },
    /** Put another text in place of all of it, changing no more than differs. */
    replace(other) {
      const now = view.state.doc.toString();
      let from = 0;
      while (from < now.length && from < other.length && now[from] === other[from]) from += 1;
      let back = 0;
      while (back < now.length - from && back < other.length - from && now.at(-1 - back) === other.at(-1 - back)) back += 1;
      this.put({ from, to: now.length - back, insert: other.slice(from, other.length - back) });
    },
    mark(findings) {
      view.dispatch(setDiagnostics(view.state, findings.map((one) => mark(view.state, one))));
    },
    /** Show a place in the text; the page isn't told that the cursor moved. */
    show(from, to = from, { focus = true } = {}) {
      const end = view.state.doc.length;
      follow = false;
      view.dispatch({
        selection: EditorSelection.single(Math.min(from, end), Math.min(to, end)),
        effects: EditorView.scrollIntoView(Math.min(from, end), { y: "center" }),
      });
      follow = true;
      if (focus) view.focus();
    },
    undo: () => undo(view),
    redo: () => redo(view),
    find: () => { view.focus(); openSearchPanel(view); },
  };
}

function mark(state, finding) {
  const end = state.doc.length;
  const line = state.doc.line(Math.min(Math.max(finding.line, 1), state.doc.lines));
  const from = Math.min(finding.end > finding.start ? finding.start : line.from + line.text.search(/\S|$/), end);
  // A longer text is marked where it begins: underlining all of it would say nothing.
  const first = state.doc.lineAt(from);
  let to = Math.min(finding.end > finding.start ? finding.end : line.to, end);
  if (to > first.to) to = Math.max(first.to, from);
  return {
    from, to, severity: kindOf(finding) === "cannot_tell" ? "info" : finding.severity, source: finding.rule,
    message: finding.message,
    renderMessage: () => make("div", {}, make("div", {}, marked(finding.message)),
      finding.hint ? make("div.quiet", {}, marked(hinted(finding.hint))) : ""),
  };
}

// What may stand here ------------------------------------------------------------------------------------------------

function completions(context, told) {
  const { state, pos } = context;
  const place = standing(state.doc, pos);
  const inHole = /\{\{\s*([\w.-]*)$/.exec(state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from));
  if (inHole) return named(inHole[1], pos, told.names(), /^\s*(\||\}\})/.test(state.doc.sliceString(pos, state.doc.lineAt(pos).to)));
  if (!told.fields() || place.part === "prose" || place.part === "comment") return null;
  return place.part === "key" ? names(context, place, told.fields()) : values(context, place, told.fields());
}

function named(typed, pos, known, ended) {
  return {
    from: pos - typed.length,
    options: known.map(({ name, value }) => ({ label: name, apply: ended ? name : `${name} }}`, detail: value.length > 40 ? `${value.slice(0, 38)}…` : value, type: "variable" })),
    validFor: /^[\w.-]*$/,
  };
}

function names(context, place, fields) {
  const parent = fields.at(place.path);
  const group = parent && fields.inside(parent);
  if (!/^[\w-]*$/.test(place.typed) || (!place.typed && !context.explicit && place.column === 0)) return null;
  if (!group) return null;
  const entry = fields.entry(parent);
  const list = entry && !place.inBraces && fields.ways(parent).every((way) => !way.properties);
  if (list) return null;
  const needed = fields.required(parent);
  return {
    from: context.pos - place.typed.length,
    validFor: /^[\w-]*$/,
    options: Object.entries(group).filter(([name]) => !place.names.has(name)).map(([name, node], order) => ({
      label: name,
      detail: fields.title(node, name),
      info: () => make("div", {}, describe(fields, node, name)),
      apply: place.inBraces ? `${name}: ` : begun(name, fields.kind(node), place.column),
      boost: (needed.includes(name) ? 50 : 0) - order / 10,
      type: "property",
    })),
  };
}

/** A name with what follows it: a group and a list go on below, set in by two. */
function begun(name, kind, column) {
  const below = `\n${" ".repeat(column + 2)}`;
  if (kind === "group") return `${name}:${below}`;
  if (kind === "list") return `${name}:${below}- `;
  return `${name}: `;
}

function values(context, place, fields) {
  const node = fields.at(place.path);
  if (!node) return null;
  const kind = fields.kind(node);
  const words = kind === "choice" ? fields.choices(node) : kind === "yes-no" ? ["yes", "no"] : [];
  if (!words.length || !/^[\w-]*$/.test(place.typed)) return null;
  return {
    from: context.pos - place.typed.length,
    validFor: /^[\w-]*$/,
    options: words.map((word, order) => ({ label: word, detail: kind === "choice" ? inWords(word) : "", boost: -order, type: "enum" })),
  };
}

// Help on a name -----------------------------------------------------------------------------------------------------

function help(view, place, told) {
  const fields = told.fields();
  const found = fields && nameAt(view.state.doc, place);
  const node = found && fields.at(found.path);
  if (!node) return null;
  return { pos: found.from, end: found.to, above: true, create: () => ({ dom: make("div.help", {}, describe(fields, node, found.path.at(-1))) }) };
}

/** What a field is, as elements: its title, what goes in it, the words to choose from. */
function describe(fields, node, name) {
  const choices = fields.choices(node);
  const help = fields.help(node).replace(/`([^`]*)`/g, "$1");
  const how = HOW[fields.kind(node)];
  return [
    make("strong", {}, fields.title(node, name)),
    help ? make("p", {}, help) : "",
    how && !help.includes(how) ? make("p.quiet", {}, how) : "",
    choices.length ? make("p", {}, "One of: ", ...choices.flatMap((word, place) => [place ? ", " : "", make("code", {}, word)]), ".") : "",
  ];
}

const HOW = {
  day: "A date, as 2024-10-24; or 2024-10 where only the month is known.",
  money: "A sum of money, as £9,139,875 or £14.361m.",
  "yes-no": "Write yes or no.",
  percentage: "A percentage, as 8.24%.",
  "financial-year": "A financial year, as 2023/24.",
  clock: "A time of day, as 18:30.",
  count: "A whole number.",
  prose: "Text, which may have several paragraphs, lists, and facts named in {{ }}.",
};
