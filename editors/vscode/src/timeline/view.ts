/** The timeline view: it shows the timeline of the document that is written. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { activeEditor, isDocument, uriOf } from "../active.ts";
import type { Server } from "../server/server.ts";
import type { FromView, Place, Timeline, ToView } from "./messages.ts";
import { page } from "./page.ts";

/** The name under which the editor keeps the view over a restart. */
export const VIEW = "warroom.timeline";

/** How long to wait for the next letter before drawing, in milliseconds. */
const PAUSE = 120;

export class TimelineView implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly extension: vscode.Uri,
  ) {
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event.document)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.moved(event.textEditor)),
      server.onDidChange(() => this.soon()),
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
    );
  }

  /** Opens the view beside the document with the cursor. */
  show(): void {
    const editor = activeEditor();
    if (editor === undefined) {
      return;
    }
    this.document = editor.document;
    if (this.panel === undefined) {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(VIEW, "Timeline", beside));
    } else {
      this.panel.reveal(undefined, true);
      this.soon();
    }
  }

  /** Takes up a view that was open when the editor was closed. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Thenable<void> {
    this.document = vscode.window.visibleTextEditors
      .map((editor) => editor.document)
      .find((document) => isDocument(document));
    this.adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(this.extension, ...path);
    panel.iconPath = at("media", "activity.svg");
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.onDidReceiveMessage((message: FromView) => this.told(message));
    panel.webview.options = { enableScripts: true, localResourceRoots: [at("dist"), at("media")] };
    panel.webview.html = page({
      csp: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(at("dist", "timeline.js")).toString(),
      style: panel.webview.asWebviewUri(at("media", "timeline.css")).toString(),
      nonce: randomBytes(16).toString("base64url"),
    });
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && isDocument(editor.document)) {
      this.document = editor.document;
      this.soon();
    }
  }

  private changed(document: vscode.TextDocument): void {
    if (document === this.document) {
      this.soon();
    }
  }

  private moved(editor: vscode.TextEditor): void {
    if (editor.document === this.document) {
      this.tell({ type: "cursor", line: editor.selection.active.line });
    }
  }

  private told(message: FromView): void {
    if (message.type === "ready") {
      void this.draw();
    } else {
      void this.reveal(message.place);
    }
  }

  /** Draws once the writer pauses, however briefly. */
  private soon(): void {
    clearTimeout(this.timer);
    if (this.panel !== undefined) {
      this.timer = setTimeout(() => void this.draw(), PAUSE);
    }
  }

  private async draw(): Promise<void> {
    const document = this.document;
    if (this.panel === undefined || document === undefined) {
      return this.tell({
        type: "nothing",
        words: "Open an incident document to see its timeline.",
      });
    }
    this.panel.title = `Timeline: ${nameOf(document)}`;
    const timeline = await this.timelineOf(document);
    if (timeline === undefined) {
      return this.tell({ type: "nothing", words: this.whyNothing() });
    }
    if (timeline.entries.length === 0) {
      const words = "This document has no timeline yet. “Insert Timestamped Event” begins one.";
      return this.tell({ type: "nothing", words });
    }
    this.tell({ type: "timeline", timeline });
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    if (editor !== undefined) {
      this.moved(editor);
    }
  }

  private whyNothing(): string {
    return this.server.standing === "running"
      ? "The Warroom server that runs cannot tell the timeline of this document. Its log may say why."
      : "There is no timeline to show: the Warroom server does not run.";
  }

  private async timelineOf(document: vscode.TextDocument): Promise<Timeline | undefined> {
    const command = "warroom.timeline";
    if (this.server.standing !== "running" || !this.server.announces(command)) {
      return undefined;
    }
    try {
      return await this.server.send<Timeline>(command, uriOf(document));
    } catch (error) {
      this.server.log.warn(`${command}: ${String(error)}`);
      return undefined;
    }
  }

  private tell(message: ToView): void {
    void this.panel?.webview.postMessage(message);
  }

  private async reveal(place: Place): Promise<void> {
    if (this.document === undefined) {
      return;
    }
    const at = new vscode.Position(place.line, place.character);
    const shown = vscode.window.visibleTextEditors.find((one) => one.document === this.document);
    const column = shown?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(this.document, column);
    editor.selection = new vscode.Selection(at, at);
    const centre = vscode.TextEditorRevealType.InCenterIfOutsideViewport;
    editor.revealRange(new vscode.Range(at, at), centre);
  }
}

function nameOf(document: vscode.TextDocument): string {
  return document.uri.path.split("/").pop() ?? "";
}
