/*
 * <list-filter>: a search field over a long list; what lacks the words is hidden.
 *
 * `data-items` says what is searched, `data-groups` what is hidden with all of its items. Wording
 * comes from the page by data attributes. Without it the list stands whole.
 */

class ListFilter extends HTMLElement {
  #items;
  #status;

  connectedCallback() {
    if (this.#items) return;
    this.#items = [...this.querySelectorAll(this.dataset.items)].map((item) => ({
      item,
      text: item.textContent.toLocaleLowerCase(),
    }));
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    label.append(this.dataset.label, " ", field);
    this.#status = document.createElement("span");
    this.#status.setAttribute("role", "status");
    this.#status.className = "table-status";
    const tools = document.createElement("div");
    tools.className = "table-tools";
    tools.append(label, this.#status);
    this.prepend(tools);
    field.addEventListener("input", () => this.#filter(field.value));
    // A link into the list leads to its place, also when that is hidden.
    window.addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !this.contains(target) || target.checkVisibility()) return;
      field.value = "";
      this.#filter("");
      target.scrollIntoView();
    });
  }

  #filter(text) {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { item, text: held } of this.#items) {
      item.hidden = !words.every((word) => held.includes(word));
      if (!item.hidden) shown += 1;
    }
    for (const group of this.querySelectorAll(this.dataset.groups)) {
      const items = [...group.querySelectorAll(this.dataset.items)];
      group.hidden = items.length > 0 && items.every((item) => item.hidden);
    }
    this.#status.textContent = !words.length
      ? ""
      : shown
        ? this.dataset.shown.replace("{shown}", shown).replace("{all}", this.#items.length)
        : this.dataset.none;
  }
}

customElements.define("list-filter", ListFilter);
