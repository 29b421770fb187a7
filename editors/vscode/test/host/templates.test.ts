/** What the server makes, opened as documents that are not saved. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, open, run, serverIsUp, until, write } from "./support.ts";

const LOG =
  "# Incident log INC-9: search is slow\n\n## Timeline (UTC)\n\n- 2026-06-15 09:40 Detected\n";

describe("documents that the server makes", () => {
  before(async () => {
    await open("incidents", "inc-412-checkout.md");
    await serverIsUp();
  });

  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("come from a template, with the answers of a person and blanks for the rest", async () => {
    const chosen = answering("showQuickPick", (items) => (items as unknown[])[0]);
    const typed = answering(
      "showInputBox",
      () => "Move the queue",
      ...Array<() => string>(20).fill(() => ""),
    );
    await run("newRunbook");
    [chosen, typed].forEach((one) => one.restore());
    const document = await made();
    assert.match(document.getText(), /Move the queue/);
    assert.equal(document.languageId, "markdown");
  });

  it("come from the open incident", async () => {
    await open("incidents", "inc-412-checkout.md");
    await run("postmortemFromIncident");
    const document = await made();
    assert.match(document.getText(), /^# Post-?mortem.*checkout/im);
    assert.match(document.uri.path, /\.md$/);
  });

  it("are messages for those whom a person chooses", async () => {
    await open("incidents", "inc-412-checkout.md");
    const chosen = answering("showQuickPick", (items) => (items as unknown[])[0]);
    await run("messageFromIncident");
    chosen.restore();
    assert.match((await made()).getText(), /checkout/);
  });

  it("get entries from a person who only says what happened", async () => {
    const editor = await write(LOG);
    const typed = answering("showInputBox", () => "Rolled back to v2.4");
    await run("logEntry");
    typed.restore();
    await until("it is written", () => editor.document.getText().includes("Rolled back to v2.4"));
  });
});

async function made(): Promise<vscode.TextDocument> {
  return await until("a document is made", () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.isUntitled === true && document.getText() !== "" && document;
  });
}
