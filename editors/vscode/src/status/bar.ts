/** The item in the status bar: what the open document is, and what is due. */
import * as vscode from "vscode";
import { isDocument, uriOf } from "../active.ts";
import type { Server } from "../server/server.ts";
import { words, type Status } from "./status.ts";

/** How often a running incident is looked at again, in milliseconds. */
const LOOK = 20_000;

/** How long to wait for the next letter, in milliseconds. */
const PAUSE = 400;

export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listening: vscode.Disposable;
  private readonly clock: NodeJS.Timeout;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem(
      "warroom.status",
      vscode.StatusBarAlignment.Left,
      50,
    );
    this.item.name = "Warroom";
    this.clock = setInterval(() => void this.update(), LOOK);
    this.listening = vscode.Disposable.from(
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.soon(0)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) {
          this.soon(PAUSE);
        }
      }),
      server.onDidChange(() => this.soon(0)),
    );
    this.soon(0);
  }

  dispose(): void {
    clearInterval(this.clock);
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private soon(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), pause);
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isDocument(document)) {
      return this.hide();
    }
    if (this.server.standing === "missing") {
      return this.showMissing();
    }
    const status = await this.ask(document);
    // Somebody may have gone elsewhere while the server thought.
    if (document === vscode.window.activeTextEditor?.document) {
      this.show(status);
    }
  }

  private async ask(document: vscode.TextDocument): Promise<Status | null> {
    const command = "warroom.status";
    if (this.server.standing !== "running" || !this.server.announces(command)) {
      return null;
    }
    try {
      return await this.server.send<Status | null>(command, uriOf(document));
    } catch {
      return null;
    }
  }

  private show(status: Status | null): void {
    const said = words(status, new Date());
    if (said === undefined) {
      return this.hide();
    }
    this.item.text = said.text;
    this.item.tooltip = said.tooltip;
    this.item.backgroundColor = said.isUrgent
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    this.item.command = "warroom.editor.showTimeline";
    this.item.accessibilityInformation = { label: said.text.replace(/\$\([a-z]+\) /, "") };
    this.item.show();
    setIncidentDocument(true);
  }

  private showMissing(): void {
    this.item.text = "$(warning) Warroom: no server";
    this.item.tooltip = "Click to see what to do.";
    this.item.command = "warroom.editor.restartServer";
    this.item.backgroundColor = undefined;
    this.item.show();
    setIncidentDocument(false);
  }

  private hide(): void {
    this.item.hide();
    setIncidentDocument(false);
  }
}

function setIncidentDocument(is: boolean): void {
  void vscode.commands.executeCommand("setContext", "warroom.isIncidentDocument", is);
}
