/** Checks all documents of the workspace, and shows what was found. */
import * as vscode from "vscode";
import { tellMissing } from "../server/missing.ts";
import type { Server } from "../server/server.ts";
import type { WorkspaceCheck } from "../server/workspaceCheck.ts";

/** Checks, with progress, and opens the Problems view. */
export async function checkWorkspace(server: Server, check: WorkspaceCheck): Promise<void> {
  if (server.missing !== undefined) {
    return void tellMissing(server.missing);
  }
  const title = "Warroom: checking all documents";
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title }, () => check.start());
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.setStatusBarMessage(found(), 8000);
}

function found(): string {
  const all = vscode.languages
    .getDiagnostics()
    .map(([, diagnostics]) => diagnostics.filter((one) => one.source === "warroom").length)
    .filter((count) => count > 0);
  const findings = all.reduce((sum, count) => sum + count, 0);
  return findings === 0
    ? "Warroom: all documents are fine"
    : `Warroom: ${findings} findings in ${all.length} documents`;
}
