// What goes to the desk and comes back: pieces of HTML that take the place of those with the same id.
import { refresh } from "./rows.js";

export const main = document.querySelector("main");
export const base = main?.dataset.document ? `/d/${main.dataset.document}` : "";
const said = document.getElementById("said");

const LONG_ENOUGH = 6000; // milliseconds that a message stays; what went wrong stays until the next one

let silence = 0;
export const say = (text, failed = false) => {
  clearTimeout(silence);
  said.textContent = text;
  said.classList.toggle("failed", failed);
  if (text && !failed) silence = setTimeout(() => say(""), LONG_ENOUGH);
};

export const parsed = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
};

export const apply = (html) => {
  for (const fresh of parsed(html)) {
    const old = document.getElementById(fresh.id);
    if (fresh.id === "said") say(fresh.textContent, fresh.className === "failed");
    else if (old?.classList.contains("segment")) refresh(old, fresh);
    else if (old) old.replaceWith(fresh);
    else if (fresh.dataset.told) say(fresh.dataset.told);
  }
};

// The answer's HTML. What is wrong is said, and thrown for whoever waits.
const answer = async (request) => {
  let response;
  try {
    response = await request;
  } catch (error) {
    say("The desk does not answer: it may have ended. What you typed last is on this page alone. Started again with "
      + `--port ${location.port}, and its address opened beside, it has this page go on.`, true);
    throw error;
  }
  const html = await response.text();
  if (!response.ok) {
    const [fresh] = parsed(html);
    say(fresh?.id === "said" ? fresh.textContent : html.trim(), true);
    throw new Error(`${response.status}`);
  }
  return html;
};

// At this address another document may be by now, of a desk that was started again: the mark tells.
export const marked = (fields) => {
  const all = new URLSearchParams(fields);
  all.append("mark", main.dataset.mark);
  return all;
};

export const get = (path, fields = []) => answer(fetch(`${base}/${path}?${marked(fields)}`));

export const post = (path, fields = []) => answer(fetch(`${base}/${path}`, { method: "POST", body: marked(fields) }));
