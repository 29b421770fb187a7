/** The page of the report, made fit for a tab of the editor. */

/** Runs in the page: a document that is clicked opens in the editor. */
const LINKS = `const editor = acquireVsCodeApi();
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='file:']");
  if (link !== null) {
    event.preventDefault();
    editor.postMessage(link.href);
  }
});`;

/**
 * The page with links that lead into the editor. Its own policy stays: beside
 * its script, which it names by its hash, only the one with the nonce is run.
 */
export function withLinks(page: string, nonce: string): string {
  return page
    .replace("script-src ", () => `script-src 'nonce-${nonce}' `)
    .replace(/<\/body>/, () => `<script nonce="${nonce}">${LINKS}</script></body>`);
}
