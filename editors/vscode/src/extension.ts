/** The door of the extension: puts its parts together when it is needed. */
import * as vscode from "vscode";
import { commands, register } from "./commands/register.ts";
import { tellMissing } from "./server/missing.ts";
import { Server } from "./server/server.ts";
import { WorkspaceCheck } from "./server/workspaceCheck.ts";
import { StatusBar } from "./status/bar.ts";
import { TimelineView } from "./timeline/view.ts";
import { groupActions, type Action } from "./tree/actions.ts";
import { groupIncidents, type Incident } from "./tree/incidents.ts";
import { List } from "./tree/list.ts";
import { Refresher } from "./tree/refresher.ts";

/** Settings that only count when the server starts. */
const AT_START = ["warroom.server", "warroom.workspaceDiagnostics"];

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Warroom", { log: true });
  const check = new WorkspaceCheck(checksAlways());
  const server = new Server(context.extensionUri, log, check);
  const timeline = new TimelineView(server, context.extensionUri);
  const refresher = new Refresher(server);
  context.subscriptions.push(log, server, timeline, refresher, new StatusBar(server));
  context.subscriptions.push(
    list(
      "warroom.actions",
      new List<Action>(server, refresher, "warroom.showActions", groupActions),
    ),
    list(
      "warroom.incidents",
      new List<Incident>(server, refresher, "warroom.showIncidents", groupIncidents),
    ),
    register({
      ...commands(server, check),
      showTimeline: () => timeline.show(),
      refresh: () => refresher.now(),
      restartServer: () => restart(server),
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (AT_START.some((section) => event.affectsConfiguration(section))) {
        void server.restart();
      }
    }),
  );
  await server.restart();
}

/** Starts the server anew, and says so when there is none. */
async function restart(server: Server): Promise<void> {
  await server.restart();
  if (server.missing !== undefined) {
    void tellMissing(server.missing);
  }
}

function list<T>(id: string, provider: vscode.TreeDataProvider<T>): vscode.Disposable {
  return vscode.window.registerTreeDataProvider(id, provider);
}

function checksAlways(): boolean {
  const settings = vscode.workspace.getConfiguration("warroom");
  return settings.get<string>("workspaceDiagnostics") === "always";
}
