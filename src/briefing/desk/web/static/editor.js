// The English of the current sentence is typed in one text area, which lies over its marks and goes from row to row.
import { apply, main, marked, parsed, post, say } from "./net.js";
import { light, onRefresh, placeIn, refresh, retype, rows } from "./rows.js";

const CHECK_AFTER = 80; // milliseconds without a key
const KEEP_AFTER = 600; // milliseconds without a key: a change is on disk within a second

const area = document.getElementById("editor").content.firstElementChild;
const readOnly = main.dataset.readOnly === "yes";
area.readOnly = readOnly;

let row = null; // the current sentence, typed in or not
let entered = ""; // its English when it was entered: what Esc goes back to
let kept = ""; // its English as the desk has it
let checking = 0;
let keeping = 0;
let takenBack = false; // whether the browser has just undone what was typed, and could do it again
let begun = false; // whether something that was typed since it was entered is kept already
let underWay = 0; // how many are not answered yet
let sending = Promise.resolve(); // what is kept goes out in order, each with the revision of the one before
const unkept = new Map(); // what was typed and the desk could not keep, by row
let failed = false; // whether that is what was said last

// What is not seen, as it comes along with what is pasted: controls, marks of direction and of no width.
const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const typed = (text) => text.replace(/[\r\n\v\f\x85\u2028\u2029]+/g, " ").replace(UNSEEN, "");
// As the desk keeps it: without the space that one has typed before the next word.
const asKept = (text) => text.trim().replace(/\s+/g, " ");

export const current = () => row;
export const isTyping = () => document.activeElement === area;
export const selection = () => (area.isConnected ? area.value.slice(area.selectionStart, area.selectionEnd) : "");

const both = (own) => `${own.id.slice(1)} was changed in another window, too: its versions have both.`;

const layer = () => row.querySelector(".layer");

// Make a row the current one; what was typed in the one before is kept.
export const select = (next) => {
  if (next === row) return;
  leave();
  row?.classList.remove("current");
  row = next;
  row.classList.add("current");
  document.getElementById("versions").textContent = row.dataset.versions;
  history.replaceState(null, "", `#${row.id}`);
};

// Type in a row. `where` is the place of the caret: a number, or "end".
export const enter = (next, where = 0) => {
  select(next);
  if (!area.isConnected || area.parentElement !== row.querySelector(".en")) {
    entered = kept = row.dataset.english;
    area.value = unkept.get(row) ?? kept;
    begun = takenBack = false;
    area.setAttribute("aria-label", `English of ${row.id.slice(1)}: ${row.querySelector(".zh").textContent}`);
    area.setAttribute("aria-describedby", `${row.id}-findings said`);
    row.querySelector(".en").append(area);
    retype(layer(), area.value);
    keep();
  }
  area.focus({ preventScroll: true });
  const at = where === "end" ? area.value.length : where;
  area.setSelectionRange(at, at);
  row.scrollIntoView({ block: "nearest" });
  lightCaret();
};

// Out of the text area, with what was typed kept.
export const leave = () => {
  if (!area.isConnected) return;
  keep();
  clearTimeout(checking);
  light(row, null);
  area.remove();
};

// Keep what is typed, if the desk does not have it. `confirm` says that it is right.
export const keep = (confirm = false) => {
  clearTimeout(keeping);
  const [text, before, goingOn] = [area.value, kept, begun];
  if (text === kept && unkept.delete(row) && !unkept.size) {
    // Put back as the desk has it.
    failed = false;
    say("");
  }
  if (readOnly || (text === kept && !confirm)) return sending;
  kept = text;
  begun = true;
  return keepOf(row, text, before, confirm ? "yes" : "", goingOn ? "yes" : "");
};

const keepOf = (own, text, before, confirmed, goingOn) => {
  underWay += 1;
  unkept.delete(own);
  const put = async (goesOn) => {
    const { revision } = own.dataset;
    apply(await post("edit", { seg: own.id, en: text, revision, confirm: confirmed, going_on: goesOn }));
  };
  sending = sending.catch(() => {}).then(async () => {
    let told = "";
    let isMine = true;
    try {
      try {
        await put(goingOn);
      } catch (error) {
        // Only what is counted may have changed; or somebody has written something else, which stays a version.
        apply(await post("rows", { seg: own.id }));
        if (asKept(own.dataset.english) !== asKept(before)) {
          isMine = asKept(text) !== asKept(before);
          if (!isMine) throw error;
          told = both(own);
        }
        await put("");
      }
    } catch (error) {
      failed = true;
      // It goes out again with the next that is kept.
      if (isMine && asKept(text) !== asKept(own.dataset.english)) unkept.set(own, text);
      if (own === row && area.isConnected) kept = own.dataset.english;
      throw error;
    } finally {
      underWay -= 1;
    }
    if (own === row && area.isConnected && area.value === text) kept = text;
    if (failed || told) say(told);
    failed = false;
    again();
  });
  sending.catch(() => {});
  return sending;
};

// Have the desk keep what it could not.
export const again = () => {
  for (const [own, text] of [...unkept]) keepOf(own, text, own.dataset.english, "", "");
};

// The row with another English than the text area's, from elsewhere: shown, unless something is typed that is not kept.
onRefresh((fresh) => {
  if (fresh !== row) return;
  document.getElementById("versions").textContent = row.dataset.versions;
  if (!area.isConnected) return;
  const text = row.dataset.english;
  if (area.value === kept && asKept(area.value) !== asKept(text) && !underWay) {
    const at = Math.min(area.selectionStart, text.length);
    entered = kept = area.value = text;
    begun = false;
    if (isTyping()) area.setSelectionRange(at, at);
    return;
  }
  retype(layer(), area.value);
  if (underWay || unkept.has(row) || asKept(text) === asKept(kept) || row.matches(".draft")) return;
  // What is typed will take the place of what somebody has written in another window.
  kept = text;
  begun = false;
  say(both(row));
});

const check = async () => {
  const [own, text] = [row, area.value];
  let html;
  try {
    html = await post("check", { seg: own.id, en: text });
  } catch {
    return;
  }
  // Meanwhile another letter may have been typed: then its own check is on the way.
  if (own === row && area.isConnected && area.value === text) {
    refresh(own, parsed(html)[0], { typed: true });
    lightCaret();
  }
};

// What is pasted comes in as it will stand, so that the browser can undo it.
area.addEventListener("beforeinput", (event) => {
  const text = typed(event.data ?? "");
  if (event.isComposing || text === (event.data ?? "")) return;
  event.preventDefault();
  document.execCommand("insertText", false, text);
});

area.addEventListener("input", (event) => {
  takenBack = event.inputType === "historyUndo";
  const text = typed(area.value);
  if (text !== area.value) {
    const at = typed(area.value.slice(0, area.selectionStart)).length;
    area.value = text;
    area.setSelectionRange(at, at);
  }
  retype(layer(), area.value);
  clearTimeout(checking);
  checking = setTimeout(check, CHECK_AFTER);
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP_AFTER);
});

export const confirm = async () => {
  if (!row || readOnly) return;
  const own = row;
  if (!area.isConnected) enter(own);
  if (!area.value.trim()) {
    say(`There is no English to confirm in ${own.id.slice(1)}.`, true);
    return;
  }
  const done = keep(true);
  move(1);
  try {
    await done;
    say(`Confirmed: ${own.id.slice(1)}.`);
  } catch {
    enter(own, "end");
  }
};

// Go some rows down or up; out of the text at its ends.
export const move = (step, where = 0) => {
  const all = rows();
  const next = all[row ? all.indexOf(row) + step : 0];
  if (next) enter(next, where);
  return Boolean(next);
};

const caretMark = () => {
  const { node } = placeIn(layer(), area.selectionStart);
  return node?.parentElement.closest("mark");
};
const lightCaret = () => light(row, caretMark());
document.addEventListener("selectionchange", () => isTyping() && lightCaret());

// Whether the caret is in the first or last line: the layer has the same text in the same lines. Where one line ends
// and the next begins, the letter behind the caret tells which of them it is in.
const isInLine = (last) => {
  if (area.selectionStart !== area.selectionEnd) return false;
  const at = Math.min(area.selectionStart, area.value.length - 1);
  if (at < 0) return true;
  const [start, end] = [placeIn(layer(), at), placeIn(layer(), at + 1)];
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  const letter = [...range.getClientRects()].at(-1);
  range.selectNodeContents(layer());
  const text = range.getBoundingClientRect();
  if (!letter) return false;
  const half = parseFloat(getComputedStyle(layer()).lineHeight) / 2;
  return last ? letter.bottom > text.bottom - half : letter.top < text.top + half;
};

const revert = () => {
  area.value = entered;
  retype(layer(), entered);
  check();
  keep();
};

area.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key;
  let taken = true;
  // Held down, it would confirm what nobody has read.
  if (key === "Enter") event.repeat || confirm();
  else if (key === "Tab" && !control) taken = move(event.shiftKey ? -1 : 1);
  else if (key === "ArrowDown" && !control && !event.shiftKey && isInLine(true)) move(1);
  else if (key === "ArrowUp" && !control && !event.shiftKey && isInLine(false)) move(-1, "end");
  else if (key === "Escape" && area.value !== entered) revert();
  else if (key === "Escape") {
    const own = row;
    leave();
    own.querySelector(".en").focus({ preventScroll: true });
  } else taken = false;
  if (taken) event.preventDefault();
});

export const isChanged = () => area.isConnected && area.value !== entered;
export const isTakenBack = () => area.isConnected && takenBack;

// Zoomed, or in another window, the sentence is still in sight.
addEventListener("resize", () => row?.scrollIntoView({ block: "nearest" }));

// What the desk could not keep would go with the page.
addEventListener("beforeunload", (event) => {
  if (unkept.size || underWay > 1) event.preventDefault();
});

addEventListener("pagehide", () => {
  if (!area.isConnected || readOnly || area.value === kept) return;
  const fields = { seg: row.id, en: area.value, revision: row.dataset.revision, going_on: begun ? "yes" : "" };
  navigator.sendBeacon(`/d/${main.dataset.document}/edit`, marked(fields));
});
