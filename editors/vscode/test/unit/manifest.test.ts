/** The manifest holds together: what it names is there, and says what it is. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Command {
  command: string;
  title: string;
  category: string;
  enablement?: string;
}

interface Manifest {
  icon: string;
  capabilities: Record<"untrustedWorkspaces" | "virtualWorkspaces", { supported: unknown }>;
  contributes: {
    commands: Command[];
    menus: Record<string, { command?: string; when?: string }[]>;
    keybindings: { command: string; key: string; mac: string; when: string }[];
    configuration: { properties: Record<string, Record<string, unknown>> };
    snippets: { path: string }[];
    walkthroughs: { steps: { description: string; media: Record<string, string> }[] }[];
  };
}

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(at(path), "utf8"));
const manifest = json("package.json") as Manifest;
const { commands, menus, keybindings, configuration, snippets, walkthroughs } =
  manifest.contributes;
const names = commands.map((command) => command.command);

test("each command has a title and stands under Warroom", () => {
  for (const { command, title, category } of commands) {
    assert.match(command, /^warroom\.editor\.[a-zA-Z]+$/);
    assert.match(title, /^[A-Z]/, command);
    assert.equal(category, "Warroom", command);
  }
});

test("menus, keys and steps of the walkthrough name commands that exist", () => {
  const inMenus = Object.values(menus).flatMap((items) => items.map((item) => item.command));
  const inSteps = walkthroughs
    .flatMap((walkthrough) => walkthrough.steps)
    .flatMap((step) => [...step.description.matchAll(/command:([\w.]+)/g)].map((found) => found[1]))
    .filter((command) => command?.startsWith("warroom.editor."));
  const inKeys = keybindings.map((key) => key.command);
  for (const command of [...inMenus, ...inSteps, ...inKeys]) {
    assert.ok(command === undefined || names.includes(command), command);
  }
});

test("the palette offers a command for documents in Markdown only", () => {
  const palette = menus["commandPalette"] ?? [];
  for (const { command, enablement } of commands) {
    if (enablement !== undefined) {
      const item = palette.find((one) => one.command === command);
      assert.match(item?.when ?? "", /editorLangId == markdown/, command);
    }
  }
});

test("keys are chords of our own and say when they hold", () => {
  for (const { command, key, mac, when } of keybindings) {
    assert.match(key, /^ctrl\+alt\+w [a-z]$/, command);
    assert.equal(mac, key, command);
    assert.notEqual(when, "", command);
  }
  assert.equal(new Set(keybindings.map((one) => one.key)).size, keybindings.length);
});

test("each setting has a description, a default and a scope", () => {
  for (const [name, setting] of Object.entries(configuration.properties)) {
    assert.ok(setting["description"] ?? setting["markdownDescription"], name);
    assert.ok("default" in setting && "scope" in setting, name);
  }
});

test("what is run cannot be chosen by a workspace that is not trusted", () => {
  const { untrustedWorkspaces } = manifest.capabilities;
  const { restrictedConfigurations } = untrustedWorkspaces as unknown as {
    restrictedConfigurations: string[];
  };
  assert.equal(untrustedWorkspaces.supported, "limited");
  for (const name of Object.keys(configuration.properties)) {
    const isRun = name.startsWith("warroom.server.");
    assert.equal(restrictedConfigurations.includes(name), isRun, name);
  }
});

test("files that the manifest names are there", () => {
  const media = walkthroughs
    .flatMap((walkthrough) => walkthrough.steps)
    .flatMap((step) => [step.media["markdown"], step.media["image"]]);
  for (const path of [manifest.icon, ...snippets.map((one) => one.path), ...media]) {
    assert.ok(path === undefined || existsSync(at(path)), path);
  }
});

test("each snippet has a prefix of its own and a description", () => {
  const all = Object.values(
    json("snippets/incident.json") as Record<string, Record<string, string>>,
  );
  assert.equal(new Set(all.map((snippet) => snippet["prefix"])).size, all.length);
  assert.ok(all.every((snippet) => snippet["description"]));
});
