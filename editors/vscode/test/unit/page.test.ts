import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../../src/timeline/page.ts";

const PAGE = page({
  csp: "https://view.example",
  script: "https://view.example/timeline.js",
  style: "https://view.example/timeline.css",
  nonce: "n0nce",
});

test("nothing is allowed but one script and one style sheet", () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(PAGE)?.[1];
  assert.equal(
    policy,
    "default-src 'none'; style-src https://view.example; script-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
  );
});

test("no script, style or handler stands in the page itself", () => {
  assert.match(PAGE, /<script nonce="n0nce" src="[^"]+"><\/script>/);
  assert.doesNotMatch(PAGE, /<style|\sstyle=|\son[a-z]+=/);
});
