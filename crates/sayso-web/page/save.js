// The labelled article as a file. Names and order of the fields are those of the command `sayso classify`; offsets count
// code points.

/** One row per sentence, as the command's JSON Lines. */
export function rows({ doc, text, sentences, about, unsure }) {
  const points = counter(text);
  return sentences.map((s, index) => {
    const [start, ...rest] = [s.start, ...s.cues.flatMap((c) => [c.start, c.end])].map(points);
    const cues = s.cues.map(({ kind, quoted }, i) => ({ start: rest[2 * i], end: rest[2 * i + 1], kind, quoted }));
    return {
      doc,
      sent_index: index,
      start,
      end: points(s.end),
      text: text.slice(s.start, s.end),
      label: about.labels[s.label],
      score: s.probabilities[s.label],
      ...Object.fromEntries(about.labels.map((label, i) => [`score_${label}`, s.probabilities[i]])),
      margin: s.margin,
      abstained: unsure(s),
      cues,
      model: about.name,
    };
  });
}

/** Code points before a UTF-16 unit; fast if asked for places near the one before. */
function counter(text) {
  let [unit, point] = [0, 0];
  return (to) => {
    const low = (i) => (text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    while (unit < to) if (!low(unit++)) point++;
    while (unit > to) if (!low(--unit)) point--;
    return point;
  };
}

export const json = (rows) => `${JSON.stringify(rows, null, 1)}\n`;

/** CSV (RFC 4180); cues as JSON in their cell. */
export function csv(rows) {
  const cell = (value) => {
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)];
  return lines.map((line) => `${line.map(cell).join(",")}\n`).join("");
}

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A page by itself: the article in its colours and a table of all probabilities. `css` is the look of labels. */
export function html({ doc, text, sentences, about, looks, unsure, css }) {
  const name = (s) => `${looks[s.label].name}${unsure(s) ? "?" : ""}`;
  const legend = looks.map(({ name, mark, hue }) => `<span class="s h${hue}" data-mark="${escape(mark)}">${escape(name)}</span>`);
  let [article, end] = ["", 0];
  sentences.forEach((s, i) => {
    const { hue, mark } = looks[s.label];
    article += s.paragraph ? `${i ? "</p>\n" : ""}<p>` : escape(text.slice(end, s.start));
    article += `<span class="s h${hue}${unsure(s) ? " u" : ""}" data-mark="${escape(mark)}${unsure(s) ? "?" : ""}" ` +
      `title="${escape(name(s))} ${s.probabilities[s.label].toFixed(2)}">${escape(text.slice(s.start, s.end))}</span>`;
    end = s.end;
  });
  const cells = (tag, values) => `<tr>${values.map((value) => `<${tag}>${escape(value)}`).join("")}\n`;
  const table = sentences.map((s, i) => cells("td", [i, text.slice(s.start, s.end), name(s),
    ...s.probabilities.map((p) => p.toFixed(3)), s.cues.map((c) => `${text.slice(c.start, c.end)}: ${c.kind}`).join("; ")]));
  return `<!doctype html>
<html lang="und"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(doc)}</title>
<style>
${css}
body { font: 16px/1.6 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper) }
table { border-collapse: collapse; font-size: .85rem } th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0 }
.table { overflow-x: auto }
</style>
<h1>${escape(doc)}</h1>
<p>${legend.join(" ")}</p>
${article}</p>
<h2>Every sentence</h2>
<div class="table"><table>
${cells("th", ["", "sentence", "label", ...about.labels, "cues"])}${table.join("")}</table></div>
<p>Labelled by sayso, model ${escape(about.name)}. A label is not a verdict: it says on whose word a sentence stands, not whether it is true.</p>
`;
}

/** Hands a file to the browser's downloads. */
export function download(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
