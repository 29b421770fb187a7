/** The open action items of the workspace, overdue first. */
import * as vscode from "vscode";
import { opens, type Group, type Location } from "./list.ts";

/** An action item as the server tells of it. */
export interface Action {
  action: string;
  owner: string | null;
  due: string | null;
  isOverdue: boolean;
  link: string | null;
  document: string;
  location: Location;
}

/** The items by urgency; within a group in the order of the server. */
export function groupActions(all: Action[]): Group[] {
  return [
    { label: "Overdue", items: all.filter((one) => one.isOverdue).map(item) },
    { label: "Due", items: all.filter((one) => !one.isOverdue && one.due !== null).map(item) },
    { label: "Without a Due Date", items: all.filter((one) => one.due === null).map(item) },
  ];
}

function item(action: Action): vscode.TreeItem {
  const made = new vscode.TreeItem(action.action);
  made.description = [action.owner ?? "nobody yet", action.due].filter(Boolean).join(" · ");
  made.tooltip = `${action.action}\n${made.description}\n${action.document}`;
  made.iconPath = action.isOverdue
    ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon("circle-large-outline");
  made.command = opens(action.location);
  made.contextValue = action.link === null ? "action" : "actionWithLink";
  return made;
}
