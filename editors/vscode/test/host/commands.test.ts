import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, open, run, serverIsUp, until, write } from "./support.ts";

const LOG =
  "# Incident log INC-9: search is slow\n\n## Timeline (UTC)\n\n- 2026-06-15 09:40 Detected\n";

describe("commands", () => {
  before(async () => {
    await open("incidents", "inc-412-checkout.md");
    await serverIsUp();
  });

  afterEach(async () => {
    const close = "workbench.action.revertAndCloseActiveEditor";
    await until("all editors are closed", async () => {
      await vscode.commands.executeCommand(close);
      return vscode.window.tabGroups.all.every((group) => group.tabs.length === 0);
    });
  });

  it("are all there", async () => {
    const extension = vscode.extensions.getExtension("warroom.warroom");
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = await vscode.commands.getCommands(true);
    const missing = manifest.contributes.commands.filter(({ command }) => !known.includes(command));
    assert.deepEqual(missing, []);
  });

  it("insert an event in its shape, and leave the cursor behind its time", async () => {
    const editor = await write(LOG);
    await run("insertEvent");
    await until("there is an entry", () => editor.document.lineCount > 6);
    const line = editor.document.lineAt(5).text;
    assert.match(line, /^- (\d{4}-\d\d-\d\d )?\d\d:\d\d $/);
    await until("the cursor waits", () => editor.selection.active.line === 5);
    assert.equal(editor.selection.active.character, line.length);
  });

  it("sort the timeline around the cursor", async () => {
    const editor = await write(LOG + "- 2026-06-15 09:30 Impact starts\n");
    editor.selection = new vscode.Selection(4, 0, 4, 0);
    await run("sortTimeline");
    await until("it is sorted", () => editor.document.lineAt(4).text.includes("Impact starts"));
  });

  it("say so when there is nothing to sort", async () => {
    await write(LOG);
    const told = answering("showInformationMessage");
    await run("sortTimeline");
    told.restore();
    assert.match(String(told.said[0]), /in order/);
  });

  it("convert the times to the zone that is chosen", async () => {
    const editor = await write(LOG);
    const asked = answering("showQuickPick", () => ({ label: "Europe/Berlin" }));
    await run("convertTimes");
    asked.restore();
    await until("it is converted", () => editor.document.getText().includes("11:40"));
  });

  it("shift the selected entries", async () => {
    const editor = await write(LOG);
    editor.selection = new vscode.Selection(4, 0, 4, 5);
    const asked = answering("showInputBox", () => "-1h10m");
    await run("shiftEntries");
    asked.restore();
    await until("it is shifted", () => editor.document.getText().includes("08:30"));
  });

  it("paste a conversation as entries, and say what was left out", async () => {
    const editor = await write(LOG);
    await vscode.env.clipboard.writeText(
      "kim  09:50 UTC\nRolled back\nlee  09:51 UTC\nthanks!\nlee  09:55 UTC\nSearch is fast again\n",
    );
    const told = answering("showInformationMessage");
    await run("pasteTimeline");
    told.restore();
    assert.equal(
      told.said[0],
      "2 entries from a pasted chat. Left out: thanks and greetings (1). No day is told, so it begins on 2026-06-15.",
    );
    await until("they are written", () =>
      /09:50.*kim.*Rolled back/.test(editor.document.getText()),
    );
  });

  it("say which line of the clipboard cannot be read", async () => {
    const editor = await write(LOG);
    await vscode.env.clipboard.writeText("\nno conversation at all\n");
    const told = answering("showWarningMessage");
    await run("pasteTimeline");
    told.restore();
    assert.match(String(told.said[0]), /could not do this: line 2: /);
    assert.equal(editor.document.getText(), LOG);
  });

  it("say so when the clipboard is empty", async () => {
    await write(LOG);
    await vscode.env.clipboard.writeText("");
    const told = answering("showInformationMessage");
    await run("pasteTimeline");
    told.restore();
    assert.match(String(told.said[0]), /holds no text/);
  });

  it("assign a severity by the answers of a person", async () => {
    const editor = await write("# Incident log INC-7: mail\n\n**Severity:** SEV4\n");
    const asked = answering("showQuickPick", (items) =>
      (items as { label: string }[]).find((item) => item.label === "Yes"),
    );
    const told = answering("showInformationMessage");
    await run("assignSeverity");
    [asked, told].forEach((one) => one.restore());
    assert.match(String(told.said[0]), /^SEV1: /);
    await until("it is written", () => editor.document.getText().includes("SEV1"));
  });

  it("stop asking when a person gives up", async () => {
    const editor = await write("# Incident log INC-7: mail\n\n**Severity:** SEV4\n");
    const asked = answering("showQuickPick");
    await run("assignSeverity");
    asked.restore();
    assert.ok(editor.document.getText().includes("SEV4"));
  });

  it("open the page of a rule, those found here first", async () => {
    const editor = await open("postmortems", "inc-412-review.md");
    await until("there are findings", () => findings(editor.document.uri).length > 0);
    const asked = answering("showQuickPick", (items) => (items as { label: string }[])[1]);
    await run("explainRule");
    asked.restore();
    const items = asked.said[0] as { label: string; rule?: { page: string } }[];
    assert.equal(items[0]?.label, "found in this document");
    assert.match(items[1]?.rule?.page ?? "", /\.md$/);
    await until("a preview is open", () => tabs().some((label) => label.startsWith("Preview")));
  });

  it("ask for a document when there is none", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const told = answering("showInformationMessage");
    await run("insertEvent");
    told.restore();
    assert.match(String(told.said[0]), /Open one/);
  });

  it("bring the findings of all documents into the Problems view", async () => {
    const uri = (await open("postmortems", "inc-398-review.md")).document.uri;
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await run("checkWorkspace");
    const rules = findings(uri).map((found) => (found.code as { value: string }).value);
    assert.ok(rules.includes("action/overdue"), rules.join());
  });
});

describe("the line above the title", () => {
  it("leads to the timeline", async () => {
    const editor = await open("postmortems", "inc-412-review.md");
    const provide = "vscode.executeCodeLensProvider";
    const uri = editor.document.uri;
    const lenses = await until("there are lenses", async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(provide, uri);
      return found.length > 0 && found;
    });
    assert.equal(lenses[0]?.command?.command, "warroom.editor.showTimeline");
    assert.equal(lenses.at(-1)?.command?.command, "");
  });

  it("opens beside the document", async () => {
    await open("postmortems", "inc-412-review.md");
    await run("showTimeline");
    await until("it is open", () => tabs().includes("Timeline: inc-412-review.md"));
    assert.equal(vscode.window.activeTextEditor?.document.fileName.endsWith("review.md"), true);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
});

function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((found) => found.source === "warroom");
}

function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}
