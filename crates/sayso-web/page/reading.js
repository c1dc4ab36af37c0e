// The article as its sentences, each in the look of its label; one of them may be selected.
//
// Only what changed is built anew: a paragraph whose text is the same is kept, a sentence whose label changed gets
// another class. Paragraphs out of sight are not laid out (content-visibility in style.css).

const SELECTED = "selected-sentence";

export class Reading {
  #box;
  #onSelect;
  /** Texts of the paragraphs that are shown. */
  #paragraphs = [];
  /** The element of each sentence, in order. */
  #elements = [];
  #indices = new WeakMap();
  #selected = -1;

  /** @param {HTMLElement} box @param {(index: number) => void} onSelect */
  constructor(box, onSelect) {
    this.#box = box;
    this.#onSelect = onSelect;
    box.addEventListener("click", ({ target }) => {
      const index = this.#indices.get(target.closest?.("[role=option]"));
      if (index !== undefined && getSelection()?.isCollapsed !== false) this.select(index);
    });
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("focus", () => {
      if (this.#selected < 0) this.#move(0, 1);
    });
  }

  /** The selected sentence; -1 if none is. */
  get selected() {
    return this.#selected;
  }

  /** Shows sentences `{ start, end, paragraph, look: { css, said } }` of a text. */
  show(text, sentences) {
    const next = paragraphs(text, sentences);
    this.#patch(next);
    this.#elements = [...this.#box.querySelectorAll("[role=option]")];
    sentences.forEach(({ look }, i) => dress(this.#elements[i], look));
    this.#elements.forEach((element, i) => this.#indices.set(element, i));
    this.#mark(this.#selected < sentences.length ? this.#selected : -1);
  }

  /** Replaces the paragraphs that differ: one by one if there are as many as before, else all between the first and
      the last that differ. */
  #patch(next) {
    const before = this.#paragraphs;
    const children = [...this.#box.children];
    const same = (i, j) => before[i].key === next[j].key;
    if (before.length === next.length) {
      next.forEach((paragraph, i) => same(i, i) || children[i].replaceWith(build(paragraph)));
    } else {
      const shorter = Math.min(before.length, next.length);
      let head = 0;
      while (head < shorter && same(head, head)) head++;
      let tail = 0;
      while (tail < shorter - head && same(before.length - 1 - tail, next.length - 1 - tail)) tail++;
      children.slice(head, before.length - tail).forEach((child) => child.remove());
      const anchor = children[before.length - tail] ?? null;
      const fragment = document.createDocumentFragment();
      next.slice(head, next.length - tail).forEach((paragraph) => fragment.append(build(paragraph)));
      this.#box.insertBefore(fragment, anchor);
    }
    this.#paragraphs = next;
  }

  /** Selects a sentence and tells the page. */
  select(/** @type {number} */ index) {
    this.#mark(index);
    if (index >= 0) this.#onSelect(index);
  }

  /** The selected sentence has another number from the next `show` on. */
  follow(/** @type {number} */ index) {
    this.#selected = index;
  }

  /** Brings a sentence into the view of the box, if the box scrolls by itself. */
  reveal(/** @type {number} */ index) {
    if (this.#box.scrollHeight > this.#box.clientHeight) this.#elements[index]?.scrollIntoView({ block: "nearest" });
  }

  #mark(index) {
    const before = this.#elements.find((element) => element.id === SELECTED) ?? document.getElementById(SELECTED);
    before?.removeAttribute("id");
    before?.setAttribute("aria-selected", "false");
    this.#selected = index;
    const element = this.#elements[index];
    if (!element) return this.#box.removeAttribute("aria-activedescendant");
    element.id = SELECTED;
    element.setAttribute("aria-selected", "true");
    this.#box.setAttribute("aria-activedescendant", SELECTED);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.#elements.length - 1;
    const steps = {
      ArrowRight: [this.#selected + 1, 1], ArrowDown: [this.#selected + 1, 1],
      ArrowLeft: [this.#selected - 1, -1], ArrowUp: [this.#selected - 1, -1],
      Home: [0, 1], End: [last, -1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    this.#move(...step);
  }

  /** Selects the sentence, or the next one in the direction that is not hidden. */
  #move(index, direction) {
    while (this.#elements[index] && this.#elements[index].getClientRects().length === 0) {
      // What is out of sight has no boxes either; only what the filter hides is passed over.
      if (!this.#elements[index].classList.contains("off")) break;
      index += direction;
    }
    if (!this.#elements[index]) return;
    this.select(index);
    this.#elements[index].scrollIntoView({ block: "nearest" });
  }
}

/** Sentences by paragraph, with the blanks before each. */
function paragraphs(text, sentences) {
  const found = [];
  let end = 0;
  for (const s of sentences) {
    if (s.paragraph || found.length === 0) found.push([]);
    const gap = s.paragraph ? "" : text.slice(end, s.start);
    found.at(-1).push([gap, text.slice(s.start, s.end)]);
    end = s.end;
  }
  return found.map((parts) => ({ parts, key: parts.flat().join("\0") }));
}

function build({ parts }) {
  const paragraph = document.createElement("p");
  paragraph.setAttribute("role", "presentation");
  for (const [gap, sentence] of parts) {
    const element = document.createElement("span");
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    const said = document.createElement("span");
    said.className = "hidden";
    element.append(said, sentence);
    paragraph.append(gap, element);
  }
  return paragraph;
}

function dress(element, { css, mark, said }) {
  if (element.className !== css) element.className = css;
  if (element.dataset.mark !== mark) element.dataset.mark = mark;
  if (element.firstChild.textContent !== said) element.firstChild.textContent = said;
}
