/** What `locate` needs to know of the machine that the extension runs on. */
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import type { Machine } from "./locate.ts";

/** This machine. */
export function thisMachine(): Machine {
  return {
    searchPath: process.env["PATH"] ?? "",
    home: homedir(),
    isWindows: process.platform === "win32",
    isExecutable,
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
