/** `warroom.toml`, which the server reads with no other extension. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { open, serverIsUp, until } from "./support.ts";

describe("warroom.toml", () => {
  let editor: vscode.TextEditor;

  before(async () => {
    await open("incidents", "inc-412-checkout.md");
    await serverIsUp();
    editor = await open("warroom.toml");
  });

  after(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("has its options completed, and the values that they may have", async () => {
    await rewrite("pre\n");
    assert.ok((await completed(0, 3)).includes("preset"));
    await rewrite('preset = ""\n');
    assert.ok((await completed(0, 10)).includes("strict"));
  });

  it("says what an option means", async () => {
    await rewrite('preset = "strict"\n');
    const provide = "vscode.executeHoverProvider";
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      provide,
      editor.document.uri,
      new vscode.Position(0, 2),
    );
    const [content] = hover?.contents ?? [];
    assert.match((content as vscode.MarkdownString).value, /preset/);
  });

  it("is underlined where it is wrong", async () => {
    await rewrite("zone = 1\n");
    const found = await until("it is found", () => {
      const [first] = vscode.languages.getDiagnostics(editor.document.uri);
      return first;
    });
    assert.equal(found.range.start.line, 0);
    assert.equal(found.source, "warroom");
  });

  async function rewrite(content: string): Promise<void> {
    const { document } = editor;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(whole, content));
  }

  async function completed(line: number, character: number): Promise<string[]> {
    const provide = "vscode.executeCompletionItemProvider";
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      provide,
      editor.document.uri,
      new vscode.Position(line, character),
    );
    return items.map(({ label }) => (typeof label === "string" ? label : label.label));
  }
});
