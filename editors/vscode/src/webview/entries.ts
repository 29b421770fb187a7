/** The list of entries: each a button that leads to its line. */
import type { Entry, Place } from "../timeline/messages.ts";
import { element } from "./element.ts";

/** Draws the entries; `reveal` is told where a chosen one stands. */
export function entryList(entries: Entry[], reveal: (place: Place) => void): HTMLElement {
  const list = element("ol", "entries");
  list.setAttribute("aria-label", "Entries. Arrow keys move, Enter goes to the line.");
  list.append(...entries.map((entry) => element("li", "", "", button(entry, reveal))));
  list.addEventListener("keydown", (event) => move(list, event));
  rove(list, 0);
  return list;
}

/** Marks the entry in which the cursor stands. */
export function markCursor(line: number): void {
  for (const button of document.querySelectorAll<HTMLElement>("button.entry")) {
    const { first, last } = button.dataset;
    const isHere = Number(first) <= line && line <= Number(last);
    button.toggleAttribute("data-here", isHere);
    button.setAttribute("aria-current", String(isHere));
  }
}

function button(entry: Entry, reveal: (place: Place) => void): HTMLButtonElement {
  const { start, end } = entry.range;
  const phase = entry.phase ?? "unknown";
  const made = element("button", `entry ${phase}`, "", ...columns(entry));
  made.type = "button";
  made.dataset["first"] = String(start.line);
  // An entry that ends at the start of a line does not stand on it.
  made.dataset["last"] = String(
    end.character === 0 && end.line > start.line ? end.line - 1 : end.line,
  );
  if (entry.error !== null) {
    made.title = `This time ${entry.error}.`;
  }
  made.addEventListener("click", () => reveal(start));
  return made;
}

function columns(entry: Entry): HTMLElement[] {
  const dot = element("span", entry.milestone === null ? "dot" : "dot milestone");
  dot.setAttribute("aria-hidden", "true");
  const words = element("span", "words", entry.text);
  const shown = [
    element("span", entry.error === null ? "clock" : "clock wrong", entry.clock),
    element("span", "gap", entry.gap ?? ""),
    dot,
    words,
  ];
  if (entry.milestone !== null) {
    shown.push(element("span", `badge ${entry.milestone.name}`, entry.milestone.title));
  }
  return shown;
}

/** Moves the focus by the arrow keys, Home and End. */
function move(list: HTMLElement, event: KeyboardEvent): void {
  const all = [...list.querySelectorAll<HTMLButtonElement>("button.entry")];
  const at = all.findIndex((one) => one === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const next = to === undefined ? undefined : all[to];
  if (next !== undefined) {
    event.preventDefault();
    rove(list, all.indexOf(next));
    next.focus();
  }
}

/** One stop of the Tab key for the whole list. */
function rove(list: HTMLElement, to: number): void {
  const all = list.querySelectorAll<HTMLButtonElement>("button.entry");
  all.forEach((one, index) => (one.tabIndex = index === to ? 0 : -1));
}
