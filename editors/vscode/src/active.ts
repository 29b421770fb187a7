/** The document that a command is about. */
import * as vscode from "vscode";
import { DOCUMENTS } from "./server/options.ts";

/** Whether the server knows a document. */
export function isDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENTS, document) > 0;
}

/** The editor with the cursor, when it shows a document; says so when not. */
export function activeEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && isDocument(editor.document)) {
    return editor;
  }
  void vscode.window.showInformationMessage(
    "Warroom works on the Markdown document with the cursor. Open one on this machine first.",
  );
  return undefined;
}

/** How the server names a document. */
export function uriOf(document: vscode.TextDocument): { uri: string } {
  return { uri: document.uri.toString() };
}
