/** Shows what all incidents of the workspace come to: the page of the server. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";
import { withLinks } from "./page.ts";

/** Opens the report in a tab of its own. */
export async function showReport(server: Server): Promise<void> {
  const made = await ask<{ uri: string }>(server, "warroom.report", {});
  if (made === undefined) {
    return;
  }
  const page = await vscode.workspace.fs.readFile(vscode.Uri.parse(made.answer.uri));
  const panel = vscode.window.createWebviewPanel(
    "warroom.report",
    "Incidents",
    vscode.ViewColumn.Active,
    { enableScripts: true, enableFindWidget: true, localResourceRoots: [] },
  );
  panel.webview.onDidReceiveMessage((address: string) => open(address));
  panel.webview.html = withLinks(new TextDecoder().decode(page), randomBytes(16).toString("hex"));
}

async function open(address: string): Promise<void> {
  const uri = vscode.Uri.parse(address);
  if (uri.scheme === "file") {
    await vscode.window.showTextDocument(uri);
  }
}
