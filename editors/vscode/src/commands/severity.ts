/** Assigns a severity by the questions of the decision tree. */
import * as vscode from "vscode";
import { activeEditor, uriOf } from "../active.ts";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";

type Triage =
  | { severity: string; reason: string }
  | { question: string; text: string; answer: "yesOrNo" | "percent" };

/** Asks one question after the other until the server knows the severity. */
export async function assignSeverity(server: Server): Promise<void> {
  const editor = activeEditor();
  const impact: Record<string, boolean | number> = {};
  while (editor !== undefined) {
    const argument = { ...uriOf(editor.document), impact };
    const triage = await ask<Triage>(server, "warroom.assignSeverity", argument);
    if (triage === undefined) {
      return;
    }
    if ("severity" in triage.answer) {
      void vscode.window.showInformationMessage(
        `${triage.answer.severity}: ${triage.answer.reason}`,
      );
      return;
    }
    const { question, text, answer } = triage.answer;
    const step = `Assign severity · question ${Object.keys(impact).length + 1}`;
    const reply = answer === "percent" ? await percent(step, text) : await yesOrNo(step, text);
    if (reply === undefined) {
      return;
    }
    impact[question] = reply;
  }
}

async function yesOrNo(title: string, question: string): Promise<boolean | undefined> {
  const items = [
    { label: "No", value: false },
    { label: "Yes", value: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: question });
  return chosen?.value;
}

async function percent(title: string, question: string): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: question,
    placeHolder: "15",
    validateInput: (words) => (readPercent(words) === undefined ? "A number from 0 to 100" : null),
  });
  return typed === undefined ? undefined : readPercent(typed);
}

function readPercent(words: string): number | undefined {
  const number = Number(words.replace("%", "").replace(",", ".").trim() || "none");
  return number >= 0 && number <= 100 ? number : undefined;
}
