// The list of documents, as it changes.
const TRY_AFTER = 3000; // milliseconds

const main = document.querySelector("main");
const said = document.getElementById("said");
let waiting = 0;
const show = async () => {
  waiting = 0;
  const response = await fetch("/list");
  if (!response.ok) return;
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const focused = document.activeElement?.getAttribute("href");
  document.getElementById("list").replaceWith(template.content);
  if (focused) document.querySelector(`#list a[href="${CSS.escape(focused)}"]`)?.focus();
};
const listen = (since) => {
  const events = new EventSource(`/events?since=${since}`);
  let last = since;
  const again = () => setTimeout(listen, TRY_AFTER, last);
  events.addEventListener("open", () => {
    said.textContent = "";
    waiting ||= setTimeout(show, 300);
  });
  events.addEventListener("message", (message) => {
    last = message.lastEventId;
    waiting ||= setTimeout(show, 300);
  });
  events.addEventListener("error", () => events.readyState === EventSource.CLOSED && again());
  events.addEventListener("end", () => {
    events.close();
    said.textContent = "The desk has ended; everything is kept.";
    again();
  });
};
listen(main.dataset.events);
