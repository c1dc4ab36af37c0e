// The page of `sayso classify --format html` in Chromium: the filter is clicked, and what is shown is counted.
//
// PAGE is the page to test, CHROMIUM the browser. With SCREENSHOTS, a folder, pictures are left there to be looked at.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const address = pathToFileURL(process.env.PAGE).href;
const shots = process.env.SCREENSHOTS;
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});

after(async () => browser?.close());

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  return { page, requests, faults, close: () => context.close() };
}

async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

const shown = (page, label) => page.locator(`.s[data-label="${label}"]:visible`).count();
const labels = (page) => page.locator(".filter input").evaluateAll((boxes) => boxes.map((b) => b.dataset.label));

test("the filter shows the sentences of the chosen labels and no others", async () => {
  const { page, requests, faults, close } = await open({ viewport: { width: 1200, height: 900 } });
  await shot(page, "desktop");
  const names = await labels(page);
  const all = {};
  for (const label of names) all[label] = await shown(page, label);
  assert.ok(Object.values(all).filter((n) => n > 0).length >= 3, JSON.stringify(all));
  for (const label of names) {
    await page.locator(".key", { hasText: label }).click();
    assert.equal(await shown(page, label), 0, label);
    for (const other of names.filter((n) => n !== label)) assert.equal(await shown(page, other), all[other], other);
    if (label === names[0]) await shot(page, "filtered");
    await page.locator(".key", { hasText: label }).click();
    assert.equal(await shown(page, label), all[label], label);
  }
  assert.deepEqual(requests, [address], "nothing but the page itself is fetched");
  assert.deepEqual(faults, []);
  await close();
});

test("a sentence tells its probabilities and cues when it is pointed at", async () => {
  const { page, close } = await open({ viewport: { width: 1200, height: 900 } });
  const sentence = page.locator(".s:has(u)").first();
  assert.equal(await sentence.locator(".tip").isVisible(), false);
  await sentence.hover();
  assert.equal(await sentence.locator(".tip").isVisible(), true);
  const told = await sentence.locator(".tip").innerText();
  for (const label of await labels(page)) assert.ok(told.includes(label), told);
  assert.match(told, /\d+ %/);
  assert.ok(told.includes(await sentence.locator("u").first().innerText()), told);
  await shot(page, "hover");
  await close();
});

test("on a phone nothing is wider than the screen and a touch opens the account", async () => {
  const { page, close } = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await shot(page, "phone");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  const sentence = page.locator(".s").nth(3);
  await sentence.tap();
  const box = await sentence.locator(".tip").boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, JSON.stringify(box));
  await shot(page, "phone-touch");
  await close();
});

test("text stands out from what is behind it, in light and in dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open({ viewport: { width: 900, height: 900 }, colorScheme });
    await shot(page, colorScheme);
    const ratios = await page.locator(".s, .about, .key, .tip").evaluateAll((elements) => {
      const channels = (text) => text.match(/[\d.]+/g).map(Number);
      const light = (text) => {
        const [r, g, b] = channels(text).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return color === "rgba(0, 0, 0, 0)" && element.parentElement ? behind(element.parentElement) : color;
      };
      return elements.map((element) => {
        const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
      });
    });
    // WCAG 2.2 asks for 4.5.
    assert.ok(Math.min(...ratios) >= 4.5, `${colorScheme}: ${Math.min(...ratios)}`);
    await close();
  }
});

test("print keeps the colours and drops what only a screen can show", async () => {
  const { page, close } = await open({ viewport: { width: 800, height: 1000 } });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".filter input:visible").count(), 0);
  assert.equal(await page.locator(".note:visible").count(), 0);
  assert.equal(await page.locator(".s").first().evaluate((e) => getComputedStyle(e).printColorAdjust), "exact");
  await shot(page, "print");
  await close();
});
