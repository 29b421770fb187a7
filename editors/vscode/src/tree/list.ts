/** A tree of groups that the server is asked for. */
import * as vscode from "vscode";
import type { Server } from "../server/server.ts";
import type { Refresher } from "./refresher.ts";

/** A place in a document, as the protocol writes it. */
export interface Location {
  uri: string;
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
}

/** A heading with what stands below it. */
export interface Group {
  label: string;
  items: vscode.TreeItem[];
}

type Node = Group | vscode.TreeItem;

export class List<T> implements vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(
    private readonly server: Server,
    refresher: Refresher,
    private readonly command: string,
    private readonly grouped: (all: T[]) => Group[],
  ) {
    this.onDidChangeTreeData = refresher.onDidChange;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node instanceof vscode.TreeItem ? node : heading(node);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) {
      return node instanceof vscode.TreeItem ? [] : node.items;
    }
    if (this.server.standing !== "running" || !this.server.announces(this.command)) {
      return [];
    }
    const all = await this.server.send<T[]>(this.command, {});
    return this.grouped(all).filter((group) => group.items.length > 0);
  }
}

function heading(group: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = group.label;
  item.description = String(group.items.length);
  return item;
}

/** What opens a place when an item is chosen. */
export function opens(location: Location): vscode.Command {
  const { start, end } = location.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const options: vscode.TextDocumentShowOptions = { selection: range };
  const args = [vscode.Uri.parse(location.uri), options];
  return { title: "Open", command: "vscode.open", arguments: args };
}
