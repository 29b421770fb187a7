/** Real VS Code, served to a browser by code-server. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, openSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Scratch } from "./scratch.ts";

/** How long VS Code may take to come up, in milliseconds. */
const LIMIT = 60_000;

export interface Served {
  url: string;
  stop: () => void;
}

/** Where code-server is installed; `run.sh` sees to it. */
export function codeServer(...path: string[]): string {
  const folder = process.env["WARROOM_CODE_SERVER"];
  if (folder === undefined) {
    throw new Error(
      "WARROOM_CODE_SERVER must name an installed code-server; test/run.sh does that",
    );
  }
  return join(folder, "node_modules", "code-server", ...path);
}

/** Installs a package as a person would; the folder that it is installed in. */
export function install(scratch: Scratch, vsix: string): string {
  const args = [entry(), ...folders(scratch), "--install-extension", vsix];
  execFileSync(process.execPath, args, { env: environment(scratch), stdio: "pipe" });
  return extensions(scratch);
}

/** Serves VS Code with what is installed, and with these settings. */
export async function serve(scratch: Scratch, settings: object): Promise<Served> {
  const user = join(scratch.root, "user", "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify(settings));
  const port = await freePort();
  const address = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
  const quiet = ["--disable-telemetry", "--disable-update-check"];
  const args = [entry(), ...address, ...folders(scratch), ...quiet];
  return await begin(scratch, args, `http://127.0.0.1:${port}`, "/healthz");
}

/** Serves the bare server of VS Code, which runs tests inside the extension host. */
export async function serveForTests(scratch: Scratch): Promise<Served> {
  const port = await freePort();
  const args = [
    codeServer("lib", "vscode", "out", "server-main.js"),
    ...["--host", "127.0.0.1", "--port", String(port)],
    ...["--server-data-dir", join(scratch.root, "data"), "--extensions-dir", extensions(scratch)],
    ...["--without-connection-token", "--accept-server-license-terms"],
    ...["--enable-smoke-test-driver", "--telemetry-level", "off", "--disable-workspace-trust"],
  ];
  return await begin(scratch, args, `http://127.0.0.1:${port}`, "/version");
}

async function begin(
  scratch: Scratch,
  args: string[],
  url: string,
  probe: string,
): Promise<Served> {
  const log = openSync(join(scratch.root, "code-server.log"), "a");
  const options = {
    detached: true,
    env: environment(scratch),
    stdio: ["ignore", log, log] as const,
  };
  const child = spawn(process.execPath, args, { ...options, stdio: [...options.stdio] });
  const stop = (): void => stopGroup(child);
  process.once("exit", stop);
  const end = Date.now() + LIMIT;
  while (!(await answers(url + probe))) {
    if (Date.now() > end || child.exitCode !== null) {
      stop();
      throw new Error("VS Code did not come up");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** VS Code starts processes of its own; they all stand in one group. */
function stopGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) {
      process.kill(-child.pid, "SIGKILL");
    }
  } catch {
    // It has ended by itself.
  }
}

function entry(): string {
  return codeServer("out", "node", "entry.js");
}

function extensions(scratch: Scratch): string {
  return join(scratch.root, "extensions");
}

function folders(scratch: Scratch): string[] {
  return ["--user-data-dir", join(scratch.root, "user"), "--extensions-dir", extensions(scratch)];
}

function environment(scratch: Scratch): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  return { PATH, LANG, TZ: "UTC", HOME: join(scratch.root, "home") };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
