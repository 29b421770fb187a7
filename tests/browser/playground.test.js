// The playground in a real browser: that it opens from a file and from a folder
// of a server, shows what the engine finds, mends, and sends nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { assertSeen, keep, launch, open } from "./browser.js";

const built = process.env.PLAYGROUND;
const skip = built ? false : "the playground was not built";

const LOG = `# Post-mortem: mail is slow

**Severity:** SEV2

The queue wasnâ€™t empty.

## Timeline (UTC)

- 2026-03-04 14:20 Impact starts
- 14:40 Detected
- 15:10 Resolved
- 14:50 Mitigated
`;

let browser;
let server;
let fromFile;
let fromServer;

before(async () => {
  if (!built) return;
  browser = await launch();
  fromFile = pathToFileURL(built).href;
  server = createServer((request, response) => {
    const found = request.url === "/tools/warroom/";
    response.writeHead(found ? 200 : 404, { "content-type": "text/html" });
    response.end(found ? readFileSync(built) : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  fromServer = `http://127.0.0.1:${server.address().port}/tools/warroom/`;
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** The playground when it has read its first document. */
async function started(address = fromFile, settings = {}) {
  const opened = await open(browser, address, { permissions: [], ...settings });
  await opened.page.locator("#findings > li").first().waitFor();
  return opened;
}

/** The same with a document of somebody. */
async function reading(text) {
  const { page } = await started();
  await page.locator("#text").fill(text);
  await page.waitForFunction((rows) => document.querySelectorAll("#entries tr").length === rows, 4);
  return page;
}

const rules = (page) => page.locator(".rule").allTextContents();
const value = (page) => page.locator("#text").inputValue();

for (const [place, address] of [["a file", () => fromFile], ["a folder of a server", () => fromServer]]) {
  test(`it works from ${place} and asks for nothing else`, { skip }, async () => {
    const { page, requests, troubles } = await started(address());
    assert.ok((await rules(page)).length > 10);
    assert.ok(await page.locator("#entries tr").count() > 5);
    assert.ok(await page.locator("#picture").evaluate((image) => image.complete && image.naturalWidth > 100));
    const others = requests.filter((request) => !request.startsWith("data:") && !request.startsWith("blob:"));
    assert.deepEqual(others, [address()]);
    assert.deepEqual(troubles, []);
  });
}

test("what is typed is read", { skip }, async () => {
  const page = await reading(LOG);
  assert.ok((await rules(page)).includes("timeline/out-of-order"));
  assert.match(await page.locator("#took").textContent(), /resolved50m/);
  await page.locator("#text").fill("");
  await page.locator("#said", { hasText: "Paste a document" }).waitFor();
  assert.equal(await page.locator("#timeline").isVisible(), false);
});

test("all safe fixes change the text and their findings go", { skip }, async () => {
  const page = await reading(LOG);
  await page.getByRole("button", { name: "Apply 1 safe fix" }).click();
  assert.equal(await value(page), LOG.replace("â€™", "’"));
  assert.ok(!(await rules(page)).includes("document/mojibake"));
  assert.match(await page.locator("#said").textContent(), /^Done: /);
  assert.ok(await page.locator("#mend").isDisabled());
});

test("one fix is applied alone, and can be undone", { skip }, async () => {
  const page = await reading(LOG);
  const finding = page.locator("#findings > li", { hasText: "timeline/out-of-order" });
  await finding.locator(".fix").focus();
  await page.keyboard.press("Enter");
  assert.ok((await value(page)).endsWith("- 15:10 Resolved\n"));
  await page.locator("#text").press("Control+z");
  assert.equal(await value(page), LOG);
});

test("a place beyond the first plane is where it is said to be", { skip }, async () => {
  const page = await reading(LOG.replace("mail is slow", "🚨🚨 mail is slow"));
  const finding = page.locator("#findings > li", { hasText: "timeline/out-of-order" });
  await finding.getByRole("button", { name: /^line/ }).first().click();
  const selected = await page.locator("#text").evaluate((text) =>
    text.value.slice(text.selectionStart, text.selectionEnd));
  assert.match(selected, /^14:50/);
});

test("the shell in a runbook is read", { skip }, async () => {
  const { page } = await started();
  await page.getByLabel("Example").selectOption("Runbook");
  await page.locator(".rule", { hasText: "command/" }).first().waitFor();
});

test("a fix for a text that is no longer there is not applied", { skip }, async () => {
  const page = await reading(LOG);
  const typed = `Note.\n\n${LOG}`;
  await page.evaluate((typed) => {
    const fix = [...document.querySelectorAll(".fix")].find((button) => button.textContent.startsWith("Sort"));
    document.getElementById("text").value = typed;
    fix.click();
  }, typed);
  assert.equal(await value(page), typed);
});

test("after a fault the text is still there and read by another engine", { skip }, async () => {
  const page = await reading(LOG);
  await page.evaluate("engine = { read() { throw new Error('fault'); } }; refresh()");
  assert.match(await page.locator("#said").textContent(), /could not read/);
  await page.locator("#text").fill(`${LOG}- 15:20 Closed\n`);
  await page.waitForFunction(() => document.querySelectorAll("#entries tr").length === 5);
});

test("a rule is explained, and the keyboard leads back", { skip }, async () => {
  const page = await reading(LOG);
  await page.getByRole("button", { name: "timeline/out-of-order" }).press("Enter");
  await page.getByRole("heading", { name: "Why" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "timeline/out-of-order");
});

test("nothing that a document holds runs", { skip }, async () => {
  const hostile = "<img src=x onerror=window.owned=1><script>window.owned=2</script>";
  const page = await reading(LOG.replaceAll("Detected", `Detected ${hostile}`).replace("SEV2", hostile));
  assert.equal(await page.evaluate(() => window.owned), undefined);
  assert.equal(await page.locator("main img:not(#picture), main script, main iframe").count(), 0);
  assert.match(await page.locator("#entries").textContent(), /<img src=x/);
});

test("a script that gets in all the same is not run", { skip }, async () => {
  const { page } = await started();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.owned = 3";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.owned), undefined);
});

for (const colorScheme of ["light", "dark"]) {
  test(`it is seen in ${colorScheme}`, { skip }, async () => {
    const { page } = await started(fromFile, { colorScheme });
    const colours = await page.evaluate(() => {
      const of = (query, property) => getComputedStyle(document.querySelector(query))[property];
      return {
        page: of("body", "backgroundColor"),
        others: {
          words: of("body", "color"),
          document: of("#text", "color"),
          links: of("#findings .link", "color"),
          levels: of("#findings .level", "color"),
        },
      };
    });
    assertSeen(colours, colorScheme);
    await keep(page, `playground-${colorScheme}`);
  });
}

test("on a telephone nothing lies beside the page", { skip }, async () => {
  const { page } = await started(fromFile, { viewport: { width: 390, height: 800 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} wide`);
  await keep(page, "playground-telephone");
});
