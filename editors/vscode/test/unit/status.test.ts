import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "../../src/status/status.ts";

const NOW = new Date("2026-06-15T10:00:00Z");

test("a running incident says how long, and when the next update is due", () => {
  const status = {
    kind: "incident-log",
    severity: "SEV2",
    isLive: true,
    elapsedSeconds: 1_500,
    nextUpdateDue: "2026-06-15T10:22:00Z",
    nextUpdateOverdue: false,
  };
  const said = words(status, NOW);
  assert.equal(said?.text, "$(flame) Incident SEV2 · 25m · update in 22m");
  assert.equal(said.isUrgent, false);
});

test("a late update is urgent", () => {
  const status = {
    kind: "incident-log",
    isLive: true,
    nextUpdateDue: "2026-06-15T08:55:00Z",
    nextUpdateOverdue: true,
  };
  const said = words(status, NOW);
  assert.equal(said?.text, "$(flame) Incident · update 1h 5m late");
  assert.equal(said.isUrgent, true);
});

test("the clock of the server counts, where it can be told", () => {
  const status = {
    kind: "incident-log",
    isLive: true,
    startedAt: "2026-06-14T09:00:00Z",
    elapsedSeconds: 3_600,
    nextUpdateDue: "2026-06-14T10:05:00Z",
  };
  assert.equal(words(status, NOW)?.text, "$(flame) Incident · 1h · update in 5m");
});

test("what is over has no clock", () => {
  const status = { kind: "postmortem", severity: "SEV1", isLive: false, elapsedSeconds: 4_020 };
  assert.equal(words(status, NOW)?.text, "$(checklist) Post-mortem SEV1");
});

test("open roles and the checklist stand in the tooltip", () => {
  const status = {
    kind: "incident-log",
    isLive: true,
    unassignedRoles: ["scribe"],
    uncheckedItems: 3,
  };
  assert.match(words(status, NOW)?.tooltip ?? "", /Nobody yet: scribe\nOpen on the checklist: 3/);
});

test("other documents say nothing", () => {
  assert.equal(words(null, NOW), undefined);
  assert.equal(words({ kind: "other" }, NOW), undefined);
  assert.equal(words({}, NOW), undefined);
});
