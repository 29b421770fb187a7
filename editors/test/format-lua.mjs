// Formats files of Lua as `editors/nvim/stylua.toml` says, or only tells which
// are not: `node format-lua.mjs STYLUA [--check] FILE...`, where STYLUA is a
// folder in which the package @johnnymorganz/stylua is installed. Exits with 1
// when a file was not as it should be.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, ...rest] = process.argv.slice(2);
const isCheck = rest[0] === "--check";
const files = isCheck ? rest.slice(1) : rest;
const stylua = createRequire(join(folder, "index.js"))("@johnnymorganz/stylua");

/** The settings of stylua.toml, whose lines are all `name = value`. */
function settings() {
  const text = readFileSync(
    new URL("../nvim/stylua.toml", import.meta.url),
    "utf8",
  );
  const lines = text.split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(
    lines.map((line) =>
      line.split("=").map((part) => part.trim().replaceAll('"', "")),
    ),
  );
}

function config() {
  const { column_width, indent_type, indent_width, quote_style, ...others } =
    settings();
  if (Object.keys(others).length > 0) {
    throw new Error(`not known here: ${Object.keys(others).join(", ")}`);
  }
  const made = stylua.Config.new();
  made.column_width = Number(column_width);
  made.indent_type = stylua.IndentType[indent_type];
  made.indent_width = Number(indent_width);
  made.quote_style = stylua.QuoteStyle[quote_style];
  return made;
}

function formatted(file, text) {
  try {
    return stylua.formatCode(
      text,
      config(),
      undefined,
      stylua.OutputVerification.None,
    );
  } catch (error) {
    console.log(`${file} cannot be read: ${error}`);
    return undefined;
  }
}

for (const file of files) {
  const text = readFileSync(file, "utf8");
  const better = formatted(file, text);
  if (better === text) {
    continue;
  }
  process.exitCode = 1;
  if (better !== undefined) {
    console.log(`${file} is not formatted`);
    if (!isCheck) writeFileSync(file, better);
  }
}
