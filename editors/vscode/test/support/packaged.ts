/** The package that `npm run package` has built. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION } from "./scratch.ts";

export function packaged(): string {
  const name = readdirSync(EXTENSION).find((one) => /^warroom-\d.*\.vsix$/.test(one));
  if (name === undefined) {
    throw new Error("there is no package; npm run package builds one");
  }
  return join(EXTENSION, name);
}
