/** Asks for what a template wants to know, one field after the other. */
import * as vscode from "vscode";

/** A field of a template. */
export interface Field {
  name: string;
  label: string;
  type: string;
  choices?: string[] | null;
  default?: string | null;
  required: boolean;
}

/** An answer: words, or several. */
type Answer = string | string[];

/**
 * The answers by name; nothing when the writer has changed their mind. Only
 * what a template needs is asked for, and each answer may stay open: what is
 * left out is a blank in the document, which can be filled in there.
 */
export async function askFields(
  template: string,
  fields: Field[],
): Promise<Record<string, Answer> | undefined> {
  const needed = fields.filter((field) => field.required);
  const answers: Record<string, Answer> = {};
  for (const [index, field] of needed.entries()) {
    const title = `${template} (${index + 1} of ${needed.length})`;
    const answer = await askField(title, field);
    if (answer === undefined) {
      return undefined;
    }
    if (answer !== "") {
      answers[field.name] = field.type === "list" ? items(answer) : answer;
    }
  }
  return answers;
}

async function askField(title: string, field: Field): Promise<string | undefined> {
  const choices = field.choices ?? [];
  if (choices.length > 0) {
    return await choose(title, field, choices);
  }
  const several = field.type === "list" ? "; several with a semicolon between them" : "";
  return await vscode.window.showInputBox({
    title,
    prompt: `${field.label}${several}. Empty: it stays open.`,
    value: field.default ?? "",
  });
}

function items(words: string): string[] {
  const all = words.split(";").map((item) => item.trim());
  return all.filter((item) => item !== "");
}

async function choose(title: string, field: Field, choices: string[]): Promise<string | undefined> {
  const usual = field.default ?? choices[0];
  const offered = choices.map((label) => ({ label, value: label }));
  offered.sort((one, other) => Number(other.value === usual) - Number(one.value === usual));
  offered.push({ label: "Leave open", value: "" });
  const chosen = await vscode.window.showQuickPick(offered, { title, placeHolder: field.label });
  return chosen?.value;
}
