/** The incidents of the workspace, those that still run first. */
import * as vscode from "vscode";
import { opens, type Group, type Location } from "./list.ts";

/** An incident or its post-mortem as the server tells of it. */
export interface Incident {
  name: string;
  kind: string;
  incident: string | null;
  severity: string | null;
  isOpen: boolean;
  date: string | null;
  location: Location;
}

/** The documents by what they are; within a group in the order of the server. */
export function groupIncidents(all: Incident[]): Group[] {
  const isReview = (one: Incident): boolean => one.kind === "postmortem";
  return [
    { label: "Running", items: all.filter((one) => one.isOpen).map(item) },
    { label: "Over", items: all.filter((one) => !one.isOpen && !isReview(one)).map(item) },
    { label: "Post-Mortems", items: all.filter((one) => !one.isOpen && isReview(one)).map(item) },
  ];
}

function item(incident: Incident): vscode.TreeItem {
  const made = new vscode.TreeItem(label(incident));
  made.description = [incident.severity, incident.date].filter(Boolean).join(" · ");
  made.tooltip = `${incident.name}\n${made.description}`;
  made.iconPath = icon(incident);
  made.command = opens(incident.location);
  made.contextValue = incident.kind;
  return made;
}

/**
 * The name from the key on, when only a word or two stand before it: a side bar
 * is narrow, and the group and the icon say already what the document is.
 */
function label({ name, incident }: Incident): string {
  const at = incident === null ? -1 : name.indexOf(incident);
  const isKindBefore = /^[\p{L}-]+( [\p{L}-]+)? $/u.test(name.slice(0, Math.max(at, 0)));
  return isKindBefore ? name.slice(at) : name;
}

function icon(incident: Incident): vscode.ThemeIcon {
  if (incident.isOpen) {
    return new vscode.ThemeIcon("flame", new vscode.ThemeColor("charts.red"));
  }
  return new vscode.ThemeIcon(incident.kind === "postmortem" ? "book" : "pass");
}
