// The account of one sentence: probabilities, cues, and what counted for and against a label.

const LISTED = 10;

/** An element with a class and content. */
function make(tag, css, ...content) {
  const element = document.createElement(tag);
  if (css) element.className = css;
  element.append(...content);
  return element;
}

const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

export class Details {
  #box;
  #label = -1;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    this.#empty = [...box.childNodes];
  }

  #empty;

  /** Says what to do, as at first. */
  clear() {
    this.#box.replaceChildren(...this.#empty);
  }

  /**
   * Shows a sentence. `account` may come later: probabilities and cues need none.
   * @param {{ text: string, sentence: object, looks: object[], unsure: boolean, account?: object }} what
   */
  show(what) {
    const { sentence, looks, unsure } = what;
    this.#label = sentence.label;
    const { name, hue, mark } = looks[sentence.label];
    const badge = make("span", `badge h${hue}`, mark);
    badge.setAttribute("aria-hidden", "true");
    const verdict = `${name}${unsure ? "?" : ""} ${sentence.probabilities[sentence.label].toFixed(2)}`;
    const parts = [
      make("p", "verdict", badge, ` ${verdict}`, unsure ? make("span", "note", " unsure") : ""),
      quoted(what),
      make("h3", "", "Probabilities"), this.#probabilities(what),
      make("h3", "", "Cues"), cues(what),
    ];
    if (what.account) parts.push(make("h3", "", "What counted"), this.#counted(what));
    this.#box.replaceChildren(...parts);
  }

  #probabilities(what) {
    const { sentence, looks } = what;
    const list = make("ul", "probabilities");
    looks.forEach(({ name, hue }, i) => {
      const p = sentence.probabilities[i];
      const fill = make("span", `fill h${hue}`);
      fill.style.width = `${(100 * p).toFixed(1)}%`;
      const track = make("span", "track", fill);
      list.append(make("li", "", make("span", "name", name), track, make("span", "number", p.toFixed(3))));
    });
    return list;
  }

  /** The contributions to a label's logit, with a choice of labels. */
  #counted(what) {
    const { looks } = what;
    const select = make("select", "", ...looks.map(({ name }, i) => new Option(name, i)));
    select.value = this.#label;
    const box = make("div", "", make("label", "", "for and against ", select));
    const table = () => counted(what, this.#label);
    let shown = table();
    box.append(shown, make("p", "note", "Intercept and features add up to the logit of the first stage. The " +
      "probabilities above also weigh what the neighbouring sentences look like."));
    select.addEventListener("change", () => {
      this.#label = Number(select.value);
      const next = table();
      shown.replaceWith(next);
      shown = next;
    });
    return box;
  }
}

/** The sentence with its cues marked. */
function quoted({ text, sentence }) {
  const quote = make("blockquote", "");
  let at = sentence.start;
  for (const cue of sentence.cues) {
    if (cue.start < at) continue;
    quote.append(text.slice(at, cue.start), make("mark", "", text.slice(cue.start, cue.end)));
    at = cue.end;
  }
  quote.append(text.slice(at, sentence.end));
  return quote;
}

function cues({ text, sentence }) {
  if (sentence.cues.length === 0) return make("p", "note", "None that are words.");
  const list = make("ul", "cues");
  for (const { start, end, kind, quoted } of sentence.cues) {
    const inside = quoted ? ", inside a quotation" : "";
    list.append(make("li", "", make("mark", "", text.slice(start, end)), ` ${kind}${inside}`));
  }
  return list;
}

function counted({ text, account }, label) {
  const strength = (c) => Math.abs(c.logits[label]);
  const sorted = account.contributions.toSorted((a, b) => strength(b) - strength(a));
  const listed = sorted.slice(0, LISTED);
  const others = sorted.slice(LISTED).reduce((sum, c) => sum + c.logits[label], 0);
  const rows = [["intercept", "", account.intercepts[label]]];
  for (const c of listed) rows.push([c.feature, c.span ? text.slice(...c.span) : "", c.logits[label]]);
  if (sorted.length > LISTED) rows.push([`${sorted.length - LISTED} others`, "", others]);
  rows.push(["= logit", "", account.logits[label]]);
  const most = Math.max(...rows.map(([, , value]) => Math.abs(value)));
  const head = make("tr", "", ...["feature", "words", "adds"].map((name) => make("th", "", name)));
  const table = make("table", "counted", make("thead", "", head));
  table.append(make("tbody", "", ...rows.map(([feature, words, value]) => {
    const fill = make("span", value < 0 ? "against" : "for");
    fill.style.width = `${(100 * Math.abs(value) / most).toFixed(0)}%`;
    const number = make("td", "number", signed(value), make("span", "track", fill));
    return make("tr", "", make("td", "feature", feature), make("td", "", words), number);
  })));
  return table;
}
