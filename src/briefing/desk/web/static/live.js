// What happens on the desk, elsewhere or later, comes as events; what they name is fetched and shown.
import { renew } from "./drawer.js";
import { again } from "./editor.js";
import { apply, get, main, parsed, post, say } from "./net.js";
import { refresh, rows } from "./rows.js";

const GATHER = 60; // milliseconds in which events are gathered into one request
const TRY_AFTER = 3000; // milliseconds
const MANY = 300; // more sentences than this: all of the text at once

const named = new Set();
let whole = false;
let waiting = 0;
let working = false;
let heard = false; // whether the desk has been listened to
let ended = false; // whether it has said that it ends

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

export const listen = (since = main.dataset.events) => {
  const events = new EventSource(`/events?since=${since}`);
  let last = since;
  events.addEventListener("message", (message) => {
    last = message.lastEventId;
    for (const [kind, document, segment] of JSON.parse(message.data)) {
      if (document && document !== main.dataset.document) continue;
      if (kind === "segment" && segment) named.add(segment);
      if (kind === "sheet") whole = true;
      waiting ||= setTimeout(show, GATHER);
    }
  });
  events.addEventListener("open", () => {
    // After the first time, the desk may be another one, which counts its events anew.
    if (heard) whole = true;
    if (heard) waiting ||= setTimeout(show, GATHER);
    if (ended) say("");
    heard = true;
    ended = false;
    again();
  });
  // A desk that was started again refuses this page until its address was opened; then it is heard again.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, TRY_AFTER, last);
  });
  events.addEventListener("end", () => {
    events.close();
    setTimeout(listen, TRY_AFTER, last);
    ended = true;
    say("The desk has ended; everything is kept. `briefing desk` opens it again.", true);
  });
};
