// Bundles the extension and the script of its timeline view, puts what other
// parts of the project own beside them, and the licences of what is bundled.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const shared = {
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "warning",
};

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"), { recursive: true });
const [bundled] = await Promise.all([
  build({
    ...shared,
    entryPoints: [here("src/extension.ts")],
    outfile: here("dist/extension.cjs"),
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    metafile: true,
  }),
  build({
    ...shared,
    entryPoints: [here("src/webview/timeline.ts")],
    outfile: here("dist/timeline.js"),
    platform: "browser",
    format: "iife",
    target: "es2022",
  }),
  copyFile(
    here("../../grammars/textmate/warroom.injection.tmLanguage.json"),
    here("dist/warroom.injection.tmLanguage.json"),
  ),
]);

await writeFile(here("dist/NOTICES.txt"), await notices(Object.keys(bundled.metafile.inputs)));

/**
 * The licences of the packages that bundled files come from.
 * @param {string[]} files
 */
async function notices(files) {
  const packages = files
    .map((file) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((name) => name !== undefined);
  const texts = [...new Set(packages)].sort().map(async (name) => {
    const folder = here(`node_modules/${name}`);
    const license = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
    if (license === undefined) {
      throw new Error(`${name} is bundled and has no licence`);
    }
    return `${name}\n\n${await readFile(`${folder}/${license}`, "utf8")}`;
  });
  return (await Promise.all(texts)).join("\n----\n\n");
}
