/** Writes a conversation, or an export of one, into the timeline. */
import * as vscode from "vscode";
import { activeEditor, uriOf } from "../active.ts";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";

interface Imported {
  /** What came in, what was left out and what was taken for granted, a line each. */
  summary: string[];
}

/** Writes what is in the clipboard as entries, and says what came of it. */
export async function pasteTimeline(server: Server): Promise<void> {
  const editor = activeEditor();
  if (editor === undefined) {
    return;
  }
  const text = await vscode.env.clipboard.readText();
  if (text.trim() === "") {
    void vscode.window.showInformationMessage(
      "The clipboard holds no text. Copy the conversation first.",
    );
    return;
  }
  const argument = { ...uriOf(editor.document), position: editor.selection.active, text };
  const done = await ask<Imported>(server, "warroom.import", argument);
  if (done !== undefined) {
    tell(server, done.answer);
  }
}

function tell(server: Server, { summary }: Imported): void {
  for (const line of summary) {
    server.log.info(`paste as timeline: ${line}`);
  }
  const sentences = summary.map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}.`);
  void vscode.window.showInformationMessage(sentences.join(" "));
}
