/** The browser that VS Code is looked at in. */
import { chromium, type Browser } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser that is installed. */
export async function browse(): Promise<Browser> {
  const executablePath = process.env["WARROOM_CHROMIUM"] ?? "/usr/bin/chromium";
  return await chromium.launch({ executablePath, headless: true, args: QUIET });
}
