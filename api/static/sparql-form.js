/*
 * <sparql-form>: says that a query is being asked, and offers to stop it.
 *
 * The form is sent by the browser itself, so the address keeps the query and Back leads back.
 * Stopping ends the browser's request; the server then gives the query up.
 */

class SparqlForm extends HTMLElement {
  #said;
  #stop;

  connectedCallback() {
    const form = this.querySelector("form");
    if (!form || this.#stop) return;
    this.#said = document.createElement("span");
    this.#stop = document.createElement("button");
    this.#stop.type = "button";
    this.#stop.className = "plain-button stop";
    this.#stop.textContent = this.dataset.stop;
    this.#stop.hidden = true;
    this.#stop.addEventListener("click", () => {
      window.stop();
      this.#tell(this.dataset.stopped, true);
      form.querySelector("button[type=submit]").focus();
    });
    const row = document.createElement("p");
    row.className = "waiting";
    row.setAttribute("role", "status");
    row.append(this.#said);
    form.append(row, this.#stop);
    form.addEventListener("submit", () => {
      // A file comes beside the page, which is never told when it is there.
      const page = form.elements.format.selectedOptions[0].hasAttribute("data-page");
      if (page) this.#tell(this.dataset.waiting, false);
    });
    // A page that comes back from the browser's memory waits for nothing.
    window.addEventListener("pageshow", () => this.#tell("", true));
  }

  #tell(words, done) {
    this.#said.textContent = words;
    this.#stop.hidden = done;
  }
}

customElements.define("sparql-form", SparqlForm);
