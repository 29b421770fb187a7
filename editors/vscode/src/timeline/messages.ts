/** What the timeline view and the extension tell each other. */

/** A place in a document, as the protocol counts. */
export interface Place {
  line: number;
  character: number;
}

/** A milestone: its name for colours, its title for people. */
export interface Milestone {
  name: string;
  title: string;
}

/** One entry of a timeline. */
export interface Entry {
  range: { start: Place; end: Place };
  /** Where it stands on the whole length, from 0 to 1. */
  share: number | null;
  clock: string;
  gap: string | null;
  text: string;
  milestone: Milestone | null;
  /** The name of the milestone that opened the phase it stands in. */
  phase: string | null;
  /** Why its time cannot be meant as it stands. */
  error: string | null;
}

/** A stretch between two milestones. */
export interface Phase {
  from: Milestone;
  to: Milestone;
  start: number;
  end: number;
  length: string;
}

/** A timeline to be drawn. */
export interface Timeline {
  title: string;
  about: string;
  entries: Entry[];
  phases: Phase[];
  ticks: { share: number; label: string }[];
}

/** From the extension to the view. */
export type ToView =
  | { type: "timeline"; timeline: Timeline }
  | { type: "nothing"; words: string }
  | { type: "cursor"; line: number };

/** From the view to the extension. */
export type FromView = { type: "ready" } | { type: "reveal"; place: Place };
