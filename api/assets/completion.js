/* What the editor proposes: terms of our vocabulary, prefixes, the query's own variables. */

const NAME = /[?$]?[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}\p{N}_.-]*)?|[?$]/u;
const VARIABLES = /[?$][\p{L}_][\p{L}\p{N}_]*/gu;

const lines = (text) => new Set([...text.matchAll(/^\s*PREFIX\s+([\w-]*):/gim)].map((m) => m[1]));

/** Put a name in, and the PREFIX line that it needs at the top where it is missing. */
function apply(prefix, iri) {
  return (view, completion, from, to) => {
    const text = view.state.doc.toString();
    const changes = [{ from, to, insert: completion.label }];
    if (!lines(text).has(prefix)) {
      changes.unshift({ from: 0, insert: `PREFIX ${prefix}: <${iri}>\n` });
    }
    const added = changes.length > 1 ? changes[0].insert.length : 0;
    view.dispatch({
      changes,
      selection: { anchor: from + added + completion.label.length },
      userEvent: "input.complete",
    });
  };
}

/**
 * Return the editor's source of proposals.
 *
 * @param words Promise of `{prefixes: {name: iri}, terms: [{name, label, meaning}]}`.
 */
export function proposals(words) {
  return async (context) => {
    const found = context.matchBefore(new RegExp(`(?:${NAME.source})$`, "u"));
    if (!found && !context.explicit) return null;
    const from = found ? found.from : context.pos;
    const written = found ? found.text : "";
    if (/^[?$]/.test(written)) {
      const text = context.state.doc.toString();
      const used = new Set(text.slice(0, from).match(VARIABLES) ?? []);
      for (const name of text.slice(context.pos).match(VARIABLES) ?? []) used.add(name);
      return { from, options: [...used].map((label) => ({ label, type: "variable" })) };
    }
    const { prefixes, terms } = await words;
    const options = terms.map((term) => {
      const prefix = term.name.split(":", 1)[0];
      return {
        label: term.name,
        detail: term.label,
        info: term.meaning || undefined,
        apply: apply(prefix, prefixes[prefix]),
      };
    });
    if (!written.includes(":")) {
      for (const [prefix, iri] of Object.entries(prefixes)) {
        options.push({ label: `${prefix}:`, detail: iri, apply: apply(prefix, iri) });
      }
    }
    return { from, options, validFor: /^[\p{L}_][\p{L}\p{N}_.-]*:?[\p{L}\p{N}_.-]*$/u };
  };
}
