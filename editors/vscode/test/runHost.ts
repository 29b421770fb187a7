/** Runs the tests of `test/host` inside the extension host of real VS Code. */
import { mkdirSync, writeFileSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { browse } from "./support/browser.ts";
import { serveForTests } from "./support/codeServer.ts";
import {
  EXTENSION,
  makeScratch,
  makeWorkspace,
  removeScratch,
  type Scratch,
} from "./support/scratch.ts";

/** How long all tests together may take, in milliseconds. */
const LIMIT = 240_000;

const HOST = fileURLToPath(new URL("host", import.meta.url));
const OUT = fileURLToPath(new URL(".out/host", import.meta.url));

await build({
  entryPoints: [join(HOST, "index.ts"), join(HOST, "*.test.ts")],
  outdir: OUT,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode", "mocha"],
  logLevel: "warning",
});
const scratch = makeScratch();
try {
  process.exitCode = await runIn(scratch);
} finally {
  removeScratch(scratch);
}

async function runIn(scratch: Scratch): Promise<number> {
  const machine = join(scratch.root, "data", "data", "Machine");
  mkdirSync(machine, { recursive: true });
  const settings = { "warroom.server.path": scratch.server, silent: silentServer(scratch) };
  writeFileSync(join(machine, "settings.json"), JSON.stringify(settings));
  const served = await serveForTests(scratch);
  const browser = await browse();
  try {
    const permissions = ["clipboard-read", "clipboard-write"];
    const page = await (await browser.newContext({ permissions })).newPage();
    await page.exposeFunction("codeAutomationLog", (_type: string, words: unknown[]) =>
      tell(words),
    );
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
      setTimeout(() => resolve(1), LIMIT).unref();
    });
    await page.goto(address(served.url, scratch));
    return await ended;
  } finally {
    await browser.close();
    served.stop();
  }
}

/** Says what the tests say; VS Code itself says much more. */
function tell(words: unknown[]): void {
  const line = words
    .map(String)
    .join(" ")
    .replaceAll(/%c|color: \w*/g, "")
    .trim();
  if (line.startsWith("host tests: ") || process.env["WARROOM_TEST_VERBOSE"] !== undefined) {
    console.log(line);
  }
}

function address(url: string, scratch: Scratch): string {
  const remote = `vscode-remote://${new URL(url).host}`;
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", remote + EXTENSION.replace(/\/$/, "")],
    ["extensionTestsPath", `${remote}${OUT}/index.cjs`],
  ]);
  const query = new URLSearchParams({ folder: makeWorkspace(scratch), payload });
  return `${url}/?${query.toString()}`;
}

/** A server that starts and knows nothing, as one of another time would. */
function silentServer(scratch: Scratch): string {
  const path = join(scratch.root, "silent");
  const source = fileURLToPath(new URL("support/silentServer.ts", import.meta.url));
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${source}"\n`);
  chmodSync(path, 0o755);
  return path;
}
