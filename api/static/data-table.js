/*
 * <data-table>: lets the table inside it be sorted, filtered and saved as it is shown.
 *
 * What it adds is made of buttons, a search field and a status line; its wording comes from the
 * page by data attributes. Without it the table stands in the server's order.
 */

const FEW = 8; // With fewer rows, nothing is gained by filtering.
const LEAST = 4; // Nor, with fewer still, by a file.
const NUMBER = /^[-−–+]?\d[\d\s.,]*%?$/; // Begins like a formula where it is below zero, but is none.
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r\n＝＋－＠]/;

/** Return what a cell says; nothing where it has only the dash for what is not stated. */
function textOf(cell) {
  const dash = cell.querySelector("[aria-hidden]")?.textContent;
  const text = cell.textContent.trim().replace(/\s+/g, " ");
  return dash === "–" || text === "–" ? "" : text;
}

/** Return what a cell is sorted by: a number where it has one, else its text, null for nothing. */
function valueOf(cell, numeric) {
  const { value } = cell.dataset;
  if (value !== undefined) return Number(value);
  const text = cell.querySelector("time")?.dateTime ?? textOf(cell);
  if (text === "") return null;
  if (!numeric) return text;
  const number = Number(text.replace(/[\s%]/g, "").replace(/^[−–]/, "-").replace(",", "."));
  return Number.isNaN(number) ? text : number;
}

/** Return a cell for a file: no text that somebody wrote runs as a formula there. */
function saved(cell) {
  const { value } = cell.dataset;
  if (value !== undefined) return value;
  const text = cell.querySelector("time")?.dateTime ?? textOf(cell);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

class DataTable extends HTMLElement {
  #table;
  #rows;
  #status;
  #order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  connectedCallback() {
    this.#table = this.querySelector("table");
    if (!this.#table?.tHead || !this.#table.tBodies.length || this.#rows) return;
    this.#rows = [...this.#table.tBodies[0].rows];
    this.#status = document.createElement("span");
    this.#status.setAttribute("role", "status");
    this.#status.className = "table-status";
    const heads = [...this.#table.tHead.rows[this.#table.tHead.rows.length - 1].cells];
    if (this.#rows.length > 1) {
      heads.forEach((head, place) => "fixed" in head.dataset || this.#sortable(head, place));
    }
    this.prepend(this.#tools());
  }

  #tools() {
    const tools = document.createElement("div");
    tools.className = "table-tools";
    if (this.#rows.length >= FEW) {
      const label = document.createElement("label");
      const field = document.createElement("input");
      field.type = "search";
      field.autocomplete = "off";
      field.addEventListener("input", () => this.#filter(field.value));
      // Enter in a field of its own has nothing to send.
      field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
      label.append(this.dataset.filter, " ", field);
      tools.append(label);
    }
    tools.append(this.#status);
    if (this.#rows.length >= LEAST) {
      const save = document.createElement("button");
      save.type = "button";
      save.className = "plain-button";
      save.textContent = this.dataset.save;
      save.addEventListener("click", () => this.#save());
      tools.append(save);
    }
    return tools;
  }

  #sortable(head, place) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const next = { ascending: "descending", descending: "" }[before] ?? "ascending";
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      this.#sort(place, next, head.classList.contains("num"));
      this.#status.textContent = next
        ? this.dataset.sorted
            .replace("{heading}", button.textContent.trim())
            .replace("{order}", this.dataset[next])
        : this.dataset.unsorted;
    });
  }

  #sort(place, way, numeric) {
    const rows = [...this.#rows];
    if (way) {
      const sign = way === "ascending" ? 1 : -1;
      const keys = new Map(rows.map((row) => [row, valueOf(row.cells[place], numeric)]));
      rows.sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (a === null || b === null) return (a === null) - (b === null); // Empty ones come last.
        if (typeof a === "number" && typeof b === "number") return sign * (a - b);
        return sign * this.#order.compare(String(a), String(b));
      });
    }
    this.#table.tBodies[0].append(...rows);
  }

  #filter(text) {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of this.#rows) {
      const held = row.textContent.toLocaleLowerCase();
      row.hidden = !words.every((word) => held.includes(word));
      if (!row.hidden) shown += 1;
    }
    this.#status.textContent = words.length
      ? this.dataset.shown.replace("{shown}", shown).replace("{all}", this.#rows.length)
      : "";
  }

  #save() {
    const rows = [this.#table.tHead.rows[this.#table.tHead.rows.length - 1]];
    for (const row of this.#table.tBodies[0].rows) if (!row.hidden) rows.push(row);
    const lines = rows.map((row) => [...row.cells].map(saved).join(","));
    const file = new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${this.dataset.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

customElements.define("data-table", DataTable);
