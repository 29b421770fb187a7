import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the keys", () => {
  it("shadow none that VS Code has", async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const first = [...text.matchAll(/"key": "([^" ]+)[^"]*",\s*"command": "([^"]+)"/g)];
    const others = first.filter(
      ([, key, command]) => key === "ctrl+alt+w" && !command?.startsWith("warroom."),
    );
    assert.ok(first.length > 500, `${first.length} keys`);
    assert.deepEqual(others, []);
  });
});
