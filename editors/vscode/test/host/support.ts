/** What tests in the extension host share. */
import { join } from "node:path";
import * as vscode from "vscode";

/** Waits until something holds. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
): Promise<Exclude<NonNullable<T>, false>> {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) {
      return found as Exclude<NonNullable<T>, false>;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The folder of the documents. */
export function folder(): string {
  const path = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (path === undefined) {
    throw new Error("no folder is open");
  }
  return path;
}

/** Opens a document of the workspace. */
export async function open(...path: string[]): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(join(folder(), ...path));
  return await vscode.window.showTextDocument(document);
}

let written = 0;

/**
 * Opens a text that is on no disk, under a name of its own: one that was just
 * closed may come back with its old text on a busy machine.
 */
export async function write(content: string): Promise<vscode.TextEditor> {
  written += 1;
  const uri = vscode.Uri.parse(`untitled:${folder()}/written-${written}.md`);
  const editor = await vscode.window.showTextDocument(uri);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  await until("it is active", () => vscode.window.activeTextEditor === editor);
  return editor;
}

/** Runs a command of the extension. */
export async function run(name: string): Promise<void> {
  await vscode.commands.executeCommand(`warroom.editor.${name}`);
}

/** Waits until the server answers about the document with the cursor. */
export async function serverIsUp(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  await until("the server answers", async () => {
    const lenses = "vscode.executeCodeLensProvider";
    const found = await vscode.commands.executeCommand<unknown[]>(lenses, uri);
    return found.length > 0;
  });
}

type Window = typeof vscode.window;
type Asking = "showQuickPick" | "showInputBox" | "showWarningMessage" | "showInformationMessage";

/** Answers what the extension asks in the place of a person, and notes what it said. */
export function answering(
  name: Asking,
  ...answers: ((asked: unknown) => unknown)[]
): { said: unknown[]; restore: () => void } {
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = window[name] as Window[Asking];
  const said: unknown[] = [];
  window[name] = (asked: unknown, ...more: unknown[]) => {
    said.push(asked, ...more);
    return Promise.resolve(answers.shift()?.(asked));
  };
  return { said, restore: () => (window[name] = before) };
}
