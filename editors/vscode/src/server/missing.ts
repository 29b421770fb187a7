/** What is said when there is no server, and what can be done about it. */
import * as vscode from "vscode";
import type { Located } from "./locate.ts";

type Missing = Extract<Located, { missing: string }>;

/** Says that there is no server, and helps. */
export async function tellMissing(missing: Missing): Promise<void> {
  const choices = help(missing);
  const titles = choices.map((choice) => choice.title);
  const chosen = await vscode.window.showWarningMessage(words(missing), ...titles);
  const choice = choices.find((one) => one.title === chosen);
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice.command, ...choice.arguments);
  }
}

function words(missing: Missing): string {
  switch (missing.missing) {
    case "setting":
      return `Warroom has no server: “warroom.server.path” says ${missing.path}, and there is no program there. Correct the setting, or empty it to use the one on your PATH.`;
    case "untrusted":
      return "Warroom has no server: this workspace is not trusted, so only one that comes with the extension would be run, and this package has none. Trust the workspace to use the one on your PATH.";
    case "everywhere":
      return "Warroom has no server: there is no “warroom” on your PATH, and this package brings none along. Install it, or name it in the settings.";
  }
}

interface Choice {
  title: string;
  command: string;
  arguments: unknown[];
}

const OPEN_SETTING: Choice = {
  title: "Open Setting",
  command: "workbench.action.openSettings",
  arguments: ["warroom.server.path"],
};

const HOW_TO_INSTALL: Choice = {
  title: "How to Install",
  command: "workbench.action.openWalkthrough",
  arguments: ["warroom.warroom#start", false],
};

const MANAGE_TRUST: Choice = {
  title: "Manage Trust",
  command: "workbench.trust.manage",
  arguments: [],
};

const LOOK_AGAIN: Choice = {
  title: "Look Again",
  command: "warroom.editor.restartServer",
  arguments: [],
};

function help(missing: Missing): Choice[] {
  switch (missing.missing) {
    case "setting":
      return [OPEN_SETTING, LOOK_AGAIN];
    case "untrusted":
      return [MANAGE_TRUST];
    case "everywhere":
      return [HOW_TO_INSTALL, OPEN_SETTING, LOOK_AGAIN];
  }
}
