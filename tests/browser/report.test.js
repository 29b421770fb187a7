// The page of `warroom report` in a real browser: that it is seen, in light and
// in dark, that its tables sort, and that nothing a document holds runs.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { assertSeen, keep, launch, open as openPage } from "./browser.js";

const binary = process.env.WARROOM;

/** A post-mortem of an incident of so many minutes. */
function review(key, title, day, severity, minutes, factor) {
  const clock = (minute) => new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString().slice(11, 16);
  return `# Post-mortem: ${key} ${title}

**Severity:** ${severity}

## Timeline (UTC)

- ${day} ${clock(0)} Impact starts
- ${clock(minutes / 5)} Detected
- ${clock(minutes / 2)} Mitigated
- ${clock(minutes)} Resolved

## Contributing factors

- ${factor}

## Action items

| Action | Owner | Due |
|---|---|---|
| Raise the limit of ${title} | @kim | ${day} |
| Add an alert for ${title} | @lee | 2027-01-01 |
`;
}

const HOSTILE = [
  "<script>window.owned = 1</script>",
  "<img src=x onerror=window.owned=2>",
  "</title></style></script><svg onload=window.owned=3>",
  "\"><iframe srcdoc=x></iframe>",
  "[click](javascript:window.owned=4)",
];

const documents = {
  "a.md": review("INC-1", "mail", "2026-01-10", "SEV2", 40, "The pool was small"),
  "b.md": review("INC-2", "search", "2026-03-11", "SEV1", 200, "The pool was small"),
  "c.md": review("INC-3", "uploads", "2026-03-12", "SEV3", 90, "Nobody is told"),
  "d.md": review("INC-4", "checkout", "2026-05-13", "SEV2", 20, "A limit nobody knew"),
  "runbook.md":
    "---\nlast_reviewed_on: 2025-11-30\nreview_in: 6 months\n---\n# Runbook: pool exhausted\n",
};
HOSTILE.forEach((text, index) => {
  const written = `\`${text}\` ${text.replaceAll("<", "\\<")}`;
  documents[`hostile-${index}.md`] = review(`INC-9${index}`, written, "2026-04-01", "SEV2", 30, written);
});

let browser;
let folder;
let address;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "warroom-report-"));
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
  const page = join(folder, "report.html");
  execFileSync(binary, ["report", "--today", "2026-06-15", "-o", page, "."], { cwd: folder });
  address = pathToFileURL(page).href;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page as it is opened, and what it asked for and complained of. */
const open = (colorScheme) => openPage(browser, address, { colorScheme });

for (const scheme of ["light", "dark"]) {
  test(`the page is seen in ${scheme}`, async () => {
    const { page, troubles } = await open(scheme);
    const colours = await page.evaluate(() => {
      const of = (query, property) => getComputedStyle(document.querySelector(query))[property];
      return {
        page: of("body", "backgroundColor"),
        others: {
          words: of("body", "color"),
          links: of("td a", "color"),
          labels: of("svg text", "fill"),
          columns: of("svg rect.s1", "fill"),
          stages: of("svg rect.resolved", "fill"),
          medians: of("svg .median", "stroke"),
        },
      };
    });
    assertSeen(colours, scheme);
    assert.deepEqual(troubles, []);
    await keep(page, `report-${scheme}`);
  });
}

test("the page asks for nothing but itself", async () => {
  const { requests } = await open("light");
  assert.deepEqual(requests, [address]);
});

test("nothing that a document holds runs", async () => {
  const { page } = await open("light");
  const titles = await page.locator("td a", { hasText: "INC-9" }).allTextContents();
  for (const text of HOSTILE) assert.ok(titles.some((title) => title.includes(text)), text);
  const found = await page.evaluate(() => ({
    owned: window.owned,
    scripts: document.scripts.length,
    strangers: document.querySelectorAll("img, iframe, [onload], [onerror], a[href^=javascript]").length,
    texts: document.body.textContent.includes("<script>window.owned = 1</script>"),
  }));
  assert.deepEqual(found, { owned: undefined, scripts: 1, strangers: 0, texts: true });
});

test("a script that gets in all the same is not run", async () => {
  const { page } = await open("light");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.owned = 5";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.owned), undefined);
});

test("a table is sorted by the column that is pressed", async () => {
  const { page } = await open("light");
  const table = page.locator("section", { hasText: "Each incident" }).locator("table");
  const column = async (index) =>
    table.locator("tbody tr").evaluateAll((rows, at) => rows.map((row) => row.cells[at].textContent), index);
  const resolve = table.getByRole("button", { name: "Resolve" });
  await resolve.click();
  assert.deepEqual((await column(6)).slice(0, 2), ["20m", "30m"]);
  assert.equal((await column(6)).at(-1), "3h 20m");
  await resolve.click();
  assert.deepEqual((await column(6)).slice(0, 3), ["3h 20m", "1h 30m", "40m"]);
  assert.equal(await table.locator("th", { hasText: "Resolve" }).getAttribute("aria-sort"), "descending");
  await table.getByRole("button", { name: "Severity" }).press("Enter");
  assert.equal((await column(1))[0], "SEV1");
});

test("each chart says in words what it shows", async () => {
  const { page } = await open("light");
  const charts = await page.locator("svg[role=img]").evaluateAll((all) => all.map((one) => one.ariaLabel));
  assert.ok(charts.length > 4);
  assert.ok(charts.every((words) => words.length > 10));
});

test("on a telephone nothing lies beside the page", async () => {
  const { page } = await open("light");
  await page.setViewportSize({ width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} wide`);
});
