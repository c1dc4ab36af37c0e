// The page of `cargo xtask web build` ($SITE, else target/site): what a reader does with it, in Chromium.
//
// With $SCREENSHOTS, a folder, pictures are left there: `cargo xtask web test --screenshots docs/images` takes those of the README.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { browser, folder, root, sayso, screens } from "./browser.js";
import { serve } from "./serve.js";

const site = process.env.SITE ?? join(root, "target/site");
const pictures = process.env.SCREENSHOTS;
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const labels = ["attribution", "background", "claim", "denial"];

/** A sentence of each kind, and one that the filter has to keep apart from them. */
const article = `Council denies closing the baths
The swimming baths of Oldwick will stay open, the mayor said on Monday.

"Nobody has ever planned to close them," a council spokesman said, denying a report in a local paper.

The baths were built in 1911. The roof was damaged by a storm last week.`;

test("the page", async (t) => {
  const server = await serve(site);
  const served = [];
  server.on("request", ({ url }) => served.push(url));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${server.address().port}/`;
  const chromium = await browser(t);
  const dir = folder(t);

  /** The page, loaded; with what it asked for, what went wrong and what the browser refused. */
  async function open(options = {}) {
    const context = await chromium.newContext({ viewport: screens.desktop, ...options });
    const page = await context.newPage();
    const [requests, complaints] = [[], []];
    context.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(address);
    await labelled(page);
    return { context, page, requests, complaints };
  }

  const sentences = (page) => page.locator("#reading [role=option]");
  /** Waits until the sentences shown are those of the text in the editor. */
  const labelled = (page) => page.waitForFunction(() => {
    const text = document.getElementById("editor").value;
    const words = (element) => element.lastChild.textContent;
    const shown = [...document.querySelectorAll("#reading [role=option]")].map(words).join("");
    return performance.getEntriesByName("first-label").length && shown.replace(/\s/g, "") === text.replace(/\s/g, "");
  });
  async function type(page, text) {
    await page.locator("#editor").fill(text);
    await labelled(page);
  }
  /** What a button saves. */
  async function saved(page, button) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }

  await t.test("a sample is labelled at once, and then nothing is asked for any more", async () => {
    const { context, page, requests, complaints } = await open();
    const loaded = requests.length;
    assert.ok(requests.every((url) => url.startsWith(address) || url.startsWith("data:") || url.startsWith("blob:")), requests.join());
    assert.deepEqual(complaints, []);
    await context.setOffline(true);
    await type(page, article);
    await sentences(page).nth(1).click();
    await page.locator(".counted").waitFor();
    await saved(page, "#save-json");
    assert.deepEqual(requests.slice(loaded).filter((url) => !url.startsWith("blob:")), []);
    const [first, load] = await page.evaluate(() => [performance.getEntriesByName("first-label")[0].startTime,
      performance.getEntriesByType("navigation")[0].loadEventEnd]);
    t.diagnostic(`first label ${(first - load).toFixed(0)} ms after the page was loaded, ${first.toFixed(0)} ms after it was asked for`);
    await context.close();
  });

  await t.test("the browser refuses every request, of the page and of its worker", async () => {
    const { context, page } = await open();
    const loaded = served.length;
    const attempts = async () => {
      const tried = (attempt) => Promise.resolve().then(attempt).then(() => "done", () => "refused");
      return {
        fetch: await tried(() => fetch("/style.css")),
        other: await tried(() => fetch("https://example.org/", { mode: "no-cors" })),
        socket: await tried(() => new Promise((done, refused) => {
          const socket = new WebSocket(`ws://${globalThis.location.host || "127.0.0.1"}/`);
          socket.onopen = done;
          socket.onerror = refused;
        })),
      };
    };
    const refused = { fetch: "refused", other: "refused", socket: "refused" };
    assert.deepEqual(await page.evaluate(attempts), refused);
    const [worker] = page.workers();
    assert.deepEqual(await worker.evaluate(attempts), refused);
    const more = await page.evaluate(async (url) => {
      const image = new Promise((resolve) => {
        const img = Object.assign(new Image(), { onload: () => resolve("done"), onerror: () => resolve("refused") });
        img.src = `${url}x.png`;
      });
      const script = import(`${url}app.js?again`).then(() => "done", () => "refused");
      navigator.sendBeacon(`${url}beacon`, "text");
      return [await image, await script];
    }, address);
    assert.deepEqual(more, ["refused", "refused"]);
    await page.waitForTimeout(200);
    assert.deepEqual(served.slice(loaded), [], "nothing reaches the server");
    await context.close();
  });

  await t.test("typing labels, a click explains", async () => {
    const { context, page, complaints } = await open();
    await page.locator("#clear").click();
    await page.locator("#editor").pressSequentially("The mayor resigned. He denied taking bribes.");
    await labelled(page);
    assert.equal(await sentences(page).count(), 2);
    assert.match(await sentences(page).nth(1).innerText(), /denied taking bribes/);
    await sentences(page).nth(1).click();
    await page.locator(".counted tbody tr").first().waitFor();
    assert.match(await page.locator(".verdict").innerText(), /denial [01]\.\d\d/);
    assert.equal(await page.locator(".probabilities li").count(), 4);
    assert.match(await page.locator(".cues").innerText(), /denied denial/);
    assert.ok((await page.locator("blockquote mark").allInnerTexts()).includes("denied"));
    const adds = await page.locator(".counted .number").allInnerTexts();
    const values = adds.map((text) => Number(text.replace("−", "-")));
    const logit = values.pop();
    assert.ok(Math.abs(values.reduce((a, b) => a + b) - logit) < 0.1, `${values} do not add up to ${logit}`);
    await page.locator("#details select").selectOption("claim");
    const others = await page.locator(".counted .number").allInnerTexts();
    assert.notDeepEqual(others, adds);
    // Editing before the selected sentence keeps it selected.
    await page.locator("#editor").press("ControlOrMeta+Home");
    await page.locator("#editor").pressSequentially("It rained. ");
    await labelled(page);
    await page.waitForFunction(() => document.getElementById("selected-sentence")?.textContent.includes("denied"));
    assert.deepEqual(complaints, []);
    await context.close();
  });

  await t.test("the keyboard goes from sentence to sentence", async () => {
    const { context, page } = await open();
    await type(page, article);
    await page.locator("#save-html").focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "reading");
    const active = () => page.evaluate(() => {
      const box = document.getElementById("reading");
      const element = document.getElementById(box.getAttribute("aria-activedescendant"));
      return [...box.querySelectorAll("[role=option]")].indexOf(element);
    });
    assert.equal(await active(), 0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    assert.equal(await active(), 2);
    await page.keyboard.press("End");
    assert.equal(await active(), await sentences(page).count() - 1);
    await page.keyboard.press("Home");
    await page.locator(".counted").waitFor();
    assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1);
    assert.match(await page.locator("#said").textContent(), /, [01]\.\d\d$/);
    // The label is read out before the sentence.
    assert.match(await page.locator("#selected-sentence").textContent(), /^(attribution|background|claim|denial): Council/);
    await context.close();
  });

  await t.test("filters and the threshold", async () => {
    const { context, page } = await open();
    await type(page, article);
    const shown = () => page.locator("#reading [role=option]:not(.off)").count();
    const all = await shown();
    const counts = {};
    for (const label of labels) {
      const box = page.getByRole("checkbox", { name: label });
      await box.uncheck();
      counts[label] = all - (await shown());
      await box.check();
    }
    assert.equal(Object.values(counts).reduce((a, b) => a + b), all);
    assert.ok(counts.denial > 0 && counts.attribution > 0, JSON.stringify(counts));
    for (const label of labels.slice(0, 3)) await page.getByRole("checkbox", { name: label }).uncheck();
    await page.getByLabel("Hide what is not shown").check();
    assert.equal(await page.locator("#reading [role=option]:visible").count(), counts.denial);
    for (const label of labels.slice(0, 3)) await page.getByRole("checkbox", { name: label }).check();
    await page.locator("#unsure").fill("1");
    assert.equal(await page.locator("#reading .u").count(), all);
    assert.match(await page.locator("#bar").getAttribute("aria-label"), /unsure 100%/);
    await page.getByRole("checkbox", { name: "unsure" }).uncheck();
    assert.equal(await shown(), 0);
    await context.close();
  });

  await t.test("ten articles: labels, probabilities, offsets and cues are the command's", async () => {
    const { context, page } = await open();
    const chosen = [];
    for (const family of ["wire", "web", "paper", "conflict", "feature", "politics", "ro-agency", "ro-local", "ro-web", "voices"]) {
      chosen.push(JSON.parse(readFileSync(join(root, `datasets/articles/${family}.jsonl`), "utf8").split("\n")[0]));
    }
    const odd = { id: "odd", text: `A 🙂 “smile”, she said.\n\n${article}` };
    let compared = 0;
    for (const [i, { text }] of [...chosen, odd].entries()) {
      const path = join(dir, `article-${i}.txt`);
      writeFileSync(path, text);
      const command = sayso("classify", "--format", "jsonl", "--unsure", "0.55", path).trim().split("\n").map((row) => JSON.parse(row));
      await page.locator("#text-file").setInputFiles(path);
      await page.waitForFunction((text) => document.getElementById("editor").value === text, text);
      await labelled(page);
      await page.locator("#unsure").fill("0.55");
      const { name, text: json } = await saved(page, "#save-json");
      assert.equal(name, `article-${i}.json`);
      const rows = JSON.parse(json);
      assert.equal(rows.length, command.length);
      for (const [j, row] of rows.entries()) {
        for (const [key, value] of Object.entries(row)) assert.deepEqual(value, command[j][key], `article ${i}, sentence ${j}, ${key}`);
        compared++;
      }
    }
    assert.ok(compared > 100, `${compared} sentences`);
    t.diagnostic(`${compared} sentences have the command's labels and probabilities, bit by bit`);
    await context.close();
  });

  await t.test("CSV and HTML", async () => {
    const { context, page } = await open();
    await type(page, article);
    const csv = await saved(page, "#save-csv");
    assert.equal(csv.name, "article.csv");
    const lines = csv.text.trim().split("\n");
    assert.equal(lines.length, 1 + (await sentences(page).count()));
    assert.match(lines[0], /^doc,sent_index,start,end,text,label,score,score_attribution,.*,margin,abstained,cues,model$/);
    assert.ok(lines.some((line) => line.includes('"""Nobody has ever planned to close them,"" a council')));
    const html = await saved(page, "#save-html");
    const path = join(dir, html.name);
    writeFileSync(path, html.text);
    assert.doesNotMatch(html.text, /<script|src=|href=/);
    const copy = await context.newPage();
    const asked = [];
    copy.on("request", (request) => asked.push(request.url()));
    await copy.goto(`file://${path}`);
    assert.equal(asked.length, 1);
    const words = (await copy.locator("p > .s[title]").allInnerTexts()).join("");
    assert.equal(words.replace(/\s/g, ""), article.replace(/\s/g, ""));
    const hues = await copy.locator("p > .s[title]").evaluateAll((all) => new Set(all.map((s) => getComputedStyle(s).backgroundColor)).size);
    assert.ok(hues > 1);
    await context.close();
  });

  await t.test("markup in an article stays text", async () => {
    const { context, page, complaints } = await open();
    const text = `<img src=x onerror="document.title='owned'"> was here, he said. <script>document.title = "owned"</script>`;
    await type(page, text);
    await sentences(page).first().click();
    await page.locator(".counted").waitFor();
    const html = await saved(page, "#save-html");
    assert.doesNotMatch(html.text, /<img|<script/);
    assert.notEqual(await page.title(), "owned");
    assert.deepEqual(complaints, []);
    await context.close();
  });

  await t.test("one's own model, and files that are none", async () => {
    const { context, page } = await open();
    const towns = join(dir, "towns.safetensors");
    const outlet = ["claim", "background"];
    const data = readFileSync(join(root, "tests/data/towns.jsonl"), "utf8").trim().split("\n").map((row) => JSON.parse(row));
    const relabelled = data.map((row) => ({ ...row, label: row.label && (outlet.includes(row.label) ? "outlet" : "source") }));
    writeFileSync(join(dir, "towns.jsonl"), relabelled.map((row) => `${JSON.stringify(row)}\n`).join(""));
    sayso("train", join(dir, "towns.jsonl"), "-o", towns, "--quiet");
    await type(page, article);
    const before = await page.locator("#reading").innerHTML();

    const message = page.locator("#message");
    const broken = readFileSync(towns);
    const header = Number(broken.readBigUInt64LE());
    const { scales } = JSON.parse(broken.subarray(8, 8 + header));
    broken.fill(255, ...scales.data_offsets.map((at) => 8 + header + at));
    const wrong = {
      "broken.safetensors": [broken, /broken\.safetensors: tensor "scales": has a number that is not finite/],
      "cut.safetensors": [readFileSync(towns).subarray(0, 1000), /cut\.safetensors: not a sayso model, or a damaged one/],
      "empty.safetensors": [Buffer.alloc(0), /empty\.safetensors: not a sayso model/],
      "text.safetensors": [Buffer.from("no model at all, just words"), /text\.safetensors: not a sayso model/],
    };
    for (const [name, [buffer, said]] of Object.entries(wrong)) {
      await page.locator("#model-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      await page.waitForFunction((name) => document.getElementById("message").textContent.includes(name), name);
      assert.match(await message.textContent(), said);
      assert.equal(await page.locator("#model-name").textContent(), "news");
    }
    await page.locator("#editor").press("ControlOrMeta+End");
    await page.locator("#editor").pressSequentially(" ");
    await labelled(page);
    assert.equal(await page.locator("#reading").innerHTML(), before, "the model before is still at work");

    await page.locator("#model-file").setInputFiles(towns);
    await page.waitForFunction(() => document.getElementById("model-name").textContent !== "news");
    for (const label of ["outlet", "source"]) await page.getByRole("checkbox", { name: label }).waitFor();
    assert.equal(await page.getByRole("checkbox", { name: "claim" }).count(), 0);
    const path = join(dir, "article.txt");
    writeFileSync(path, article);
    await type(page, article);
    const command = sayso("classify", "--model", towns, "--format", "jsonl", path).trim().split("\n").map((row) => JSON.parse(row));
    const rows = JSON.parse((await saved(page, "#save-json")).text);
    assert.deepEqual(rows.map((row) => [row.label, row.score]), command.map((row) => [row.label, row.score]));
    await page.locator(".model summary").click();
    await page.getByRole("button", { name: "Back to the built-in model" }).click();
    await page.waitForFunction(() => document.getElementById("model-name").textContent === "news");
    await context.close();
  });

  await t.test("files are dropped; what is no text is refused", async () => {
    const { context, page } = await open();
    const drop = (name, bytes) => page.evaluate(({ name, bytes }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      for (const type of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, { name, bytes: [...bytes] });
    await drop("story.txt", Buffer.from(article));
    await page.waitForFunction((text) => document.getElementById("editor").value === text, article);
    await drop("scan.pdf", Buffer.from("%PDF-1.7 ..."));
    await page.getByText("scan.pdf: not a text file; it looks like a PDF").waitFor();
    await drop("latin.txt", Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    await page.getByText("latin.txt: not UTF-8").waitFor();
    assert.equal(await page.locator("#editor").inputValue(), article);
    await drop("utf16.txt", Buffer.from(`\ufeff${article}`, "utf16le"));
    await page.getByText("latin.txt").waitFor({ state: "hidden" });
    await labelled(page);
    await context.close();
  });

  await t.test("100,000 words stay usable", async () => {
    const { context, page } = await open();
    const words = readFileSync(join(root, "datasets/articles/wire.jsonl"), "utf8").split("\n").filter(Boolean).map((row) => JSON.parse(row).text);
    let text = "";
    while (text.split(/\s+/).length < 100_000) text += `${words.join("\n\n")}\n\n`;
    await page.locator("#text-file").setInputFiles({ name: "long.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.waitForFunction((length) => document.getElementById("editor").value.length === length, text.length);
    await labelled(page);
    assert.ok((await sentences(page).count()) > 3000);
    await page.locator("#editor").focus();
    const began = Date.now();
    await page.locator("#editor").pressSequentially("News. ");
    await page.waitForFunction(() => document.querySelector("#reading [role=option]").lastChild.textContent === "News.");
    t.diagnostic(`five characters and a space typed into 100,000 words and labelled in ${Date.now() - began} ms`);
    await sentences(page).nth(2).click();
    await page.locator(".counted").waitFor();
    await page.locator("#reading").press("End");
    await page.waitForFunction(() => document.getElementById("selected-sentence")?.parentElement === document.querySelector("#reading p:last-child"));
    await context.close();
  });

  await t.test("no serious finding of axe; nothing is wider than the screen", async () => {
    for (const [screen, viewport] of Object.entries(screens)) {
      for (const colorScheme of ["light", "dark"]) {
        const { context, page } = await open({ viewport, colorScheme, bypassCSP: false });
        await type(page, article);
        await page.locator("#unsure").fill("0.6");
        await page.getByRole("checkbox", { name: "claim" }).uncheck();
        await sentences(page).nth(2).click();
        await page.locator(".counted").waitFor();
        await page.locator(".model summary").click();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const said = serious.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).slice(0, 3).join("; ")}`);
        assert.deepEqual(said, [], `${screen}, ${colorScheme}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= viewport.width, `${screen}: ${width} pixels`);
        await context.close();
      }
    }
  });

  await t.test("labels can be told apart without colour vision", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page } = await open({ colorScheme });
      const marks = await page.locator("#labels .badge").allInnerTexts();
      assert.equal(new Set(marks).size, marks.length, "each label has its own mark");
      const kinds = await page.locator("#labels .badge").evaluateAll((all) => all.map((b) => getComputedStyle(b).borderBottomStyle));
      assert.equal(new Set(kinds.slice(0, 4)).size, 4, `each label has its own line: ${kinds}`);
      const colors = await page.locator("#labels .badge").evaluateAll((all) => all.slice(0, 4).map((b) =>
        getComputedStyle(b).backgroundColor.match(/\d+/g).slice(0, 3).map(Number)));
      for (const kind of Object.keys(BLINDNESS)) {
        for (const [i, a] of colors.entries()) {
          for (const b of colors.slice(i + 1)) {
            const difference = deltaE(seen(a, kind), seen(b, kind));
            assert.ok(difference > 8, `${colorScheme}, ${kind}: ${a} and ${b} differ by ${difference.toFixed(1)}`);
          }
        }
      }
      await context.close();
    }
  });

  await t.test("size: module and model are at most 2 MB", () => {
    const script = readFileSync(join(site, "bundle.js"), "utf8");
    const carried = (name) => Buffer.from(script.match(new RegExp(`export const ${name} = "([^"]+)"`))[1], "base64");
    const size = { module: carried("module").length, model: carried("model").length };
    assert.equal(gunzipSync(carried("module")).subarray(1, 4).toString(), "asm");
    t.diagnostic(`module ${size.module} bytes, model ${size.model} bytes, bundle.js ${statSync(join(site, "bundle.js")).size} ` +
      `bytes, ${gzipSync(script, { level: 9 }).length} as a host compresses it`);
    assert.ok(size.module + size.model <= 2_000_000, JSON.stringify(size));
  });

  await t.test("print shows the sentences and no controls", async () => {
    const { context, page } = await open();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#reading").isVisible());
    for (const control of ["#editor", "#save-json", "#unsure"]) assert.ok(!(await page.locator(control).isVisible()), control);
    await context.close();
  });

  await t.test("pictures for the README", { skip: !pictures }, async () => {
    mkdirSync(pictures, { recursive: true });
    for (const [name, options] of Object.entries({
      desktop: { viewport: { width: 1200, height: 720 } },
      dark: { viewport: { width: 1200, height: 720 }, colorScheme: "dark" },
      phone: { viewport: { width: 390, height: 844 } },
    })) {
      const { context, page } = await open(options);
      await sentences(page).nth(7).click();
      await page.locator(".counted").waitFor();
      if (name === "phone") await page.locator("#reading").evaluate((box) => box.scrollIntoView());
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(pictures, `web-${name}.png`), animations: "disabled" });
      await context.close();
    }
  });
});

/** How colours look to people without one of the three cones: Machado, Oliveira and Fernandes, 2009, severity 1. */
const BLINDNESS = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** Linear light of a colour as such a person sees it. */
function seen(rgb, kind) {
  const linear = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return BLINDNESS[kind].map((row) => Math.min(1, Math.max(0, row.reduce((sum, m, i) => sum + m * linear[i], 0))));
}

/** Distance in CIELAB (CIE 1976) of two colours in linear light. */
function deltaE(a, b) {
  const lab = ([r, g, b]) => {
    const xyz = [
      (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
      0.2126 * r + 0.7152 * g + 0.0722 * b,
      (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    ].map((v) => (v > 0.008856 ? Math.cbrt(v) : 7.787 * v + 16 / 116));
    return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])];
  };
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(...p.map((v, i) => v - q[i]));
}
