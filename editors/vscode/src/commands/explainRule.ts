/** Shows the page of a rule: what it finds, why, and what to write instead. */
import * as vscode from "vscode";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";

interface Rule {
  name: string;
  summary: string;
  page: string | null;
}

interface Item extends vscode.QuickPickItem {
  rule?: Rule;
}

/** Has the reader choose a rule, those of the findings at hand first. */
export async function explainRule(server: Server): Promise<void> {
  const rules = await ask<Rule[]>(server, "warroom.showRules", {});
  const chosen =
    rules &&
    (await vscode.window.showQuickPick(items(rules.answer), {
      title: "Explain a rule",
      placeHolder: "Which rule?",
      matchOnDescription: true,
    }));
  const page = chosen?.rule?.page;
  if (typeof page === "string") {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", vscode.Uri.parse(page));
  }
}

function items(rules: Rule[]): Item[] {
  const found = foundHere();
  const isFound = (rule: Rule): boolean => found.includes(rule.name);
  const here = rules.filter(isFound);
  here.sort((one, other) => found.indexOf(one.name) - found.indexOf(other.name));
  return [
    ...headed("found in this document", here),
    ...headed(
      "all other rules",
      rules.filter((rule) => !isFound(rule)),
    ),
  ];
}

function headed(heading: string, rules: Rule[]): Item[] {
  if (rules.length === 0) {
    return [];
  }
  const separator: Item = { label: heading, kind: vscode.QuickPickItemKind.Separator };
  return [separator, ...rules.map((rule) => item(rule))];
}

function item(rule: Rule): Item {
  return { label: rule.name, description: rule.summary, rule };
}

/** The rules that found something here, the nearest to the cursor first. */
function foundHere(): string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return [];
  }
  const line = editor.selection.active.line;
  const distance = (found: vscode.Diagnostic): number => Math.abs(found.range.start.line - line);
  return vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((found) => found.source === "warroom")
    .sort((one, other) => distance(one) - distance(other))
    .map((found) => nameOf(found));
}

function nameOf(found: vscode.Diagnostic): string {
  return String(typeof found.code === "object" ? found.code.value : found.code);
}
