import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, type Machine, type Wish } from "../../src/server/locate.ts";

const WISH: Wish = { configured: "", bundled: "/ext/server/warroom", isTrusted: true };

function machine(...programs: string[]): Machine {
  return {
    searchPath: "/usr/bin:bin:/opt/bin",
    home: "/home/kim",
    isWindows: false,
    isExecutable: (path) => programs.includes(path),
  };
}

test("the setting comes before all others", () => {
  const found = locate(
    { ...WISH, configured: "/srv/warroom" },
    machine("/srv/warroom", "/usr/bin/warroom"),
  );
  assert.deepEqual(found, { path: "/srv/warroom", origin: "setting" });
});

test("a tilde in the setting is the home of the user", () => {
  const found = locate({ ...WISH, configured: "~/warroom" }, machine("/home/kim/warroom"));
  assert.deepEqual(found, { path: "/home/kim/warroom", origin: "setting" });
});

test("a wrong setting is not passed over in silence", () => {
  const found = locate({ ...WISH, configured: "/srv/warroom" }, machine("/usr/bin/warroom"));
  assert.deepEqual(found, { missing: "setting", path: "/srv/warroom" });
});

test("a relative path in the setting could be anything, so it is none", () => {
  const found = locate({ ...WISH, configured: "bin/warroom" }, machine("bin/warroom"));
  assert.deepEqual(found, { missing: "setting", path: "bin/warroom" });
});

test("the PATH comes before the package", () => {
  const found = locate(WISH, machine("/opt/bin/warroom", WISH.bundled));
  assert.deepEqual(found, { path: "/opt/bin/warroom", origin: "path" });
});

test("a relative folder of the PATH is left out", () => {
  assert.deepEqual(locate(WISH, machine("bin/warroom")), {
    missing: "everywhere",
    path: WISH.bundled,
  });
});

test("the package brings one along", () => {
  assert.deepEqual(locate(WISH, machine(WISH.bundled)), {
    path: WISH.bundled,
    origin: "bundled",
  });
});

test("without trust only the package counts", () => {
  const untrusted = { ...WISH, configured: "/srv/warroom", isTrusted: false };
  const all = machine("/srv/warroom", "/usr/bin/warroom", WISH.bundled);
  assert.deepEqual(locate(untrusted, all), { path: WISH.bundled, origin: "bundled" });
  const none = machine("/srv/warroom", "/usr/bin/warroom");
  assert.deepEqual(locate(untrusted, none), { missing: "untrusted", path: WISH.bundled });
});
