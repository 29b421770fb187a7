/** What a person gets who installs the package. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { install } from "./support/codeServer.ts";
import { packaged } from "./support/packaged.ts";
import { makeScratch, removeScratch, type Scratch } from "./support/scratch.ts";

let scratch: Scratch;
let folder: string;
let files: string[];

before(() => {
  scratch = makeScratch();
  const extensions = install(scratch, packaged());
  const name = readdirSync(extensions).find((one) => one.startsWith("warroom.warroom-"));
  folder = join(extensions, name ?? "");
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const isFile = all.filter((one) => one.isFile());
  files = isFile.map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
});

after(() => removeScratch(scratch));

test("it is less than a megabyte beside the server", () => {
  const beside = files.filter((file) => !file.startsWith("server/"));
  const bytes = beside.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  assert.ok(bytes < 1_000_000, `${bytes} bytes`);
});

test("it holds no package of others, no source and no source map", () => {
  const strange = files.filter((file) =>
    /node_modules|\.map$|\.ts$|tsconfig|package-lock/.test(file),
  );
  assert.deepEqual(strange, []);
  for (const file of files.filter((one) => /\.c?js$/.test(one))) {
    assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /sourceMappingURL/, file);
  }
});

test("each file that the manifest names is in it", () => {
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  const named = [...manifest.matchAll(/"\.?\/?((?:dist|media|snippets|walkthrough)\/[^"]+)"/g)];
  assert.ok(named.length > 10);
  for (const [, file] of named) {
    assert.ok(files.includes(file ?? ""), file);
  }
});

test("the licences of what is bundled are with it", () => {
  const notices = readFileSync(join(folder, "dist", "NOTICES.txt"), "utf8");
  assert.match(notices, /vscode-languageclient\n/);
});

test("nothing in it knows an address to send anything to", () => {
  const code = readFileSync(join(folder, "dist", "extension.cjs"), "utf8");
  assert.doesNotMatch(code, /createTelemetryLogger|applicationinsights|fetch\("http/);
});
