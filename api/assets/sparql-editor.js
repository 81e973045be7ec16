/*
 * <sparql-editor>: makes an editor of the text area inside it, which stays what the form sends.
 *
 * The editor stands in a shadow tree, whose style sheets need no exception from the page's content
 * security policy. Wording comes from the page by data attributes. Tab leaves the editor.
 */

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, bracketMatching, indentUnit } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";

import { proposals } from "./completion.js";
import { theme } from "./theme.js";

/**
 * Type over a selection of several lines without the browser's help, which would write styles into
 * the lines that it joins; the page's content security policy forbids those.
 */
function typedOver(event, view) {
  const { main } = view.state.selection;
  const { doc } = view.state;
  const several = doc.lineAt(main.from).number < doc.lineAt(main.to).number;
  if (event.inputType !== "insertText" || !event.data || !several || event.isComposing) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type" });
  return true;
}

class SparqlEditor extends HTMLElement {
  connectedCallback() {
    const area = this.querySelector("textarea");
    if (!area || this.view) return;
    const root = this.attachShadow({ mode: "open" });
    const place = document.createElement("div");
    root.append(place, document.createElement("slot"));
    const height = area.offsetHeight; // The page is not to jump when the editor takes its place.
    this.view = new EditorView({ parent: place, root, state: this.#state(area) });
    this.view.dom.style.height = `${height}px`;
    area.required = false; // A field that cannot be seen cannot be complained about by browsers.
    area.hidden = true;
    const label = document.querySelector(`label[for="${area.id}"]`);
    label?.addEventListener("click", () => this.view.focus());
    this.#mark();
    this.dataset.ready = "";
  }

  #state(area) {
    const words = fetch(this.dataset.words).then((answer) => answer.json());
    words.catch(() => {}); // Without them one writes without proposals.
    const submit = () => {
      area.form.requestSubmit();
      return true;
    };
    return EditorState.create({
      doc: area.value,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: submit }]),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of("  "),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        autocompletion({ override: [proposals(words)], icons: false }),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": this.dataset.label,
          lang: "en",
          tabindex: "0",
          spellcheck: "false",
          autocapitalize: "off",
        }),
        EditorView.domEventHandlers({ beforeinput: typedOver }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
        theme,
      ],
    });
  }

  /** Mark the place that the server could not read. */
  #mark() {
    const line = Number(this.dataset.line);
    const { doc } = this.view.state;
    if (!line || line > doc.lines) return;
    const at = doc.line(line);
    const from = Math.min(at.from + Math.max(Number(this.dataset.column) - 1, 0), at.to);
    const word = /^(\s*)([^\s{}().;,]+|\S)/.exec(doc.sliceString(from, at.to));
    const start = word ? from + word[1].length : Math.max(at.from, from - 1);
    const to = word ? start + word[2].length : at.to;
    const fault = { from: start, to, severity: "error", message: this.dataset.fault };
    this.view.dispatch(setDiagnostics(this.view.state, [fault]));
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    this.view.focus();
  }
}

customElements.define("sparql-editor", SparqlEditor);
