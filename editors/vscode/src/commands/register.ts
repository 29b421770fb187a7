/** Every command of the palette, with what it does. */
import * as vscode from "vscode";
import { showReport } from "../report/show.ts";
import type { Server } from "../server/server.ts";
import type { WorkspaceCheck } from "../server/workspaceCheck.ts";
import { checkWorkspace } from "./checkWorkspace.ts";
import { explainRule } from "./explainRule.ts";
import { fromIncident, messageFromIncident } from "./fromIncident.ts";
import { newDocument } from "./newDocument.ts";
import { pasteTimeline } from "./paste.ts";
import { assignSeverity } from "./severity.ts";
import { convertTimes, shiftEntries } from "./times.ts";
import { fixAll, insertEvent, logEntry, sortTimeline } from "./write.ts";

type Run = () => unknown;

/**
 * The commands. Their names differ from those of the server's own, which the
 * language client registers, by `editor`.
 */
export function commands(server: Server, check: WorkspaceCheck): Record<string, Run> {
  return {
    insertEvent: () => insertEvent(server),
    logEntry: () => logEntry(server),
    pasteTimeline: () => pasteTimeline(server),
    sortTimeline: () => sortTimeline(server),
    shiftEntries: () => shiftEntries(server),
    convertTimes: () => convertTimes(server),
    assignSeverity: () => assignSeverity(server),
    fixAll: () => fixAll(server),
    newDocument: () => newDocument(server),
    newIncident: () => newDocument(server, "incident-log", "declaration"),
    newPostmortem: () => newDocument(server, "postmortem"),
    newRunbook: () => newDocument(server, "runbook"),
    newDrill: () => newDocument(server, "gameday"),
    newUpdate: () => newDocument(server, "update"),
    newStatusPage: () => newDocument(server, "status-update"),
    postmortemFromIncident: () => fromIncident(server, "warroom.postmortem"),
    updateFromIncident: () => fromIncident(server, "warroom.update"),
    statusPageFromIncident: () => fromIncident(server, "warroom.statuspage"),
    declareFromIncident: () => fromIncident(server, "warroom.declare"),
    resolutionFromIncident: () => fromIncident(server, "warroom.resolve"),
    escalationFromIncident: () => fromIncident(server, "warroom.escalate"),
    messageFromIncident: () => messageFromIncident(server),
    explainRule: () => explainRule(server),
    checkWorkspace: () => checkWorkspace(server, check),
    showReport: () => showReport(server),
    showLog: () => server.log.show(),
  };
}

/** Registers commands under their full names. */
export function register(all: Record<string, Run>): vscode.Disposable {
  const registered = Object.entries(all).map(([name, run]) =>
    vscode.commands.registerCommand(`warroom.editor.${name}`, run),
  );
  return vscode.Disposable.from(...registered);
}
