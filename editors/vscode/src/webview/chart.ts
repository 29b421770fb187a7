/** The bar to scale: marks of the entries, phases, round times. */
import type { Entry, Phase, Timeline } from "../timeline/messages.ts";
import { element, percent } from "./element.ts";

/** Draws the bar; nothing where the timeline has no length. */
export function chart(phases: Phase[], ticks: Timeline["ticks"], entries: Entry[]): HTMLElement {
  const figure = element("figure", "chart");
  if (ticks.length === 0 && phases.length === 0) {
    return figure;
  }
  figure.append(marks(entries), bar(phases), axis(ticks));
  return figure;
}

function bar(phases: Phase[]): HTMLElement {
  const list = element("ol", "phases");
  list.setAttribute("aria-label", "Phases");
  list.append(...phases.map((phase) => band(phase)));
  return list;
}

function band(phase: Phase): HTMLElement {
  const { from, to, length } = phase;
  const label = element("span", "length", length);
  const made = element(
    "li",
    `phase ${from.name}`,
    "",
    element("span", "to", `to ${to.title} `),
    label,
  );
  made.title = `${from.title} to ${to.title}: ${length}`;
  made.style.left = percent(phase.start);
  made.style.width = percent(phase.end - phase.start);
  return made;
}

function marks(entries: Entry[]): HTMLElement {
  const row = element("div", "marks");
  row.setAttribute("aria-hidden", "true");
  for (const { share } of entries) {
    if (share !== null) {
      const mark = element("span", "mark");
      mark.style.left = percent(share);
      row.append(mark);
    }
  }
  return row;
}

function axis(ticks: Timeline["ticks"]): HTMLElement {
  const row = element("div", "axis");
  row.setAttribute("aria-hidden", "true");
  for (const { share, label } of ticks) {
    const tick = element(
      "span",
      share > 0.96 ? "tick last" : share < 0.04 ? "tick first" : "tick",
      label,
    );
    tick.style.left = percent(share);
    row.append(tick);
  }
  return row;
}
