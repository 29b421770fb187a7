/** Begins a document from a template of the server. */
import * as vscode from "vscode";
import { ask } from "../server/ask.ts";
import type { Server } from "../server/server.ts";
import { askFields, type Field } from "./fields.ts";
import { firstFolder, openText, type Text } from "./openText.ts";

interface Template {
  name: string;
  title: string;
  about: string;
  kind: string;
  fields: Field[];
}

/** Has the writer choose among the templates of some kinds, or of all. */
export async function newDocument(server: Server, ...kinds: string[]): Promise<void> {
  const templates = await ask<Template[]>(server, "warroom.templates", activeUri());
  const template = templates && (await choose(templates.answer, kinds));
  const fields = template && (await askFields(template.title, template.fields));
  if (template === undefined || fields === undefined) {
    return;
  }
  const folder = firstFolder();
  const argument = { template: template.name, fields, folder: folder?.toString() };
  const made = await ask<Text>(server, "warroom.new", argument);
  if (made !== undefined) {
    await openText(made.answer, folder);
  }
}

async function choose(all: Template[], kinds: string[]): Promise<Template | undefined> {
  const fitting = all.filter((template) => kinds.length === 0 || kinds.includes(template.kind));
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage("The server has no template for this.");
    return undefined;
  }
  if (fitting.length === 1) {
    return fitting[0];
  }
  const items = fitting.map((template) => ({
    label: template.title,
    detail: template.about,
    template,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "New document",
    placeHolder: "What do you want to write?",
    matchOnDetail: true,
  });
  return chosen?.template;
}

function activeUri(): { uri?: string } {
  const document = vscode.window.activeTextEditor?.document;
  return document === undefined ? {} : { uri: document.uri.toString() };
}
