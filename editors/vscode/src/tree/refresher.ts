/** Tells when what is listed of the workspace may have changed. */
import * as vscode from "vscode";
import { isDocument } from "../active.ts";
import type { Server } from "../server/server.ts";

/** How long to wait for the next change, in milliseconds. */
const PAUSE = 1_000;

/** How often to look for a new day, in milliseconds. */
const LOOK = 10 * 60_000;

export class Refresher implements vscode.Disposable {
  private readonly fired = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private readonly clock: NodeJS.Timeout;
  private timer: NodeJS.Timeout | undefined;

  /** Fires a moment after the last of several changes. */
  readonly onDidChange = this.fired.event;

  constructor(server: Server) {
    const files = vscode.workspace.createFileSystemWatcher("**/*.{md,markdown}");
    this.clock = setInterval(() => this.soon(), LOOK);
    this.listening = vscode.Disposable.from(
      files,
      files.onDidCreate(() => this.soon()),
      files.onDidDelete(() => this.soon()),
      files.onDidChange(() => this.soon()),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (isDocument(event.document)) {
          this.soon();
        }
      }),
      // The server reads the folders after it has started, and the findings of
      // open documents come anew once it has.
      vscode.languages.onDidChangeDiagnostics(() => this.soon()),
      server.onDidChange(() => this.now()),
    );
  }

  /** Asks for what is there now. */
  now(): void {
    clearTimeout(this.timer);
    this.fired.fire();
  }

  dispose(): void {
    clearInterval(this.clock);
    clearTimeout(this.timer);
    this.listening.dispose();
    this.fired.dispose();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }
}
