/** Reads a length of time as people type it. */

const LENGTH = /^\s*([+-]?)(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*(?:m|min)?)?\s*$/;

/** The minutes of `15`, `-90`, `1h30m`; nothing for anything else, and for none. */
export function parseMinutes(words: string): number | undefined {
  const [, sign, hours, minutes] = LENGTH.exec(words) ?? [];
  const length = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (length === 0) {
    return undefined;
  }
  return sign === "-" ? -length : length;
}
