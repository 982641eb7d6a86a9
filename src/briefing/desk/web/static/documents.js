// The list of documents, as it changes.
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
const events = new EventSource(`/events?since=${main.dataset.events}`);
events.addEventListener("message", () => {
  waiting ||= setTimeout(show, 300);
});
events.addEventListener("end", () => {
  events.close();
  said.textContent = "The desk has ended; everything is kept.";
});
