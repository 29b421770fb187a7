/** VS Code as a person uses it: with the keyboard, the palette and the eyes. */
import type { FrameLocator, Locator, Page } from "playwright-core";

/** How long anything may take before a test gives up, in milliseconds. */
const LIMIT = 30_000;

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(LIMIT);
  }

  /** Ends the session. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Undoes what was typed. */
  async revert(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.page.locator(".editor-group-container .view-lines").first().click();
    await this.run("File: Revert File");
    await this.page.locator(".tab.dirty").waitFor({ state: "detached" });
  }

  /** Opens a folder and waits for the editor to be usable. */
  async open(url: string, folder: string): Promise<void> {
    await this.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  /** Opens a file by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    await this.input().fill(name);
    await this.row(name).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Runs a command by its title, as somebody who does not know the keys. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.input().fill(`>${title}`);
    await this.row(title).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Puts the cursor on a line and a column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press("Control+G");
    await this.input().fill(`:${line},${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.cursor(line).waitFor();
  }

  /** The status bar's word for a cursor on a line. */
  cursor(line: number): Locator {
    return this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line},` });
  }

  /** A line of the text in the editor that holds some words. */
  line(words: string): Locator {
    return this.page.locator(".view-line", { hasText: spaced(words) });
  }

  /** The words of a line, without the editor's own kind of spaces. */
  async textOf(line: Locator): Promise<string> {
    return (await line.innerText()).replaceAll("\u00a0", " ");
  }

  /** Waits until a line with some words stands above one with others. */
  async order(first: string, second: string): Promise<void> {
    const [above, below] = [this.line(first).first(), this.line(second).first()];
    const end = Date.now() + LIMIT;
    while (((await above.boundingBox())?.y ?? 0) >= ((await below.boundingBox())?.y ?? 0)) {
      if (Date.now() > end) {
        throw new Error(`${first} does not stand above ${second}`);
      }
    }
  }

  /** Chooses from the menu of the light bulb. */
  async choose(action: string): Promise<void> {
    const menu = this.page.locator(".action-widget");
    await menu.locator(".monaco-list-row", { hasText: action }).first().click();
  }

  /** Waits until nothing moves any more. */
  async quiet(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.waitForTimeout(1_500);
  }

  /** Keeps what is seen. */
  async picture(path: string): Promise<void> {
    await this.page.screenshot({ path, animations: "disabled", caret: "hide" });
  }

  /** A line of the quick input. */
  row(words: string): Locator {
    return this.page.locator(".quick-input-widget .monaco-list-row", { hasText: words });
  }

  input(): Locator {
    return this.page.locator(".quick-input-widget .quick-input-box input");
  }

  /** What stands inside the view of an extension. */
  view(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }
}

/** The editor shows spaces as spaces that do not break. */
function spaced(words: string): RegExp {
  const pattern = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s");
  return new RegExp(pattern);
}
