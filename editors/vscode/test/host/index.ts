/** Runs the tests inside the extension host; VS Code calls `run`. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 25_000, color: false, reporter: "dot" });
  const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.cjs"));
  tests.sort().forEach((name) => mocha.addFile(join(__dirname, name)));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`host tests: ${runner.stats?.passes ?? 0} passed, ${failures} failed`);
      if (failures === 0) {
        resolve();
      } else {
        reject(new Error(`${failures} tests failed`));
      }
    });
    runner.on("fail", (test, error: Error) => {
      console.log(`host tests: FAILED ${test.fullTitle()}: ${error.message}`);
    });
  });
}
