import assert from "node:assert/strict";
import { test } from "node:test";
import { withLinks } from "../../src/report/page.ts";

const PAGE = `<head><meta content="default-src 'none'; script-src 'sha256-own'"></head><body><script>sort()</script></body>`;

test("the report lets one more script in, by its nonce", () => {
  const page = withLinks(PAGE, "n0nce");
  assert.match(page, /default-src 'none'; script-src 'nonce-n0nce' 'sha256-own'"/);
  assert.match(page, /<script nonce="n0nce">[^<]*acquireVsCodeApi[^<]*<\/script><\/body>/);
});
