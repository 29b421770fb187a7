// The browser that all of these tests drive, and whether what it shows is seen.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A page, opened, and what it asked for and complained of. */
export async function open(browser, address, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const requests = [];
  const troubles = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(address);
  return { page, requests, troubles };
}

/** That a page is light or dark as asked for, and its other colours stand out. */
export function assertSeen(colours, scheme) {
  assert.equal(distance(colours.page, "rgb(0, 0, 0)") < 0.5, scheme === "dark");
  for (const [name, colour] of Object.entries(colours.others)) {
    assert.ok(distance(colours.page, colour) > 0.25, `${name} ${colour} on ${colours.page}`);
  }
}

/** How far two colours, `rgb(1, 2, 3)`, are apart in brightness, from 0 to 1. */
function distance(one, other) {
  const brightness = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  return Math.abs(brightness(one) - brightness(other));
}

/** Keeps what is seen where SCREENSHOTS asks for it. */
export async function keep(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
