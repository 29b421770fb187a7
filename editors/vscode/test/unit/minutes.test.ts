import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMinutes } from "../../src/commands/minutes.ts";

for (const [typed, minutes] of [
  ["15", 15],
  ["-90", -90],
  [" +5 min ", 5],
  ["1h30m", 90],
  ["-1h 5m", -65],
  ["2h", 120],
] as const) {
  test(`${typed} is ${minutes} minutes`, () => assert.equal(parseMinutes(typed), minutes));
}

for (const typed of ["", "soon", "0", "-", "1.5h", "10:05"]) {
  test(`“${typed}” is no length`, () => assert.equal(parseMinutes(typed), undefined));
}
