/** Commands that write into the open document, each done by the server. */
import * as vscode from "vscode";
import { activeEditor, uriOf } from "../active.ts";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";

/** Inserts the time of now into the timeline around the cursor. */
export async function insertEvent(server: Server): Promise<void> {
  await edit(server, "warroom.insertEvent", "This document has no place for an event.", atCursor);
}

/** Sorts the timeline around the cursor. */
export async function sortTimeline(server: Server): Promise<void> {
  const nothing =
    "Nothing to sort: the timeline is in order, or other text stands between its entries.";
  await edit(server, "warroom.sortTimeline", nothing, atCursor);
}

/** Mends what can be mended without changing what is meant. */
export async function fixAll(server: Server): Promise<void> {
  const nothing = "Nothing here is safe to fix without you. The light bulb shows what is possible.";
  await edit(server, "warroom.applySafeFixes", nothing, () => ({}));
}

/** Writes what somebody says into the log. */
export async function logEntry(server: Server): Promise<void> {
  const editor = activeEditor();
  const text =
    editor &&
    (await vscode.window.showInputBox({
      title: "Log an entry",
      prompt: "What happened? The time is written for you.",
      placeHolder: "Rolled back to v2.4",
    }));
  if (text !== undefined && text.trim() !== "") {
    await edit(server, "warroom.log", "This document has no place for an entry.", () => ({ text }));
  }
}

/** Has the active document edited; says `nothing` when there is nothing to do. */
export async function edit(
  server: Server,
  command: string,
  nothing: string,
  more: (editor: vscode.TextEditor) => object,
): Promise<void> {
  const editor = activeEditor();
  const argument = editor && { ...uriOf(editor.document), ...more(editor) };
  const done = argument && (await ask<unknown>(server, command, argument));
  if (done?.answer === false) {
    void vscode.window.showInformationMessage(nothing);
  }
}

function atCursor(editor: vscode.TextEditor): { position: vscode.Position } {
  return { position: editor.selection.active };
}
