// The report of `sayso evaluate --format html`: its figures are those of the JSON report, and it fits every screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { browser, folder, open, sayso, screens } from "./browser.js";

/** The value at a JSON Pointer (RFC 6901). */
function at(value, pointer) {
  const keys = pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce((part, key) => part?.[key], value);
}

test("the report in a browser", async (t) => {
  const dir = folder(t);
  const evaluate = ["evaluate", "datasets/articles/web.jsonl", "datasets/articles/ro-web.jsonl", "--by", "style"];
  sayso(...evaluate, "--format", "html", "-o", join(dir, "report.html"));
  sayso(...evaluate, "--format", "json", "-o", join(dir, "report.json"));
  const report = JSON.parse(readFileSync(join(dir, "report.json"), "utf8"));
  const chromium = await browser(t);

  for (const [screen, viewport] of Object.entries(screens)) {
    const { page, url, fetched, complaints } = await open(chromium, join(dir, "report.html"), viewport);

    await t.test(`${screen}: every figure is that of the JSON report`, async () => {
      const shown = await page.$$eval("[data-path]", (all) => all.map((e) => [e.dataset.path, e.textContent]));
      assert.ok(shown.length > 150, `${shown.length} figures`);
      for (const [path, text] of shown) {
        const value = at(report, path);
        assert.equal(typeof value, "number", path);
        if (text.includes(".")) assert.ok(Math.abs(Number(text) - value) <= 0.0005 + 1e-12, `${path}: ${text}, ${value}`);
        else assert.equal(Number(text), value, path);
      }
      const paths = new Set(shown.map(([path]) => path));
      const wanted = ["/accuracy", "/macro_f1", "/calibration_error", "/baselines/cue_rules/accuracy", "/errors/0/probability"];
      for (const label of Object.keys(report.labels)) {
        wanted.push(`/labels/${label}/f1`, `/labels/${label}/intervals/f1/1`, `/confusion/${label}/${label}`);
      }
      report.slices.forEach((_, i) => wanted.push(`/slices/${i}/accuracy`, `/slices/${i}/baselines/majority`));
      for (const path of wanted) assert.ok(paths.has(path), `${path} is not shown`);
    });

    await t.test(`${screen}: the plots have what they are drawn from`, async () => {
      const plots = await page.$$eval("figure svg", (all) => all.map((svg) => svg.getAttribute("aria-label")));
      assert.equal(plots.length, 4);
      const lines = await page.$$eval("figure:nth-of-type(2) polyline", (all) =>
        all.map((line) => line.getAttribute("points").trim().split(/\s+/).length));
      for (const [label, points] of Object.entries(report.precision_recall)) {
        assert.ok(lines.some((n) => n >= points.length * 0.9), `no line for ${label} with ${points.length} points: ${lines}`);
      }
    });

    await t.test(`${screen}: nothing is wider than the screen, fetched or complained about`, async () => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} pixels`);
      const drawn = await page.$$eval("figure svg", (all) => all.map((svg) => svg.getBoundingClientRect().width));
      for (const plot of drawn) assert.ok(plot > 250 && plot <= viewport.width, `a plot of ${plot} pixels`);
      assert.deepEqual(fetched, [url]);
      assert.deepEqual(complaints, []);
    });

    await t.test(`${screen}: an error opens its reasons`, async () => {
      const details = page.locator("article details").first();
      await details.locator("summary").click();
      assert.ok(await details.locator("table").isVisible());
    });
    await page.close();
  }
});
