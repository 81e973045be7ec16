/*
 * <upload-progress>: an upload as it goes on. `data-events` is where its changes are told; with each
 * change the page is fetched and what stands in the element is exchanged. When it is over, that is
 * announced in the words of `data-over`, and the whole page is loaded once more. Without it the page
 * loads itself again.
 */

class UploadProgress extends HTMLElement {
  #source;
  #busy = false;
  #again = false;

  connectedCallback() {
    if (this.#source) return;
    this.#source = new EventSource(this.dataset.events);
    this.#source.addEventListener("message", (event) => this.#changed(JSON.parse(event.data)));
  }

  disconnectedCallback() {
    this.#source?.close();
  }

  async #changed({ over }) {
    if (over) {
      this.#source.close();
      document.title = `${this.dataset.over} ${document.title}`;
      location.reload();
      return;
    }
    this.#again = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    await this.#exchange();
    this.#busy = false;
    if (this.#again) await this.#changed({ over: false });
  }

  async #exchange() {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("upload-progress");
    if (!fresh) return;
    // Only the parts that differ, so that nobody loses their place.
    const held = [...this.children];
    [...fresh.children].forEach((part, index) => {
      if (!held[index]) this.append(part);
      else if (held[index].outerHTML !== part.outerHTML) held[index].replaceWith(part);
    });
    held.slice(fresh.children.length).forEach((part) => part.remove());
  }
}

customElements.define("upload-progress", UploadProgress);
