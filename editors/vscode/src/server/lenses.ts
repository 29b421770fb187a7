/** The line above a title leads to the timeline. */
import type { CodeLens } from "vscode";

/**
 * Lets the lenses of the first line with one lead to the timeline. The server
 * sends them without a command, because not every editor has such a view.
 */
export function withTimeline(lenses: CodeLens[]): CodeLens[] {
  const first = lenses[0]?.range.start.line;
  for (const lens of lenses) {
    if (lens.command?.command === "" && lens.range.start.line === first) {
      lens.command.command = "warroom.editor.showTimeline";
      lens.command.tooltip = "Show the timeline";
    }
  }
  return lenses;
}
