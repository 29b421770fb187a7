/** What the editor and the server agree on before they begin. */
import type { LogOutputChannel } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import type { WorkspaceCheck } from "./workspaceCheck.ts";
import { withTimeline } from "./lenses.ts";

/** The documents that the server is told about. */
export const DOCUMENTS = [
  { scheme: "file", language: "markdown" },
  { scheme: "untitled", language: "markdown" },
];

/** The configuration, which is no document, whatever language it is taken for. */
const CONFIGURATION = { scheme: "file", pattern: "**/{warroom,.warroom}.toml" };

/** The options of the client. */
export function clientOptions(log: LogOutputChannel, check: WorkspaceCheck): LanguageClientOptions {
  return {
    documentSelector: [...DOCUMENTS, CONFIGURATION],
    outputChannel: log,
    middleware: {
      // Other documents than the open ones are looked at when somebody wants it.
      provideWorkspaceDiagnostics: (ids, token, report, next) =>
        check.when(() => next(ids, token, report)),
      provideCodeLenses: async (document, token, next) =>
        withTimeline((await next(document, token)) ?? []),
    },
  };
}
