// What is shown beside the text: findings, versions, terms, search, keys.
import { apply, get } from "./net.js";

const drawer = document.getElementById("drawer");
let shown = null; // what is in it: its name and what it was asked with
const LIVE = ["findings", "versions"]; // what changes with the text, and holds nothing that is being filled in

const filter = () => {
  const form = drawer.querySelector("[data-filter]");
  if (!form) return;
  const { rule, severity, settled } = form.elements;
  const items = [...drawer.querySelectorAll(".findings li")];
  for (const item of items) {
    item.hidden = (rule.value && item.dataset.rule !== rule.value)
      || (severity.value && item.dataset.severity !== severity.value)
      || (item.classList.contains("settled") && !settled.checked);
  }
  const text = `${items.filter((item) => !item.hidden).length} of ${items.length}`;
  const told = document.getElementById("shown");
  if (told.textContent !== text) told.textContent = text;
};
drawer.addEventListener("change", (event) => event.target.closest("[data-filter]") && filter());

const listKeys = () => {
  const table = document.getElementById("commands");
  for (const each of document.querySelectorAll(".bar [data-key], #row-keys [data-key]")) {
    const line = table?.insertRow();
    if (!line) return;
    const head = document.createElement("th");
    head.scope = "row";
    const key = document.createElement("kbd");
    key.textContent = each.dataset.key.toUpperCase();
    head.append(key);
    line.append(head);
    line.insertCell().textContent = each.dataset.name;
  }
};

// Show something. `focus` is a selector for what gets the focus: a heading, if nothing else is said.
export const open = async (name, fields = [], focus = "h2") => {
  const html = await get(name, fields);
  apply(html);
  shown = { name, fields };
  drawer.hidden = false;
  drawer.scrollTop = 0;
  filter();
  listKeys();
  const target = drawer.querySelector(focus) ?? drawer.querySelector("h2");
  target.focus();
  target.select?.();
};

// Show anew what has changed with the text, with what was chosen in it.
export const renew = async () => {
  if (drawer.hidden || !LIVE.includes(shown.name)) return;
  const { name, fields } = shown;
  const html = await get(name, fields);
  if (drawer.hidden || shown.name !== name) return;
  const values = Object.fromEntries(new FormData(drawer.querySelector("[data-filter]") ?? undefined));
  const focused = drawer.contains(document.activeElement) ? document.activeElement.name || "h2" : "";
  const top = drawer.scrollTop;
  apply(html);
  const form = drawer.querySelector("[data-filter]");
  for (const each of form?.elements ?? []) {
    if (each.type === "checkbox") each.checked = each.name in values;
    else if (values[each.name]) each.value = values[each.name];
  }
  filter();
  drawer.scrollTop = top;
  if (focused) drawer.querySelector(focused === "h2" ? "h2" : `[name="${focused}"]`)?.focus();
};

export const isOpen = () => !drawer.hidden;
export const holds = (node) => drawer.contains(node);
export const close = () => {
  drawer.hidden = true;
};
