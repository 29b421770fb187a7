/** What a person sees and does in real VS Code, with the package installed. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { browse } from "../support/browser.ts";
import { install, serve, type Served } from "../support/codeServer.ts";
import { packaged } from "../support/packaged.ts";
import {
  EXTENSION,
  makeScratch,
  makeWorkspace,
  removeScratch,
  type Scratch,
} from "../support/scratch.ts";
import { settings } from "../support/settings.ts";
import { Workbench } from "../support/workbench.ts";

const REVIEW = "inc-412-review.md";
/** The line of an entry that stands below a later one. */
const OUT_OF_ORDER = 28;
const PICTURES = process.env["WARROOM_PICTURES"] ?? join(EXTENSION, "test", ".out", "pictures");
const SIZE = { width: 1440, height: 860 };

let scratch: Scratch;
let served: Served;
let browser: Browser;
let workbench: Workbench;

async function start(options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, ...options });
  workbench = new Workbench(await context.newPage());
  await workbench.open(served.url, makeWorkspace(scratch));
  await workbench.openFile(REVIEW);
}

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  scratch = makeScratch();
  install(scratch, packaged());
  served = await serve(scratch, settings(scratch.server));
  browser = await browse();
});

after(async () => {
  await browser.close();
  served.stop();
  removeScratch(scratch);
});

afterEach(async (context) => {
  if ("passed" in context && !context.passed) {
    await workbench.picture(join(PICTURES, "failed.png"));
  }
});

describe("a post-mortem", () => {
  before(() => start());
  afterEach(() => workbench.revert());
  after(() => workbench.close());

  test("is underlined where a time is out of order", async () => {
    await workbench.goTo(OUT_OF_ORDER);
    await workbench.page.locator(".squiggly-warning").first().waitFor();
  });

  test("has its findings in the Problems view, with their rules", async () => {
    await workbench.run("Problems: Focus on Problems View");
    const row = workbench.page.locator(".markers-panel .monaco-list-row");
    await row.filter({ hasText: "timeline/out-of-order" }).waitFor();
    await row.filter({ hasText: "action/overdue" }).waitFor();
    await workbench.run("View: Hide Panel");
  });

  test("shows between the words how long after the start an entry is", async () => {
    await workbench.goTo(OUT_OF_ORDER);
    await workbench.page.locator(".view-line span", { hasText: "T+24m" }).first().waitFor();
  });

  test("sums up above its title, and that leads to the timeline", async () => {
    await workbench.goTo(1);
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "resolved after" });
    await lens.click();
    await workbench.view().locator(".phase").first().waitFor();
  });

  test("completes the people it knows", async () => {
    await workbench.goTo(9);
    await workbench.page.keyboard.type(" @");
    await workbench.page.keyboard.press("Control+Space");
    const widget = workbench.page.locator(".suggest-widget.visible");
    await widget.locator(".monaco-list-row", { hasText: "@amara" }).waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  test("is mended by a quick fix", async () => {
    await workbench.goTo(OUT_OF_ORDER, 4);
    await workbench.page.locator(".squiggly-warning").first().waitFor();
    await workbench.page.keyboard.press("Control+.");
    await workbench.choose("Sort the timeline");
    await workbench.order("14:26", "14:31");
  });

  test("gets an event from the palette, and the cursor waits behind its time", async () => {
    await workbench.goTo(31, 1);
    await workbench.run("Warroom: Insert Timestamped Event");
    await workbench.cursor(32).waitFor();
    await workbench.page.keyboard.type("Tired words");
    const line = workbench.line("Tired words");
    await line.waitFor();
    assert.match(await workbench.textOf(line), /^- [\d-]*\s?\d\d:\d\d.*Tired words/);
  });
});

describe("the timeline view", () => {
  before(async () => {
    await start();
    await workbench.run("Warroom: Show Timeline");
    await workbench.view().locator("button.entry").first().waitFor();
  });
  after(() => workbench.close());

  test("draws the phases and entries of the document", async () => {
    assert.equal(await workbench.view().locator("button.entry").count(), 10);
    await workbench.view().getByTitle("identified to mitigated: 16m").waitFor();
  });

  test("goes to the line of an entry that is clicked", async () => {
    await workbench.view().locator("button.entry", { hasText: "rollback is done" }).click();
    await workbench.cursor(30).waitFor();
  });

  test("goes there by the keyboard alone", async () => {
    await workbench.view().locator("button.entry").first().focus();
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Enter");
    await workbench.cursor(24).waitFor();
  });

  test("is drawn anew as the document changes", async () => {
    await workbench.goTo(31, 200);
    await workbench.page.keyboard.type("\n- 15:30 Words of a tired person");
    const entry = workbench.view().locator("button.entry", { hasText: "tired person" });
    await entry.waitFor();
    assert.equal(await entry.getAttribute("aria-current"), "true");
  });

  test("lets neither style nor script in that is not its own", async () => {
    const body = workbench.view().locator("body");
    const shown = await body.evaluate((page: HTMLElement) => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'strange'";
      page.append(script);
      page.setAttribute("style", "position: fixed");
      return [getComputedStyle(page).position, document.title];
    });
    assert.deepEqual(shown, ["static", "Timeline"]);
  });
});

describe("warroom.toml", () => {
  after(() => workbench.close());

  test("has its options offered as they are typed", async () => {
    await start();
    await workbench.openFile("warroom.toml");
    await workbench.goTo(3);
    await workbench.page.keyboard.type("pre");
    const widget = workbench.page.locator(".suggest-widget.visible");
    await widget.locator(".monaco-list-row", { hasText: "preset" }).waitFor();
  });
});

describe("the Warroom views", () => {
  after(() => workbench.close());

  test("list action items, overdue first, and what is running", async () => {
    await start();
    await workbench.run("Warroom: Focus on Action Items View");
    const rows = workbench.page.locator(".sidebar .monaco-list-row");
    await rows.filter({ hasText: "Alert when the pool" }).waitFor();
    const shown = await rows.allInnerTexts();
    assert.match(shown[0] ?? "", /^Overdue/);
    await rows.filter({ hasText: "INC-415: search is slow" }).waitFor();
  });

  test("lead to a report of what all incidents come to, and back to each", async () => {
    await workbench.run("Warroom: Show Report");
    await workbench.view().locator("svg").first().waitFor();
    await workbench.picture(join(PICTURES, "vscode-report.png"));
    await workbench
      .view()
      .getByRole("link", { name: /INC-398/ })
      .first()
      .click();
    await workbench.page.locator(".tab.active", { hasText: "inc-398-review.md" }).waitFor();
  });
});

describe("the status bar", () => {
  after(() => workbench.close());

  test("says what the document is and how long the incident runs", async () => {
    await start();
    const item = workbench.page.locator(".statusbar-item", { hasText: "Post-mortem SEV1" });
    await item.waitFor();
    await workbench.openFile("inc-415-search.md");
    await workbench.page
      .locator(".statusbar-item", { hasText: /Incident SEV2 · 2h.*late/ })
      .click();
    await workbench.page.locator(".tab", { hasText: "Timeline: inc-415-search.md" }).waitFor();
    await workbench.picture(join(PICTURES, "vscode-status.png"));
  });
});

describe("pictures", () => {
  afterEach(() => workbench.close());

  for (const colorScheme of ["light", "dark"] as const) {
    test(colorScheme, async () => {
      await start({ colorScheme, deviceScaleFactor: 1.5 });
      await workbench.run("Warroom: Show Timeline");
      await workbench.view().locator("button.entry").first().waitFor();
      await workbench.run("Warroom: Focus on Action Items View");
      await workbench.page.locator(".sidebar .monaco-list-row", { hasText: "INC-415" }).waitFor();
      await workbench.goTo(36);
      await workbench.page.locator(".squiggly-warning").first().waitFor();
      await workbench.goTo(30, 3);
      await workbench.quiet();
      await workbench.picture(join(PICTURES, `vscode-${colorScheme}.png`));
      const view = workbench.view().locator("body");
      await view.screenshot({ path: join(PICTURES, `vscode-timeline-${colorScheme}.png`) });
    });
  }

  test("high contrast", async () => {
    await start({ forcedColors: "active", colorScheme: "dark" });
    await workbench.run("Warroom: Show Timeline");
    await workbench.view().locator("body.vscode-high-contrast button.entry").first().waitFor();
    await workbench.quiet();
    await workbench.picture(join(PICTURES, "vscode-high-contrast.png"));
  });
});
