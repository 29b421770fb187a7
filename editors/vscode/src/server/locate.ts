/**
 * Where the server is. Looks in the setting, on the PATH, and in the package,
 * in this order; it runs nothing and asks nobody.
 */
import { isAbsolute, join } from "node:path";

/** What the reader of the settings wants. */
export interface Wish {
  /** The setting; empty when the server is to be looked for. */
  configured: string;
  /** Where a platform package keeps its server, whether there is one or not. */
  bundled: string;
  /** Whether this workspace may say what is run. */
  isTrusted: boolean;
}

/** What is known of this machine. */
export interface Machine {
  searchPath: string;
  home: string;
  isWindows: boolean;
  isExecutable: (path: string) => boolean;
}

/** The server, or why there is none. */
export type Located =
  | { path: string; origin: "setting" | "path" | "bundled" }
  | { missing: "setting" | "everywhere" | "untrusted"; path: string };

/** Finds the server. */
export function locate(wish: Wish, machine: Machine): Located {
  const bundled = machine.isExecutable(wish.bundled);
  if (!wish.isTrusted) {
    return bundled
      ? { path: wish.bundled, origin: "bundled" }
      : { missing: "untrusted", path: wish.bundled };
  }
  if (wish.configured !== "") {
    const path = atHome(wish.configured, machine.home);
    const isThere = isAbsolute(path) && machine.isExecutable(path);
    return isThere ? { path, origin: "setting" } : { missing: "setting", path };
  }
  const found = onPath(machine);
  if (found !== undefined) {
    return { path: found, origin: "path" };
  }
  return bundled
    ? { path: wish.bundled, origin: "bundled" }
    : { missing: "everywhere", path: wish.bundled };
}

/** The name of the program. */
export function programName(isWindows: boolean): string {
  return isWindows ? "warroom.exe" : "warroom";
}

/**
 * The first program of that name. Relative folders of the PATH are left out:
 * they would let any opened folder bring its own.
 */
function onPath(machine: Machine): string | undefined {
  const folders = machine.searchPath.split(machine.isWindows ? ";" : ":");
  const name = programName(machine.isWindows);
  return folders
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find((path) => machine.isExecutable(path));
}

function atHome(path: string, home: string): string {
  return path.startsWith("~/") ? join(home, path.slice(2)) : path;
}
