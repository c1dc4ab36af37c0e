// What the browser tests share: the program, a folder for its pages, Chromium.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** The repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Widths that pages have to fit. */
export const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Runs the program that `cargo build --release` makes, or the one in $SAYSO; what it prints. */
export function sayso(...args) {
  const program = process.env.SAYSO ?? join(root, "target/release/sayso");
  return execFileSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** A folder that goes away with the test. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "sayso-browser-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Chromium, closed with the test. */
export async function browser(t) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  return browser;
}

/** Opens a file at a screen's size. `fetched` collects what the page asks for, `complaints` what the browser says. */
export async function open(browser, file, viewport) {
  const page = await browser.newPage({ viewport });
  const [fetched, complaints] = [[], []];
  page.on("request", (request) => fetched.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return { page, url, fetched, complaints };
}
