// Runs the tests of the TextMate grammar with the Markdown grammar of real VS
// Code below it.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const codeServer = process.env["WARROOM_CODE_SERVER"] ?? "";
const extensions = join(codeServer, "node_modules/code-server/lib/vscode/extensions");
const grammars = [
  "markdown-basics/syntaxes/markdown.tmLanguage.json",
  "html/syntaxes/html.tmLanguage.json",
  "html/syntaxes/html-derivative.tmLanguage.json",
].flatMap((path) => ["-g", join(extensions, path)]);
const runner = join(root, "node_modules/vscode-tmgrammar-test/dist/unit.js");
const tests = join(root, "../../grammars/textmate/tests/*.md");

// It names every grammar of a fence that is not there, which says nothing.
const args = [runner, "--config", join(root, "package.json"), ...grammars, tests];
execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "ignore"] });
