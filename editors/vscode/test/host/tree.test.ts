import assert from "node:assert/strict";
import * as vscode from "vscode";
import { groupActions, type Action } from "../../src/tree/actions.ts";
import { groupIncidents, type Incident } from "../../src/tree/incidents.ts";

const start = { line: 3, character: 2 };
const location = { uri: "file:///a.md", range: { start, end: { line: 3, character: 9 } } };

const ACTION: Action = {
  action: "Add an alert",
  owner: "@kim",
  due: "2026-06-30",
  isOverdue: false,
  link: null,
  document: "Post-mortem",
  location,
};

const INCIDENT: Incident = {
  name: "INC-1 mail",
  kind: "incident",
  incident: "INC-1",
  severity: "SEV2",
  isOpen: false,
  date: "2026-06-01",
  location,
};

describe("the view of action items", () => {
  it("shows overdue items first, and those without a day last", () => {
    const open = { ...ACTION, due: null };
    const overdue = { ...ACTION, isOverdue: true };
    const groups = groupActions([overdue, ACTION, open]);
    const shown = groups.map((group) => `${group.label}: ${group.items.length}`);
    assert.deepEqual(shown, ["Overdue: 1", "Due: 1", "Without a Due Date: 1"]);
  });

  it("says who and when, and leads to the line", () => {
    const item = groupActions([ACTION])[1]?.items[0];
    assert.equal(item?.description, "@kim · 2026-06-30");
    const [uri, options] = item.command?.arguments as [vscode.Uri, { selection: vscode.Range }];
    assert.equal(uri.path, "/a.md");
    assert.equal(options.selection.start.line, 3);
  });

  it("says when nobody owns an item", () => {
    const item = groupActions([{ ...ACTION, owner: null }])[1]?.items[0];
    assert.equal(item?.description, "nobody yet · 2026-06-30");
  });
});

describe("the view of incidents", () => {
  it("names an incident by its key first, and says the whole name when asked", () => {
    const labels = (name: string): unknown[] => {
      const item = groupIncidents([{ ...INCIDENT, name }])[1]?.items[0];
      return [item?.label, (item?.tooltip as string).split("\n")[0]];
    };
    const review = "Post-mortem INC-1: mail is slow";
    assert.deepEqual(labels(review), ["INC-1: mail is slow", review]);
    const late = "Mail was slow for hours, see INC-1";
    assert.deepEqual(labels(late), [late, late]);
  });

  it("shows what runs before what is over, and reviews last", () => {
    const running = { ...INCIDENT, isOpen: true };
    const review = { ...INCIDENT, kind: "postmortem" };
    const groups = groupIncidents([running, INCIDENT, review]);
    const shown = groups.map((group) => `${group.label}: ${group.items.length}`);
    assert.deepEqual(shown, ["Running: 1", "Over: 1", "Post-Mortems: 1"]);
  });
});
