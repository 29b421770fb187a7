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

/** The answers by name; nothing when the writer has changed their mind. */
export async function askFields(
  template: string,
  fields: Field[],
): Promise<Record<string, string> | undefined> {
  const answers: Record<string, string> = {};
  for (const [index, field] of fields.entries()) {
    const title = `${template} (${index + 1} of ${fields.length})`;
    const answer = await askField(title, field);
    if (answer === undefined) {
      return undefined;
    }
    // What is left open is left out, and stays to be filled in.
    if (answer !== "") {
      answers[field.name] = answer;
    }
  }
  return answers;
}

async function askField(title: string, field: Field): Promise<string | undefined> {
  const choices = field.choices ?? [];
  if (choices.length > 0) {
    return await choose(title, field, choices);
  }
  return await vscode.window.showInputBox({
    title,
    prompt: field.required ? field.label : `${field.label} (may stay open)`,
    value: field.default ?? "",
    validateInput: (words) =>
      field.required && words.trim() === "" ? `${field.label} is needed to begin.` : null,
  });
}

async function choose(title: string, field: Field, choices: string[]): Promise<string | undefined> {
  const usual = field.default ?? choices[0];
  const items = choices.map((label) => ({ label, value: label }));
  items.sort((one, other) => Number(other.value === usual) - Number(one.value === usual));
  if (!field.required) {
    items.push({ label: "Leave open", value: "" });
  }
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: field.label });
  return chosen?.value;
}
