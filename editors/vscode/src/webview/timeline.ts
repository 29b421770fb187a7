/** Runs inside the timeline view: draws what it is told, says what is clicked. */
import type { FromView, ToView } from "../timeline/messages.ts";
import { chart } from "./chart.ts";
import { element } from "./element.ts";
import { entryList, markCursor } from "./entries.ts";

declare function acquireVsCodeApi(): { postMessage: (message: FromView) => void };

const editor = acquireVsCodeApi();
const main = document.querySelector("main");

function draw(message: ToView): void {
  switch (message.type) {
    case "cursor":
      markCursor(message.line);
      break;
    case "nothing":
      main?.replaceChildren(element("p", "nothing", message.words));
      break;
    case "timeline": {
      const { title, about, entries, phases, ticks } = message.timeline;
      const focused = focusedEntry();
      main?.replaceChildren(
        element("h1", "", title),
        element("p", "about", about),
        chart(phases, ticks, entries),
        entryList(entries, (place) => editor.postMessage({ type: "reveal", place })),
      );
      focusEntry(focused);
      break;
    }
  }
}

/** The number of the entry with the focus, which drawing anew would take away. */
function focusedEntry(): number {
  return buttons().findIndex((button) => button === document.activeElement);
}

function focusEntry(number: number): void {
  buttons()[number]?.focus();
}

function buttons(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>("button.entry")];
}

window.addEventListener("message", (event: MessageEvent<ToView>) => draw(event.data));
editor.postMessage({ type: "ready" });
