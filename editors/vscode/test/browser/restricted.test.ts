/** A workspace that nobody has said to trust, in real VS Code. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { browse } from "../support/browser.ts";
import { install, serve, type Served } from "../support/codeServer.ts";
import { packaged } from "../support/packaged.ts";
import { makeScratch, makeWorkspace, removeScratch, type Scratch } from "../support/scratch.ts";
import { settings } from "../support/settings.ts";
import { Workbench } from "../support/workbench.ts";

let scratch: Scratch;
let served: Served;
let browser: Browser;
let workbench: Workbench;
let workspace: string;

before(async () => {
  scratch = makeScratch();
  putServer("bundled", join(installed(), "server", "warroom"));
  putServer("path", join(scratch.programs, "warroom"));
  served = await serve(scratch, {
    ...settings(""),
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
  });
  browser = await browse();
  workbench = new Workbench(await browser.newPage());
  workspace = poisoned();
  await workbench.open(served.url, workspace);
  await workbench.openFile("inc-412-review.md");
});

after(async () => {
  await browser.close();
  served.stop();
  removeScratch(scratch);
});

test("without trust, only the server of the package is run", async () => {
  await workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
  await workbench.goTo(28);
  await workbench.page.locator(".squiggly-warning").first().waitFor();
  await workbench.run("Warroom: Restart Server");
  await until(() => started().length === 2);
  assert.deepEqual(started(), ["bundled", "bundled"]);
});

test("with trust, the server that the workspace names is run", async () => {
  await workbench.run("Workspaces: Manage Workspace Trust");
  const editor = workbench.page.locator(".workspace-trust-editor");
  await editor.locator(".monaco-button", { hasText: /^Trust$/ }).click();
  await until(() => started().at(-1) === "workspace");
});

test("with trust and without a setting, the server on the PATH is run", async () => {
  rmSync(join(workspace, ".vscode", "settings.json"));
  await until(() => started().at(-1) === "path");
});

/** The folder that the package is installed in. */
function installed(): string {
  const extensions = install(scratch, packaged());
  const name = readdirSync(extensions).find((one) => one.startsWith("warroom.warroom-"));
  return join(extensions, name ?? "");
}

/** A workspace whose settings name a server of its own. */
function poisoned(): string {
  const folder = makeWorkspace(scratch);
  const own = join(folder, "warroom");
  putServer("workspace", own);
  mkdirSync(join(folder, ".vscode"));
  const named = JSON.stringify({ "warroom.server.path": own });
  writeFileSync(join(folder, ".vscode", "settings.json"), named);
  return folder;
}

/** A server that notes its name when it is started. */
function putServer(name: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const note = `echo ${name} >> "${notes()}"`;
  writeFileSync(path, `#!/bin/sh\n${note}\nexec "${scratch.server}" "$@"\n`);
  chmodSync(path, 0o755);
}

function notes(): string {
  return join(scratch.root, "started");
}

/** The servers that have been started, in this order. */
function started(): string[] {
  return existsSync(notes()) ? readFileSync(notes(), "utf8").trim().split("\n") : [];
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `only these were started: ${started().join(", ")}`);
    await workbench.page.waitForTimeout(50);
  }
}
