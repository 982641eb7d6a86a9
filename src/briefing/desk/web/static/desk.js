// A document on the desk: its buttons, and the keys that press them.
import * as drawer from "./drawer.js";
import * as editor from "./editor.js";
import { listen } from "./live.js";
import { apply, main, post, say } from "./net.js";
import { rowOf, rows } from "./rows.js";

const FIELDS = ["seg", "finding", "number"];

// Buttons tell their keys.
for (const each of document.querySelectorAll(".bar [data-key]")) {
  const key = each.dataset.key;
  each.dataset.name = each.firstChild.textContent.trim();
  each.setAttribute("aria-keyshortcuts", key.length > 1 ? key : `Alt+${key.toUpperCase()}`);
  const hint = document.createElement("span");
  hint.className = "key";
  hint.setAttribute("aria-hidden", "true");
  hint.textContent = key.length > 1 ? "↵" : key.toUpperCase();
  each.append(hint);
}

const back = () => {
  const row = editor.current();
  if (row) editor.enter(row, "end");
};

const chosenChinese = () => {
  const chosen = getSelection();
  const zh = rowOf(chosen.anchorNode?.parentElement)?.querySelector(".zh");
  return zh?.contains(chosen.anchorNode) && zh.contains(chosen.focusNode) ? chosen.toString().trim() : "";
};

const openers = {
  findings: () => drawer.open("findings"),
  search: () => drawer.open("search", { text: editor.selection(), side: "en" }, '[name="text"]'),
  "hand-on": () => drawer.open("hand-on", [], '[name="target"]'),
  keys: () => drawer.open("keys"),
  versions: (row) => drawer.open("versions", { seg: row.id }),
  cards: (row) => drawer.open("cards", { seg: row.id }),
  term: (row) => {
    const chosen = chosenChinese();
    const zh = chosen || row.querySelector(".zh").textContent;
    return drawer.open("term", { zh, en: editor.selection() }, chosen ? '[name="en"]' : '[name="zh"]');
  },
};
const OF_A_ROW = ["versions", "cards", "term", "ask", "unconfirm"];

const nextFinding = () => {
  const all = rows();
  const at = editor.current() ? all.indexOf(editor.current()) : -1;
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) =>
    row.querySelector(".finding:not(.settled)"));
  if (!next) {
    say("No finding is open.");
    return;
  }
  const layer = next.querySelector(".layer");
  const doubt = layer.querySelector("u");
  let before = 0;
  if (doubt) {
    const range = document.createRange();
    range.selectNodeContents(layer);
    range.setEndBefore(doubt);
    before = range.toString().length;
  }
  editor.enter(next, before);
};

const doers = {
  confirm: () => editor.confirm(),
  unconfirm: () => send("unconfirm", { seg: editor.current().id }),
  "next-finding": nextFinding,
  close: () => {
    drawer.close();
    back();
  },
};

const MOMENT = "One moment …";

// Have the desk do something, with what is typed kept before.
const send = async (name, fields) => {
  await editor.keep();
  say("");
  const waiting = setTimeout(say, 300, MOMENT, true);
  try {
    apply(await post(name, fields));
  } finally {
    clearTimeout(waiting);
    if (document.getElementById("said").textContent === MOMENT) say("");
  }
};

const press = async (button) => {
  const { do: does, open, send: sends } = button.dataset;
  const row = editor.current();
  if (OF_A_ROW.includes(does ?? open ?? sends) && !row) {
    say("Choose a sentence first: click it, or press ↓.", true);
    return;
  }
  try {
    if (does) await doers[does]();
    else if (open) {
      await openers[open](row);
      row?.scrollIntoView({ block: "nearest" });
    }
    else {
      const given = FIELDS.filter((name) => name in button.dataset).map((name) => [name, button.dataset[name]]);
      await send(sends, given.length ? given : { seg: row?.id ?? "" });
      if (drawer.holds(button)) await drawer.renew();
      else if (editor.current()?.contains(button) || !button.isConnected) back();
    }
  } catch {
    // Already said.
  }
};

const typed = async (form, submitter) => {
  const fields = new FormData(form, submitter);
  const { into, send: sends } = form.dataset;
  try {
    if (into) {
      await drawer.open(into, fields, "h3");
      return;
    }
    if (!sends) return;
    const inMargin = form.closest(".margin");
    await send(sends, fields);
    if (inMargin) back();
    else drawer.holds(form) && document.querySelector("#added:not(:empty), #written:not(:empty)")?.focus();
    if (sends === "replace") await drawer.open("search", { text: fields.get("text"), new: fields.get("new") });
  } catch {
    // Already said.
  }
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if ("end" in form.dataset) {
    await editor.keep().catch(() => {});
    form.submit();
  } else await typed(form, event.submitter);
});

const caretAt = (layer, x, y) => {
  const place = document.caretPositionFromPoint?.(x, y);
  if (!place || !layer.contains(place.offsetNode)) return "end";
  const range = document.createRange();
  range.selectNodeContents(layer);
  range.setEnd(place.offsetNode, place.offset);
  return range.toString().length;
};

document.addEventListener("click", (event) => {
  const target = event.target;
  const button = target.closest("button[data-do], button[data-open], button[data-send]");
  if (button) {
    press(button);
    return;
  }
  const link = target.closest('a[href^="#p"]');
  const row = link ? document.getElementById(link.hash.slice(1)) : rowOf(target);
  if (!row?.classList.contains("segment")) return;
  if (link) {
    event.preventDefault();
    editor.enter(row);
  } else if (target.closest(".en") && target.tagName !== "TEXTAREA") {
    editor.enter(row, caretAt(row.querySelector(".layer"), event.clientX, event.clientY));
  } else if (target.closest(".zh")) {
    editor.select(row);
    const term = target.closest("mark.term");
    if (term && getSelection().isCollapsed) drawer.open("cards", { zh: term.textContent }).catch(() => {});
  }
});

const buttonFor = (key) => {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  return editor.current()?.querySelector(selector) ?? document.querySelector(`.bar ${selector}`);
};

const pressKey = (event, key) => {
  const button = buttonFor(key);
  if (!button) return false;
  event.preventDefault();
  button.click();
  if (button.tagName === "SUMMARY") button.parentElement.querySelector('input[name="why"]').focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  // With Alt, a Mac has other characters on its keys.
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase()
    : event.key === "/" || event.code === "Slash" ? "?" : event.key;
  const inField = event.target.matches("input, textarea, select");
  if (event.ctrlKey || event.metaKey) {
    const again = letter === "y" || (letter === "z" && event.shiftKey);
    // What is typed is undone by the browser, letter by letter, and done again; then what was done before.
    const browsers = editor.isChanged() || (again && editor.isTakenBack());
    if ((letter === "z" || letter === "y") && (!inField || (editor.isTyping() && !browsers))) {
      pressKey(event, again ? "y" : "z");
    }
    return;
  }
  if (event.altKey) {
    if (letter.length === 1) pressKey(event, letter);
    return;
  }
  if (event.key === "Escape" && (drawer.holds(event.target) || (drawer.isOpen() && !inField))) {
    doers.close();
  } else if (event.key === "Escape" && event.target.closest(".settle")) {
    event.target.closest(".settle").open = false;
    back();
  } else if (inField || event.target.closest("button, a, summary")) return;
  else if (event.key === "ArrowDown") editor.move(editor.current() ? 1 : 0);
  else if (event.key === "ArrowUp") editor.move(-1, "end");
  else if (event.key === "Enter" && editor.current()) editor.enter(editor.current());
  else if (letter.length === 1 && pressKey(event, letter)) return;
  else return;
  event.preventDefault();
});

const named = document.getElementById(location.hash.slice(1));
if (named?.classList.contains("segment")) editor.enter(named);
listen();
