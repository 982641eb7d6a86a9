"use strict";
// The page can be read and its links followed without this. It lights partners, filters and searches.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // A term or figure and its partner on the other side, which its link names.
  const partner = (span) => byId(span.hash.slice(1));
  const light = (event, on) => {
    const span = event.target.closest?.("a.span");
    if (!span) return;
    for (const each of [span, partner(span)]) each?.classList.toggle("lit", on);
  };
  for (const [start, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(start, (event) => light(event, true));
    document.addEventListener(end, (event) => light(event, false));
  }

  // Search: the paragraphs that have the words, in either language.
  const paragraphs = all(".paragraph");
  const texts = paragraphs.map((each) => each.textContent.toLowerCase());
  const search = byId("search");
  const found = byId("found");
  const look = () => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    paragraphs.forEach((paragraph, at) => {
      const shown = texts[at].includes(wanted);
      paragraph.hidden = !shown;
      count += shown;
    });
    found.textContent = wanted ? `${count} of ${paragraphs.length} paragraphs` : "";
  };
  search.addEventListener("input", look);
  const clear = () => {
    search.value = "";
    look();
  };
  search.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  // What a link leads to must not be hidden by the search.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && byId(link.hash.slice(1))?.closest("[hidden]")) clear();
  });

  // Findings by their rule.
  const rule = byId("rule");
  const told = byId("told");
  rule?.addEventListener("change", () => {
    const items = all("#findings li");
    for (const item of items) item.hidden = rule.value !== "" && item.dataset.rule !== rule.value;
    told.textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} findings`;
  });

  const theme = byId("theme");
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    theme.setAttribute("aria-pressed", String(!dark));
  });
  for (const each of all(".scripted")) each.hidden = false;
})();
