/** What the status bar says of a document. */

/** What the server knows of the open document. Times are ISO 8601. */
export interface Status {
  kind?: string | null;
  severity?: string | null;
  phase?: string | null;
  isLive?: boolean | null;
  startedAt?: string | null;
  elapsedSeconds?: number | null;
  nextUpdateDue?: string | null;
  nextUpdateOverdue?: boolean | null;
  unassignedRoles?: string[] | null;
  uncheckedItems?: unknown[] | number | null;
}

/** Words for the status bar. */
export interface Words {
  text: string;
  tooltip: string;
  isUrgent: boolean;
}

const KINDS: Record<string, string> = {
  declaration: "Declaration",
  "incident-log": "Incident",
  update: "Update",
  "status-update": "Status page text",
  postmortem: "Post-mortem",
  runbook: "Runbook",
  gameday: "Drill",
  message: "Message",
};

/** What is said at a moment; nothing for what is no incident document. */
export function words(status: Status | null, now: Date): Words | undefined {
  const kind = KINDS[status?.kind ?? ""];
  if (status === null || kind === undefined) {
    return undefined;
  }
  const isLive = status.isLive === true;
  const parts = [[kind, status.severity].filter(Boolean).join(" ")];
  if (isLive) {
    const running = [length(status.elapsedSeconds), nextUpdate(status, serverTime(status) ?? now)];
    parts.push(...running.filter((part) => part !== undefined));
  }
  const isUrgent = isLive && status.nextUpdateOverdue === true;
  return { text: `$(${icon(isLive)}) ${parts.join(" · ")}`, tooltip: tooltip(status), isUrgent };
}

/** The moment of the answer by the server's clock, which may be another than ours. */
function serverTime(status: Status): Date | undefined {
  const start = Date.parse(status.startedAt ?? "");
  const isKnown = !Number.isNaN(start) && typeof status.elapsedSeconds === "number";
  return isKnown ? new Date(start + (status.elapsedSeconds ?? 0) * 1_000) : undefined;
}

function icon(isLive: boolean): string {
  return isLive ? "flame" : "checklist";
}

function nextUpdate(status: Status, now: Date): string | undefined {
  const due = Date.parse(status.nextUpdateDue ?? "");
  if (Number.isNaN(due)) {
    return undefined;
  }
  const left = Math.round((due - now.getTime()) / 1000);
  const distance = length(Math.abs(left));
  if (status.nextUpdateOverdue === true || left < -59) {
    return `update ${distance ?? "now"} late`;
  }
  return distance === undefined ? "update due now" : `update in ${distance}`;
}

/** `1h 5m` for 3,900 seconds; nothing for less than a minute. */
function length(seconds: number | null | undefined): string | undefined {
  const minutes = Math.floor((seconds ?? 0) / 60);
  if (minutes < 1) {
    return undefined;
  }
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = [days > 0 ? `${days}d` : "", hours > 0 ? `${hours}h` : "", `${minutes % 60}m`];
  return parts.filter((part) => part !== "" && part !== "0m").join(" ");
}

function tooltip(status: Status): string {
  const roles = status.unassignedRoles ?? [];
  const open = Array.isArray(status.uncheckedItems)
    ? status.uncheckedItems.length
    : (status.uncheckedItems ?? 0);
  const lines = [
    status.phase ? `Phase: ${status.phase}` : "",
    roles.length > 0 ? `Nobody yet: ${roles.join(", ").replaceAll("-", " ")}` : "",
    open > 0 ? `Open on the checklist: ${open}` : "",
    "Click to see the timeline.",
  ];
  return lines.filter((line) => line !== "").join("\n");
}
