/** Where a test works: a folder of its own, gone afterwards. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the extension. */
export const EXTENSION = fileURLToPath(new URL("../..", import.meta.url));

/** The day that counts as today for the server. */
const TODAY = "2026-06-15";

export interface Scratch {
  root: string;
  /** A program that starts the server on the day of the documents. */
  server: string;
  /** A folder on the PATH of the user. */
  programs: string;
}

export function makeScratch(): Scratch {
  const root = mkdtempSync(join(tmpdir(), "warroom-vscode-"));
  mkdirSync(join(root, "home"));
  const programs = join(root, "programs");
  mkdirSync(programs);
  // VS Code takes the PATH from the shell in which the user would log in.
  writeFileSync(join(root, "home", ".profile"), `PATH="${programs}:$PATH"\n`);
  const server = join(root, "warroom-today");
  writeFileSync(server, `#!/bin/sh\nexec "${binary()}" "$@" --today ${TODAY}\n`);
  chmodSync(server, 0o755);
  return { root, server, programs };
}

/** A fresh copy of the documents of the tests. */
export function makeWorkspace(scratch: Scratch): string {
  const workspace = join(mkdtempSync(join(scratch.root, "documents-")), "shop");
  cpSync(join(EXTENSION, "test", "workspace"), workspace, { recursive: true });
  return workspace;
}

export function removeScratch(scratch: Scratch): void {
  rmSync(scratch.root, { recursive: true, force: true, maxRetries: 5 });
}

/** The built server, which `run.sh` names. */
function binary(): string {
  const path = process.env["WARROOM_BINARY"];
  if (path === undefined) {
    throw new Error("WARROOM_BINARY must name a built server; test/run.sh does that");
  }
  return path;
}
