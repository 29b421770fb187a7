#!/usr/bin/env node
// Starts the binary of this platform with the same arguments, and ends as it ends.

const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "warroom.exe" : "warroom";

let binary;
try {
  binary = require.resolve(`@warroom/${platform}/bin/${program}`);
} catch {
  console.error(
    `warroom: the package @warroom/${platform} is not installed. ` +
      "Install without --no-optional, or with cargo: cargo install warroom",
  );
  process.exit(2);
}

const ended = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) throw ended.error;
if (ended.signal) process.kill(process.pid, ended.signal);
process.exit(ended.status ?? 2);
