import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answering, open, run, serverIsUp, until } from "./support.ts";

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("warroom");

async function use(path: string | undefined): Promise<void> {
  await settings().update("server.path", path, vscode.ConfigurationTarget.Workspace);
}

describe("without a server", () => {
  before(async () => {
    await open("incidents", "inc-412-checkout.md");
    await serverIsUp();
    await use("/nowhere/warroom");
  });

  after(async () => {
    await use(undefined);
    await serverIsUp();
  });

  it("a command says what is wrong and what can be done", async () => {
    const said = await until("it is missed", async () => {
      const told = answering("showWarningMessage");
      await run("insertEvent");
      told.restore();
      return told.said.length > 0 && told.said;
    });
    assert.match(String(said[0]), /“warroom\.server\.path” says \/nowhere\/warroom/);
    assert.deepEqual(said.slice(1), ["Open Setting", "Look Again"]);
  });

  it("the command that starts it says so too", async () => {
    const told = answering("showWarningMessage");
    await run("restartServer");
    told.restore();
    assert.match(String(told.said[0]), /no server/);
  });

  it("all documents cannot be checked, and that is said", async () => {
    const told = answering("showWarningMessage");
    await run("checkWorkspace");
    told.restore();
    assert.match(String(told.said[0]), /no server/);
  });
});

describe("a server that knows less", () => {
  before(async () => {
    await open("incidents", "inc-412-checkout.md");
    await use(
      process.env["WARROOM_TEST_SILENT_SERVER"] ??
        vscode.workspace.getConfiguration().get("silent"),
    );
  });

  after(async () => {
    await use(undefined);
    await serverIsUp();
  });

  it("is told of kindly, by its version", async () => {
    const said = await until("it runs", async () => {
      const told = answering("showInformationMessage");
      await run("insertEvent");
      told.restore();
      return told.said.join().includes("newer") && told.said.join();
    });
    assert.match(said, /The Warroom server 0\.0\.1 does not know how to do this yet/);
  });
});
