/** Asks the server to carry out a command, with words when it cannot. */
import * as vscode from "vscode";
import { tellMissing } from "./missing.ts";
import type { Server } from "./server.ts";

/** What was answered; nothing when a message has said why there is no answer. */
// The server's answers are not checked; their shape is part of its contract.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export async function ask<T>(
  server: Server,
  command: string,
  argument: object,
): Promise<{ answer: T } | undefined> {
  if (!isReady(server, command)) {
    return undefined;
  }
  try {
    return { answer: await server.send<T>(command, argument) };
  } catch (error) {
    server.log.error(`${command}: ${String(error)}`);
    void tellFailure(error);
    return undefined;
  }
}

function isReady(server: Server, command: string): boolean {
  if (server.missing !== undefined) {
    void tellMissing(server.missing);
    return false;
  }
  if (server.standing !== "running") {
    void vscode.window.showInformationMessage(notRunning(server));
    return false;
  }
  if (!server.announces(command)) {
    const version = server.version ?? "that runs";
    void vscode.window.showInformationMessage(
      `The Warroom server ${version} does not know how to do this yet. A newer one will.`,
    );
    return false;
  }
  return true;
}

function notRunning(server: Server): string {
  return server.standing === "starting"
    ? "The Warroom server is still starting. Try again in a moment."
    : "The Warroom server does not run. “Warroom: Restart Server” starts it; its log says why it stopped.";
}

async function tellFailure(error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const chosen = await vscode.window.showWarningMessage(
    `Warroom could not do this: ${reason}`,
    "Show Log",
  );
  if (chosen !== undefined) {
    await vscode.commands.executeCommand("warroom.editor.showLog");
  }
}
