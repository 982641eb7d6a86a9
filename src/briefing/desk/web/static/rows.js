// The rows of the text: one sentence each, Chinese and English.
const PARTS = [".number", ".zh", ".layer", ".margin"];

export const rows = () => [...document.querySelectorAll("#text .segment")];

export const rowOf = (node) => node?.closest?.(".segment") ?? null;

// Somebody who is told when a row has other English than before (the editor).
const watchers = [];
export const onRefresh = (watcher) => watchers.push(watcher);

// Show in a row what a fresh one has. What is being typed, and where the focus is, stay.
export const refresh = (row, fresh, { typed = false } = {}) => {
  // An answer that was overtaken by a later one.
  if (!typed && Number(fresh.dataset.revision) < Number(row.dataset.revision)) return;
  const writing = row.querySelector(".settle[open] input");
  for (const part of PARTS) {
    if (part === ".margin" && writing && document.activeElement === writing) continue;
    if (typed && part === ".number") continue;
    const [old, made] = [row.querySelector(part), fresh.querySelector(part)];
    // What is as it was need not be laid out again: in a long text that is nearly all.
    if (!old.isEqualNode(made)) old.replaceWith(made);
  }
  if (typed) return;
  row.classList.remove("pending", "draft", "edited", "confirmed");
  row.classList.add(...fresh.classList);
  for (const name of ["revision", "versions", "english"]) row.dataset[name] = fresh.dataset[name];
  for (const watcher of watchers) watcher(row);
};

// Light a span and its partner on the other side; no other stays lit.
let lit = [];
export const light = (row, mark) => {
  const number = mark?.dataset.n;
  const now = number === undefined ? [] : [...row.querySelectorAll(`mark[data-n="${number}"]`)];
  for (const each of lit) if (!now.includes(each)) each.classList.remove("lit");
  for (const each of now) each.classList.add("lit");
  lit = now;
};

// The text node of a layer at an offset, and the offset in it.
export const placeIn = (layer, offset) => {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && offset > node.length) {
    offset -= node.length;
    const next = walker.nextNode();
    if (!next) return { node, offset: node.length };
    node = next;
  }
  return { node, offset };
};

// Make the layer's text that of the editor, keeping its marks but where something was typed.
export const retype = (layer, text) => {
  const old = layer.textContent;
  if (old === text) return;
  let start = 0;
  const short = Math.min(old.length, text.length);
  while (start < short && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < short - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  if (!old) {
    layer.textContent = text;
    return;
  }
  const range = document.createRange();
  const [from, to] = [placeIn(layer, start), placeIn(layer, old.length - end)];
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  range.deleteContents();
  range.insertNode(document.createTextNode(text.slice(start, text.length - end)));
};
