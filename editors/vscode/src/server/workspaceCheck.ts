/**
 * Holds back the check of all documents until somebody wants it: a folder with
 * ten years of documents would fill the Problems view before the first word.
 */
export class WorkspaceCheck {
  private letThrough: () => void = () => undefined;
  private readonly wanted: Promise<void>;
  private tellDone: () => void = () => undefined;
  private readonly done: Promise<void>;

  constructor(isWanted: boolean) {
    this.wanted = new Promise((resolve) => (this.letThrough = resolve));
    this.done = new Promise((resolve) => (this.tellDone = resolve));
    if (isWanted) {
      this.letThrough();
    }
  }

  /**
   * Lets checks through from now on; resolves when all documents have been
   * checked once. What changes after that is followed without being asked for.
   */
  start(): Promise<void> {
    this.letThrough();
    return this.done;
  }

  /** Does a check once it is wanted. */
  async when<T>(check: () => T): Promise<Awaited<T>> {
    await this.wanted;
    const checked = await check();
    this.tellDone();
    return checked;
  }
}
