/** The life of the server: it is looked for, started, restarted and stopped. */
import * as vscode from "vscode";
import { LanguageClient, State, TransportKind } from "vscode-languageclient/node";
import { locate, programName, type Located } from "./locate.ts";
import { thisMachine } from "./machine.ts";
import { clientOptions } from "./options.ts";
import type { WorkspaceCheck } from "./workspaceCheck.ts";

/** How the server is. */
export type Standing = "starting" | "running" | "missing" | "stopped";

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private located: Located | undefined;
  private current: Standing = "stopped";
  private readonly changed = new vscode.EventEmitter<Standing>();
  private turn: Promise<void> = Promise.resolve();

  /** Tells how the server is, whenever that is another than before. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extension: vscode.Uri,
    readonly log: vscode.LogOutputChannel,
    private readonly check: WorkspaceCheck,
  ) {}

  get standing(): Standing {
    return this.current;
  }

  /** Why there is no server, when there is none. */
  get missing(): Extract<Located, { missing: string }> | undefined {
    return this.located !== undefined && "missing" in this.located ? this.located : undefined;
  }

  /** The version that the running server has said it is. */
  get version(): string | undefined {
    return this.client?.initializeResult?.serverInfo?.version;
  }

  /** Looks for the server and starts it; one that runs is stopped before. */
  restart(): Promise<void> {
    this.turn = this.turn.then(() => this.startAnew());
    return this.turn;
  }

  /** Whether the server knows a command. */
  announces(command: string): boolean {
    const provider = this.client?.initializeResult?.capabilities.executeCommandProvider;
    return provider?.commands.includes(command) === true;
  }

  /** Has the server carry out a command. */
  async send<T>(command: string, argument: object): Promise<T> {
    if (this.client === undefined) {
      throw new Error("the server does not run");
    }
    const params = { command, arguments: [argument] };
    return await this.client.sendRequest<T>("workspace/executeCommand", params);
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.changed.dispose();
  }

  private async startAnew(): Promise<void> {
    await this.stop();
    if (isVirtual()) {
      // Its documents are on no disk that a server could read.
      return this.stand("stopped");
    }
    this.located = this.look();
    if ("missing" in this.located) {
      this.log.warn(`no server: ${this.located.missing} (${this.located.path})`);
      return this.stand("missing");
    }
    this.log.info(`server: ${this.located.path} (${this.located.origin})`);
    this.stand("starting");
    await this.launch(this.located.path);
  }

  private look(): Located {
    const machine = thisMachine();
    const name = programName(machine.isWindows);
    const settings = vscode.workspace.getConfiguration("warroom");
    const wish = {
      configured: settings.get<string>("server.path", ""),
      bundled: vscode.Uri.joinPath(this.extension, "server", name).fsPath,
      isTrusted: vscode.workspace.isTrusted,
    };
    return locate(wish, machine);
  }

  private async launch(command: string): Promise<void> {
    const file = vscode.workspace.getConfiguration("warroom").get<string>("server.logFile", "");
    const args = ["lsp", ...(file === "" ? [] : ["--log-file", file])];
    const run = { command, args, transport: TransportKind.stdio };
    const options = clientOptions(this.log, this.check);
    const client = new LanguageClient("warroom", "Warroom", run, options);
    this.client = client;
    client.onDidChangeState((event) => this.stand(standing(event.newState)));
    try {
      await client.start();
    } catch (error) {
      this.log.error(`the server did not start: ${String(error)}`);
      this.stand("stopped");
    }
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A server that has not come up, or has died, cannot be asked to go.
    await client?.dispose().catch((error: unknown) => this.log.warn(String(error)));
  }

  private stand(standing: Standing): void {
    if (standing !== this.current) {
      this.current = standing;
      void vscode.commands.executeCommand("setContext", "warroom.server", standing);
      this.changed.fire(standing);
    }
  }
}

/** Whether all folders are elsewhere than on this machine. */
function isVirtual(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 0 && folders.every((folder) => folder.uri.scheme !== "file");
}

function standing(state: State): Standing {
  switch (state) {
    case State.Running:
      return "running";
    case State.Stopped:
      return "stopped";
    default:
      return "starting";
  }
}
