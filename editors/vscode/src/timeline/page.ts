/** The page of the timeline view, before anything is drawn in it. */

/** What the page loads; nothing else may be loaded. */
export interface Sources {
  csp: string;
  script: string;
  style: string;
  nonce: string;
}

/** The page. Its policy allows one script by its nonce, one style sheet, and nothing else. */
export function page(sources: Sources): string {
  const { csp, script, style, nonce } = sources;
  const policy = `default-src 'none'; style-src ${csp}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Timeline</title>
</head>
<body>
<main id="timeline" aria-label="Timeline"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
