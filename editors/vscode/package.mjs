// Builds the VSIX with one command. With WARROOM_SERVER, the path of a built
// `warroom`, the package brings that server along and is for one platform,
// which WARROOM_TARGET names (`linux-x64`, `darwin-arm64` ...).
import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import "./build.mjs";

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env["WARROOM_SERVER"];
const target = process.env["WARROOM_TARGET"] ?? `${process.platform}-${process.arch}`;

await rm(here("server"), { recursive: true, force: true });
if (server !== undefined) {
  const program = here(`server/${basename(server).endsWith(".exe") ? "warroom.exe" : "warroom"}`);
  await mkdir(here("server"));
  await copyFile(server, program);
  await chmod(program, 0o755);
}
const licenses = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) => here(`../../${name}`));
const texts = await Promise.all(licenses.map((path) => readFile(path, "utf8")));
await writeFile(here("LICENSE.txt"), texts.join("\n\n"));

/** @type {unknown} */
const manifest = JSON.parse(await readFile(here("package.json"), "utf8"));
const { version } = /** @type {{ version: string }} */ (manifest);
const platform = server === undefined ? [] : ["--target", target];
const name = `warroom${platform.length > 0 ? `-${target}` : ""}-${version}.vsix`;
const vsce = here("node_modules/@vscode/vsce/vsce");
const options = [
  "--no-dependencies",
  "--skip-license",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
];
execFileSync(process.execPath, [vsce, "package", ...options, ...platform, "--out", name], {
  cwd: here("."),
  stdio: "inherit",
});
