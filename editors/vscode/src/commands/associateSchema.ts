/**
 * Lets the Even Better TOML extension complete and check `warroom.toml`.
 *
 * That extension takes schemas by their full address only, so the schema is
 * copied to a place that stays when this extension is updated.
 */
import * as vscode from "vscode";

const TOML = "tamasfe.even-better-toml";
const FILES = "^.*/\\.?warroom\\.toml$";

/** Copies the schema and tells Even Better TOML about it, in the user's settings. */
export async function associateSchema(context: vscode.ExtensionContext): Promise<void> {
  if (vscode.extensions.getExtension(TOML) === undefined) {
    const chosen = await vscode.window.showInformationMessage(
      "The extension Even Better TOML checks and completes warroom.toml. It is not installed here.",
      "Show It",
    );
    if (chosen !== undefined) {
      await vscode.commands.executeCommand("extension.open", TOML);
    }
    return;
  }
  const schema = vscode.Uri.joinPath(context.globalStorageUri, "warroom.schema.json");
  const packaged = vscode.Uri.joinPath(context.extensionUri, "dist", "warroom.schema.json");
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  await vscode.workspace.fs.copy(packaged, schema, { overwrite: true });
  const settings = vscode.workspace.getConfiguration("evenBetterToml.schema");
  const before = settings.get<Record<string, string>>("associations", {});
  const after = { ...before, [FILES]: schema.toString() };
  await settings.update("associations", after, vscode.ConfigurationTarget.Global);
  void vscode.window.showInformationMessage(
    "Even Better TOML now checks and completes warroom.toml.",
  );
}
