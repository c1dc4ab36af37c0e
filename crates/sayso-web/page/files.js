// Text from files, with a message for what is no text.

const LARGEST = 8 * 2 ** 20;

const KINDS = [
  [[0x1f, 0x8b], "a gzip archive"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF; copy the text out of it"],
  [[0x50, 0x4b, 3, 4], "an office document or zip archive; save it as plain text"],
];

/** The text of a file. UTF-8, or UTF-16 with a byte order mark. */
export async function text(/** @type {File} */ file) {
  if (file.size > LARGEST) {
    throw new Error(`${file.name}: ${Math.round(file.size / 2 ** 20)} MB are too many for a page; use the command sayso`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = KINDS.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (kind) throw new Error(`${file.name}: not a text file; it looks like ${kind[1]}`);
  const utf16 = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.slice(0, 2).join()];
  try {
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file.name}: not UTF-8; save it as UTF-8 and open it again`);
  }
}

/** The name of a file without its ending, as the command names articles. */
export const stem = (name) => name.replace(/(.)\.[^.]*$/, "$1");
