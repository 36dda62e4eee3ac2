// Drives the reports of script/check-report in a real browser. Usage: node check-report.cjs FOLDER
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");

const folder = path.resolve(process.argv[2]);
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"];

async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (m) => { if (["error", "warning"].includes(m.type())) problems.push(m.text()); });
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("request", (r) => { if (!/^(file|data):/.test(r.url())) problems.push(`request ${r.url().slice(0, 80)}`); });
  await page.goto("file://" + path.join(folder, file));
  return { page, problems };
}

const time = (page, n = 0) => page.evaluate((i) => document.querySelectorAll("audio")[i].currentTime, n);

async function sound(browser, file) {
  const { page, problems } = await open(browser, file);
  const word = page.locator("button.w").nth(30);
  const at = Number(await word.getAttribute("data-t"));
  await word.click();
  await page.waitForFunction((t) => document.querySelector("audio").currentTime >= t, at, { timeout: 15000 });
  assert(Math.abs((await time(page)) - at) < 3, `${file}: the word is at ${at} s, the sound at ${await time(page)} s`);
  await page.waitForFunction(() => document.querySelector("button.w.now"), null, { timeout: 15000 });
  await page.keyboard.press("Escape");
  assert(await page.evaluate(() => document.querySelector("audio").paused), "Escape stops the sound");
  const proof = page.locator("a.proof").nth(2);
  const target = (await proof.getAttribute("href")).slice(1);
  await proof.click();
  assert.strictEqual(await page.locator(".w.shown").first().getAttribute("id"), target, "evidence shows its words");
  const from = Number(await page.locator(`#${target}`).getAttribute("data-t"));
  await page.waitForFunction((t) => Math.abs(document.querySelector("audio").currentTime - t) < 3, from, { timeout: 15000 });
  await page.keyboard.press("Escape");
  await page.locator(".timeline > svg").first().click({ position: { x: 20, y: 54 } });
  await page.waitForFunction(() => document.querySelector("audio").currentTime < 5, null, { timeout: 15000 });
  assert.strictEqual(await page.title(), "Interview practice, 5 sessions", "nothing in a session ran");
  assert.deepStrictEqual(problems, [], `${file}: console and network`);
}

async function keyboard(browser) {
  const { page } = await open(browser, "embedded.html");
  const wanted = await page.evaluate(() => document.querySelectorAll("a[href], audio, summary, .scroll, button.w[tabindex='0']").length);
  const seen = new Set();
  for (let i = 0; i < 600 && seen.size < wanted; i++) {
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      return e.matches("a[href], audio, summary, .scroll, button.w") ? [...document.querySelectorAll("*")].indexOf(e) : null;
    });
    if (id !== null) seen.add(id);
  }
  assert.strictEqual(seen.size, wanted, "Tab reaches every link, player, table and transcript");
  const first = page.locator("button.w").first();
  await first.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.match(await page.evaluate(() => document.activeElement.id), /w2$/);
  await page.keyboard.press("End");
  const last = Number(await page.evaluate(() => document.activeElement.dataset.t));
  await page.keyboard.press("Enter");
  await page.waitForFunction((t) => document.querySelector("audio").currentTime >= t, last, { timeout: 15000 });
  return wanted;
}

async function accessibility(browser) {
  let rules = 0;
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1200, 375]) {
      const { page } = await open(browser, "embedded.html", { colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      await page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = true; });
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      const told = found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
      assert.deepStrictEqual(told, [], `axe, ${colorScheme}, ${width} px`);
      rules = found.passes.length;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert(wide <= 0, `${width} px: the page is ${wide} px wider than the screen`);
    }
  }
  return rules;
}

async function pictures(browser) {
  for (const [name, options] of Object.entries({
    light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, phone: { viewport: { width: 375, height: 800 } },
  })) {
    const { page } = await open(browser, "embedded.html", options);
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  }
  const { page } = await open(browser, "embedded.html");
  await page.pdf({ path: path.join(folder, "print.pdf"), format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags });
  try {
    await pictures(browser);
    for (const file of ["embedded.html", "beside/report.html"]) await sound(browser, file);
    const { page, problems } = await open(browser, "silent.html");
    assert.strictEqual(await page.locator("audio").count(), 0);
    assert.deepStrictEqual(problems, []);
    const stops = await keyboard(browser);
    const rules = await accessibility(browser);
    console.log(`report: ${stops} tab stops reached, ${rules} accessibility rules passed, no console message, no request; pictures in ${folder}`);
  } finally {
    await browser.close();
  }
})().catch((e) => { console.error(String(e.message || e)); process.exit(1); });
