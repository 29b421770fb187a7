// Lays out the npm packages of this platform: the launcher, and the package
// with the binary that it depends on. Nothing is downloaded when they are
// installed.
//
// node stage.js DIRECTORY BINARY VERSION

const fs = require("node:fs");
const path = require("node:path");

const [directory, binary, version] = process.argv.slice(2);
const project = path.join(__dirname, "..", "..");
const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];

const common = {
  version,
  description: "A linter and language server for incident documents in Markdown",
  license: "MIT OR Apache-2.0",
};

function write(name, manifest, files) {
  const folder = path.join(directory, name);
  fs.mkdirSync(path.join(folder, "bin"), { recursive: true });
  const text = JSON.stringify({ ...common, ...manifest }, null, 2);
  fs.writeFileSync(path.join(folder, "package.json"), `${text}\n`);
  for (const [to, from] of Object.entries(files)) {
    fs.copyFileSync(from, path.join(folder, to));
    fs.chmodSync(path.join(folder, to), to.startsWith("bin/") ? 0o755 : 0o644);
  }
}

const texts = Object.fromEntries(
  ["README.md", "LICENSE-MIT", "LICENSE-APACHE"].map((name) => [name, path.join(project, name)]),
);

write(
  "warroom",
  {
    name: "warroom",
    keywords: ["incident", "postmortem", "runbook", "sre", "lint"],
    bin: { warroom: "bin/warroom.js" },
    files: ["bin", "LICENSE-*"],
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(
      platforms.map((platform) => [`@warroom/${platform}`, version]),
    ),
  },
  { ...texts, "bin/warroom.js": path.join(__dirname, "bin", "warroom.js") },
);

const platform = `${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "warroom.exe" : "warroom";
write(
  platform,
  {
    name: `@warroom/${platform}`,
    os: [process.platform],
    cpu: [process.arch],
    files: ["bin", "LICENSE-*"],
  },
  { ...texts, [`bin/${program}`]: binary },
);
