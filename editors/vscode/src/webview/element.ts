/** Makes elements. Words are set as text, never as HTML. */

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  words = "",
  ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = words;
  made.append(...children);
  return made;
}

/** A share of the whole width as a length. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
