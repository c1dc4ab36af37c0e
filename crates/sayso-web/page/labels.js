// How labels look: a hue with a line of its own kind, and a short mark, so that nothing depends on colour.

const NEWS = { attribution: 0, claim: 1, denial: 2, background: 6 };
const HUES = 6;

/** Hues, marks and names of a model's labels. */
export function looks(/** @type {string[]} */ names) {
  const marks = shortest(names);
  return names.map((name, i) => ({ name, hue: NEWS[name] ?? i % HUES, mark: marks[i] }));
}

/** The shortest beginning of each name that no other name has, three letters at most. */
function shortest(names) {
  const upper = names.map((name) => [...name.toUpperCase()]);
  const beginning = (letters, n) => letters.slice(0, n).join("");
  return upper.map((letters, i) => {
    const others = upper.filter((_, j) => j !== i);
    const alone = (n) => !others.some((other) => beginning(other, n) === beginning(letters, n));
    return beginning(letters, [1, 2].find(alone) ?? 3);
  });
}
