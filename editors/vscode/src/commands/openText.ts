/** Opens a text of the server as a new document that is not saved yet. */
import * as vscode from "vscode";

/** A document that the server has written. */
export interface Text {
  text: string;
  /** The name that it would be saved under. */
  fileName?: string;
}

/** Opens it beside where it would be saved, and lets the writer begin. */
export async function openText(text: Text, folder = firstFolder()): Promise<void> {
  const named = await place(text, folder);
  const document =
    named === undefined
      ? await vscode.workspace.openTextDocument({ language: "markdown", content: text.text })
      : await vscode.workspace.openTextDocument(named);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (named !== undefined) {
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text.text));
  }
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  editor.revealRange(editor.selection);
}

/**
 * The address of a new document under its name in the workspace; none when that
 * name is taken or there is no folder to save it in.
 */
async function place(text: Text, folder?: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (folder?.scheme !== "file" || text.fileName === undefined) {
    return undefined;
  }
  const file = vscode.Uri.joinPath(folder, text.fileName);
  return (await isTaken(file)) ? undefined : file.with({ scheme: "untitled" });
}

async function isTaken(file: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((open) => open.uri.fsPath === file.fsPath)) {
    return true;
  }
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

/** The folder in which a new document would be saved. */
export function firstFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}
