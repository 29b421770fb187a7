/** Commands that move times: to another zone, or by some minutes. */
import * as vscode from "vscode";
import { activeEditor } from "../active.ts";
import type { Server } from "../server/server.ts";
import { parseMinutes } from "./minutes.ts";
import { edit } from "./write.ts";

/** Writes all times of the document in another zone. */
export async function convertTimes(server: Server): Promise<void> {
  const zone =
    activeEditor() &&
    (await vscode.window.showQuickPick(zones(), {
      title: "Convert all times of this document",
      placeHolder: "To which zone?",
      matchOnDescription: true,
    }));
  if (zone !== undefined) {
    const nothing = "Nothing to convert: the times are in that zone already, or do not say theirs.";
    await edit(server, "warroom.convertZone", nothing, () => ({ zone: zone.label }));
  }
}

/** Moves the selected entries by some minutes. */
export async function shiftEntries(server: Server): Promise<void> {
  const typed =
    activeEditor() &&
    (await vscode.window.showInputBox({
      title: "Shift the times of the selected entries",
      prompt: "By how much? 15, -90, 1h30m",
      validateInput: (words) =>
        parseMinutes(words) === undefined
          ? "A number of minutes, or a length such as -1h30m"
          : null,
    }));
  const minutes = typed === undefined ? undefined : parseMinutes(typed);
  if (minutes !== undefined) {
    await edit(server, "warroom.shiftEntries", "No entry of a timeline is selected.", (editor) => ({
      range: { start: editor.selection.start, end: editor.selection.end },
      minutes,
    }));
  }
}

/** The zones by name: the world's, one's own, then all others. */
function zones(): vscode.QuickPickItem[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const first = [
    { label: "UTC", description: "the world’s" },
    { label: own, description: "yours" },
  ].filter((zone, index) => index === 0 || zone.label !== "UTC");
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== own);
  return [...first, ...others.map((label) => ({ label }))];
}
