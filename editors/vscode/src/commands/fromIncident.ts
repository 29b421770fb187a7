/** Texts that the server makes out of the open document. */
import * as vscode from "vscode";
import { activeEditor, uriOf } from "../active.ts";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";
import { openText, type Text } from "./openText.ts";

/** Has a text made by a command of the server, and opens it. */
export async function fromIncident(server: Server, command: string): Promise<void> {
  await make(server, command, {});
}

/** Has a message made for those whom the writer chooses. */
export async function messageFromIncident(server: Server): Promise<void> {
  const items = [
    { label: "Executives", description: "impact, cost, when it will be over", to: "executive" },
    { label: "Customers", description: "what they notice, and what they can do", to: "customer" },
    { label: "Support", description: "what to tell people who ask", to: "support" },
  ];
  const chosen =
    activeEditor() &&
    (await vscode.window.showQuickPick(items, {
      title: "Message about this incident",
      placeHolder: "To whom?",
    }));
  if (chosen !== undefined) {
    await make(server, "warroom.comms", { to: chosen.to });
  }
}

async function make(server: Server, command: string, more: object): Promise<void> {
  const editor = activeEditor();
  const argument = editor && { ...uriOf(editor.document), ...more };
  const made = argument && (await ask<Text | null>(server, command, argument));
  if (made === undefined) {
    return;
  }
  if (made.answer === null) {
    void vscode.window.showInformationMessage("This document tells of no incident to write about.");
    return;
  }
  await openText(made.answer);
}
