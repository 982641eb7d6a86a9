// What happens on the desk, elsewhere or later, comes as events; what they name is fetched and shown.
import { renew } from "./drawer.js";
import { apply, get, main, parsed, post, say } from "./net.js";
import { refresh, rows } from "./rows.js";

const GATHER = 60; // milliseconds in which events are gathered into one request
const MANY = 300; // more sentences than this: all of the text at once

const named = new Set();
let whole = false;
let waiting = 0;
let working = false;

const showAll = async () => {
  const fresh = parsed(await get("text", { order: main.dataset.order }))[0];
  const [old, made] = [rows(), [...fresh.querySelectorAll(".segment")]];
  const byId = new Map(made.map((each) => [each.id, each]));
  if (old.length === made.length && old.every((each) => byId.has(each.id))) {
    for (const each of old) refresh(each, byId.get(each.id));
  } else document.getElementById("text").replaceWith(fresh);
};

const show = async () => {
  waiting = 0;
  if (working) {
    waiting = setTimeout(show, GATHER);
    return;
  }
  working = true;
  const ids = [...named];
  const all = whole || ids.length > MANY;
  named.clear();
  whole = false;
  try {
    if (all) await showAll();
    apply(await post("rows", all ? [] : ids.map((id) => ["seg", id])));
    await renew();
  } catch {
    // Already said; the next event asks again.
  } finally {
    working = false;
  }
};

export const listen = () => {
  const events = new EventSource(`/events?since=${main.dataset.events}`);
  events.addEventListener("message", (message) => {
    for (const [kind, document, segment] of JSON.parse(message.data)) {
      if (document && document !== main.dataset.document) continue;
      if (kind === "segment" && segment) named.add(segment);
      if (kind === "sheet") whole = true;
      waiting ||= setTimeout(show, GATHER);
    }
  });
  events.addEventListener("end", () => {
    events.close();
    say("The desk has ended; everything is kept. `briefing desk` opens it again.", true);
  });
};
