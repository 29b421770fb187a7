// The page around the engine: what is typed goes in, what is found is shown.
// It decides nothing about documents, sends nothing and keeps nothing.
"use strict";

/** How long typing rests at least before the document is read, in milliseconds. */
const REST = 120;

/** How many findings are listed; nobody works through more at once. */
const LISTED = 200;

const byId = (id) => document.getElementById(id);
const text = byId("text");
let engine;
let compiled;
let answer;
/** The text that the answer is about. */
let known;
let timer;
/** How long the last reading took, in milliseconds. */
let took = 0;

/** An element; children that are strings become text and never markup. */
function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function link(words, action) {
  return element("button", { type: "button", className: "link", onclick: action }, words);
}

async function unpack() {
  const packed = Uint8Array.from(atob(PACKED_ENGINE), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

async function startEngine() {
  const bound = bindEngine();
  await bound({ module_or_path: compiled });
  engine = bound;
}

/** What the engine answers. A fault ends it: the next question has another. */
function ask(question) {
  try {
    return question(engine, Date.now() / 1000, -new Date().getTimezoneOffset());
  } catch (fault) {
    console.error(fault);
    startEngine();
    say("warroom could not read this document. Your text is unharmed; please report it with the document.");
    return null;
  }
}

function say(words) {
  byId("said").textContent = words;
}

function counted(number, one) {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}

/** Reads the document when typing rests: the longer a reading takes, the later. */
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(REST, 2 * took));
}

function refresh() {
  clearTimeout(timer);
  const began = performance.now();
  const found = ask((engine, now, east) => JSON.parse(engine.read(text.value, now, east)));
  if (!found) return;
  answer = found;
  known = text.value;
  showSummary();
  showMarks();
  byId("findings").replaceChildren(...answer.findings.slice(0, LISTED).map(finding));
  showTimeline();
  took = performance.now() - began;
}

function showSummary() {
  const { findings } = answer;
  const safe = findings.filter((found) => found.fix?.safe).length;
  byId("kind").textContent = `read as ${answer.kind}`;
  byId("counts").textContent = ["error", "warning", "info"]
    .map((level) => [findings.filter((found) => found.level === level).length, level])
    .filter(([number]) => number > 0)
    .map(([number, level]) => (level === "info" ? `${number} info` : counted(number, level)))
    .join(", ");
  byId("mend").disabled = safe === 0;
  byId("mend").textContent = safe ? `Apply ${safe} safe ${safe === 1 ? "fix" : "fixes"}` : "No safe fixes";
  if (findings.length === 0) say(text.value.trim() ? "Nothing found." : "Paste a document, or choose an example.");
  else if (findings.length > LISTED) say(`The first ${LISTED} of ${findings.length} findings are listed.`);
  else say(`${counted(findings.length, "finding")}, ${safe} of them with a safe fix.`);
}

/** Underlines what was found, behind the text. Where findings overlap, the one
 * that begins first is underlined. */
function showMarks() {
  const parts = [];
  let at = 0;
  for (const { place, level } of answer.findings) {
    if (place.start < at || place.start === place.end) continue;
    parts.push(text.value.slice(at, place.start));
    parts.push(element("mark", { className: level }, text.value.slice(place.start, place.end)));
    at = place.end;
  }
  byId("marks").replaceChildren(...parts, `${text.value.slice(at)}\n`);
  followScroll();
}

function followScroll() {
  byId("marks").scrollTop = text.scrollTop;
}

function finding(found) {
  const head = element("div", { className: "head" },
    element("span", { className: "level" }, found.level),
    link(`line ${found.place.line}`, () => go(found.place)),
    element("span", { className: "rule" }, link(found.rule, () => explain(found.rule))));
  const related = found.related.map((other) =>
    element("li", {}, link(`line ${other.place.line}`, () => go(other.place)), ` ${other.message}`));
  return element("li", { className: found.level }, head,
    element("p", {}, found.message),
    related.length ? element("ul", { className: "related" }, ...related) : null,
    found.fix && fixButton(found.fix));
}

function fixButton(fix) {
  const words = fix.safe ? fix.title : `${fix.title} (a proposal)`;
  return element("button", { type: "button", className: "fix", onclick: () => apply(fix) }, words);
}

/** Selects a place in the document and brings it into view. */
function go(place) {
  text.focus();
  text.setSelectionRange(place.start, place.end);
  reveal(place.start);
}

/** Scrolls so that a place stands in the upper third. */
function reveal(start) {
  const range = document.createRange();
  const walker = document.createTreeWalker(byId("marks"), NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; before += node.length, node = walker.nextNode()) {
    if (before + node.length <= start) continue;
    range.setStart(node, start - before);
    range.setEnd(node, start - before + 1);
    const top = range.getBoundingClientRect().top - byId("marks").getBoundingClientRect().top;
    text.scrollTop += top - text.clientHeight / 3;
    followScroll();
    return;
  }
}

/** Applies one fix. Its places count in the text that was read: when that is no
 * longer there, it is read again, and whoever pressed looks again. */
function apply(fix) {
  if (text.value !== known) {
    refresh();
    return;
  }
  const index = [...document.querySelectorAll(".fix")].indexOf(document.activeElement);
  const edits = [...fix.edits].sort((one, other) => other.place.start - one.place.start);
  write(edits.reduce((words, { place, text }) =>
    words.slice(0, place.start) + text + words.slice(place.end), text.value));
  say(`Done: ${fix.title}. ${counted(answer.findings.length, "finding")} left.`);
  const left = document.querySelectorAll(".fix");
  (left[Math.min(index, left.length - 1)] ?? text).focus();
}

function mend() {
  const mended = ask((engine, now, east) => JSON.parse(engine.mend(text.value, now, east)));
  if (!mended) return;
  write(mended.text);
  say(`Done: ${mended.applied.join(", ")}. ${counted(answer.findings.length, "finding")} left.`);
  text.focus();
}

/** Puts another text in place of what has changed, so that it can be undone. */
function write(next) {
  const now = text.value;
  let start = 0;
  while (start < now.length && now[start] === next[start]) start += 1;
  let end = 0;
  while (end < Math.min(now.length, next.length) - start && now.at(-1 - end) === next.at(-1 - end)) end += 1;
  text.focus();
  text.setSelectionRange(start, now.length - end);
  const words = next.slice(start, next.length - end);
  // The one way that keeps the history of a text area; old, and everywhere.
  document.execCommand(words ? "insertText" : "delete", false, words);
  if (text.value !== next) text.value = next;
  refresh();
  reveal(start);
}

function explain(rule) {
  const page = ask((engine) => engine.explain(rule));
  // Written by the project and compiled in; nothing of a document is in it.
  byId("page").innerHTML = page ?? "";
  byId("help").showModal();
  byId("help").scrollTop = 0;
}

function showTimeline() {
  byId("timeline").hidden = !answer.picture;
  if (!answer.picture) return;
  byId("zone").textContent = answer.zone ? `times in ${answer.zone}` : "no time zone stated";
  byId("took").replaceChildren(...answer.took.map(({ to, length }) => figure(to, length, "")), ...answer.stated.map(stated));
  byId("entries").replaceChildren(...answer.entries.map(entry));
  const address = `data:image/svg+xml,${encodeURIComponent(answer.picture)}`;
  byId("picture").src = address;
  byId("save").href = address;
}

function figure(name, value, verdict) {
  return element("div", { className: verdict }, element("dt", {}, name), element("dd", {}, value));
}

function stated({ label, text, verdict }) {
  const words = { agrees: "agrees with the timeline", contradicts: "contradicts the timeline", unknown: "cannot be compared" };
  return figure(`${label}, as stated`, `${text} ${words[verdict]}`, verdict);
}

function entry(row) {
  const clock = link(row.clock, () => go(row.place));
  if (row.error) Object.assign(clock, { className: "link wrong", title: row.error });
  const cells = [clock, row.gap ?? "", row.since_start ?? "", row.text, row.milestone ?? ""];
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

async function start() {
  compiled = await unpack();
  await startEngine();
  const examples = JSON.parse(engine.examples());
  const select = byId("example");
  select.append(...examples.map(({ title }, index) => new Option(title, index)));
  const show = () => {
    text.value = examples[select.value].text;
    text.scrollTop = 0;
    refresh();
  };
  select.addEventListener("change", show);
  text.addEventListener("input", refreshSoon);
  text.addEventListener("scroll", followScroll);
  byId("mend").addEventListener("click", mend);
  if (text.value) refresh();
  else show();
}

start().catch((fault) => {
  console.error(fault);
  say("This browser cannot run the playground: it needs WebAssembly and DecompressionStream.");
});
