// The page: text in, labelled sentences out.

import { samples } from "./bundle.js";
import { Details } from "./details.js";
import { Engine } from "./engine.js";
import { stem, text as textOf } from "./files.js";
import { looks as looksOf } from "./labels.js";
import { Reading } from "./reading.js";
import { csv, download, html, json, rows } from "./save.js";

const $ = (id) => document.getElementById(id);
const editor = $("editor");

/** What is shown: `about` the model, `text` with its `sentences`, `shown[i]` whether label i is, the last for unsure. */
const state = { doc: "article", about: null, looks: [], text: "", sentences: [], shown: [], threshold: 0, sample: false };

forbidRequests();
const engine = new Engine();
const details = new Details($("details"));
const reading = new Reading($("reading"), explain);

/** Whatever is still to come is in memory: from here on the browser refuses every request, also of this script. */
function forbidRequests() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:";
  document.head.append(policy);
}

// --- Labelling, as one types -------------------------------------------------------------------------------------

let labelling = false;
let changed = false;

/** Labels the text; while that runs, later changes wait, and of these only the last counts. */
async function label() {
  changed = true;
  if (labelling || !state.about) return;
  labelling = true;
  while (changed) {
    changed = false;
    const text = editor.value;
    try {
      const { sentences } = await engine.classify(text);
      keepSelection(text, sentences);
      Object.assign(state, { text, sentences });
      complain("");
      render();
      follow();
    } catch (error) {
      complain(`The text was not labelled: ${error.message}`);
    }
  }
  labelling = false;
}

/** After an edit before it, the selected sentence is another by number but the same by its words. */
function keepSelection(text, sentences) {
  const i = reading.selected;
  const before = state.sentences[i];
  if (!before) return;
  const words = state.text.slice(before.start, before.end);
  const at = (j) => sentences[j] && text.slice(sentences[j].start, sentences[j].end) === words;
  const shift = sentences.length - state.sentences.length;
  const found = [i, i + shift].find(at);
  if (found === undefined && i >= sentences.length) reading.select(-1);
  else if (found !== undefined && found !== i) reading.follow(found);
}

const isUnsure = (s) => Math.fround(s.probabilities[s.label]) < Math.fround(state.threshold);

function render() {
  const { text, sentences } = state;
  const seen = (s) => state.shown[s.label] && (state.shown.at(-1) || !isUnsure(s));
  reading.show(text, sentences.map((s) => {
    const { name, hue, mark } = state.looks[s.label];
    const unsure = isUnsure(s);
    const css = `s h${hue}${unsure ? " u" : ""}${seen(s) ? "" : " off"}`;
    return { ...s, look: { css, mark: mark + (unsure ? "?" : ""), said: `${name}${unsure ? ", unsure" : ""}: ` } };
  }));
  $("reading").hidden = sentences.length === 0;
  $("empty").hidden = sentences.length > 0;
  for (const id of ["save-json", "save-csv", "save-html"]) $(id).disabled = sentences.length === 0;
  shares();
  if (reading.selected < 0) details.clear();
  else explain(reading.selected);
}

/** On a screen where both are seen at once, the sentences follow the caret. */
function follow() {
  if (document.activeElement !== editor) return;
  const at = editor.selectionStart;
  const index = state.sentences.findIndex((s) => s.end >= at);
  reading.reveal(index < 0 ? state.sentences.length - 1 : index);
}

function complain(message) {
  if ($("message").textContent !== message) $("message").textContent = message;
}

// --- Shares, filters, threshold ----------------------------------------------------------------------------------

function shares() {
  const { sentences, looks } = state;
  const counts = looks.map(() => 0);
  let unsure = 0;
  for (const s of sentences) {
    if (isUnsure(s)) unsure++;
    else counts[s.label]++;
  }
  const all = Math.max(sentences.length, 1);
  const percent = (n) => `${Math.round((100 * n) / all)}%`;
  const parts = [...looks.map(({ name, hue, mark }, i) => ({ name, css: `h${hue}`, mark, n: counts[i] })),
    { name: "unsure", css: "u", mark: "?", n: unsure }];
  $("bar").replaceChildren(...parts.filter(({ n }) => n > 0).map(({ css, mark, n }) => {
    const part = document.createElement("span");
    part.className = css;
    part.style.flexGrow = n;
    if (n / all > 0.04) part.textContent = mark;
    return part;
  }));
  const said = parts.filter(({ n }) => n > 0).map(({ name, n }) => `${name} ${percent(n)}`).join(", ");
  $("bar").setAttribute("aria-label", said ? `Shares of ${sentences.length} sentences: ${said}` : "No sentences yet");
  $("labels").querySelectorAll(".count").forEach((count, i) => {
    count.textContent = sentences.length ? `${parts[i].n} · ${percent(parts[i].n)}` : "";
  });
}

/** A box to tick for each label, and one for unsure sentences. */
function filters() {
  state.shown = [...state.looks.map(() => true), true];
  const boxes = [...state.looks, { name: "unsure", hue: "", mark: "?" }].map(({ name, hue, mark }, i) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      state.shown[i] = box.checked;
      render();
    });
    const badge = Object.assign(document.createElement("span"), { className: hue === "" ? "badge u" : `badge h${hue}` });
    badge.textContent = mark;
    badge.setAttribute("aria-hidden", "true");
    const count = Object.assign(document.createElement("span"), { className: "count" });
    label.append(box, badge, ` ${name} `, count);
    return label;
  });
  $("labels").replaceChildren($("labels").querySelector("legend"), ...boxes);
}

function setThreshold(value) {
  state.threshold = value;
  $("unsure").value = value;
  $("unsure-value").textContent = value.toFixed(2);
}

$("unsure").addEventListener("input", () => {
  setThreshold(Number($("unsure").value));
  render();
});
$("only").addEventListener("change", () => $("reading").classList.toggle("only", $("only").checked));

// --- One sentence ------------------------------------------------------------------------------------------------

async function explain(index) {
  const { text, sentences, looks } = state;
  const sentence = sentences[index];
  const what = { text, sentence, looks, unsure: isUnsure(sentence) };
  const { name } = looks[sentence.label];
  $("said").textContent = `${name}${what.unsure ? ", unsure" : ""}, ${sentence.probabilities[sentence.label].toFixed(2)}`;
  const still = () => state.sentences === sentences && reading.selected === index;
  try {
    const account = await engine.explain(index);
    if (still()) details.show({ ...what, account });
  } catch (error) {
    if (still()) complain(error.message);
  }
}

// --- Text --------------------------------------------------------------------------------------------------------

function setText(text, doc, sample = false) {
  Object.assign(state, { doc, sample });
  editor.value = text;
  editor.setSelectionRange(0, 0);
  editor.scrollTop = 0;
  $("reading").scrollTop = 0;
  reading.select(-1);
  return label();
}

editor.addEventListener("input", () => {
  if (state.sample) Object.assign(state, { sample: false, doc: "article" });
  $("sample").value = "";
  label();
});
// A sample is there to be looked at: what is pasted takes its place.
editor.addEventListener("paste", () => {
  if (state.sample) editor.select();
});

for (const { name } of samples) $("sample").append(new Option(name, name));
$("sample").addEventListener("change", () => {
  const sample = samples.find(({ name }) => name === $("sample").value);
  if (sample) setText(sample.text, sample.doc, true);
});
$("clear").addEventListener("click", () => {
  $("sample").value = "";
  setText("", "article");
  editor.focus();
});

async function openText(file) {
  try {
    const text = await textOf(file);
    $("sample").value = "";
    await setText(text, stem(file.name));
  } catch (error) {
    complain(error.message);
  }
}

// --- Models ------------------------------------------------------------------------------------------------------

function use(about) {
  Object.assign(state, { about, looks: looksOf(about.labels) });
  $("model-name").textContent = about.name;
  setThreshold(about.unsure);
  filters();
}

async function openModel(file) {
  try {
    use(await engine.load(new Uint8Array(await file.arrayBuffer())));
    $("own-out").hidden = false;
    await label();
  } catch (error) {
    complain(`${file.name}: ${error.message}`);
  }
}

$("own-out").addEventListener("click", async () => {
  use(await engine.loadBuiltIn());
  $("own-out").hidden = true;
  $("open-model").focus();
  label();
});

// --- Files: chosen, dropped, saved -------------------------------------------------------------------------------

for (const [button, input, open] of [["open-text", "text-file", openText], ["open-model", "model-file", openModel]]) {
  $(button).addEventListener("click", () => $(input).click());
  $(input).addEventListener("change", () => {
    const [file] = $(input).files;
    if (file) open(file);
    $(input).value = "";
  });
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  $("drop").hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) $("drop").hidden = true;
});
addEventListener("drop", (event) => {
  $("drop").hidden = true;
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) (file.name.endsWith(".safetensors") ? openModel : openText)(file);
});

const answer = () => ({ ...state, unsure: isUnsure });
$("save-json").addEventListener("click", () => download(`${state.doc}.json`, "application/json", json(rows(answer()))));
$("save-csv").addEventListener("click", () => download(`${state.doc}.csv`, "text/csv", csv(rows(answer()))));
$("save-html").addEventListener("click", () => {
  download(`${state.doc}.html`, "text/html", html({ ...answer(), css: lookOfLabels() }));
});

/** The rules of style.css that make labels look as they do: those up to the marker. */
function lookOfLabels() {
  const rules = [...document.styleSheets[0].cssRules];
  const end = rules.findIndex((rule) => rule.selectorText === ".end-of-labels");
  return rules.slice(0, end).map((rule) => rule.cssText).join("\n");
}

// --- Begin -------------------------------------------------------------------------------------------------------

try {
  use(await engine.loadBuiltIn());
  if (editor.value) {
    await label();
  } else {
    $("sample").value = samples[0].name;
    await setText(samples[0].text, samples[0].doc, true);
  }
  performance.mark("first-label");
} catch (error) {
  complain(`The model could not be started: ${error.message}. Reload the page, or use a browser of 2023 or later.`);
}
