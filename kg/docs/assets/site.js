"use strict";
// Language switch and search. Everything comes from index.js, which stands beside this file; nothing is fetched.
(function () {
  const index = window.kgIndex || { entries: [], labels: {} };
  const byId = (id) => document.getElementById(id);

  // Labels: each element with data-t carries its English label; other languages are looked up, and English is marked where there is none.
  const languages = byId("site_language");
  const english = new Map();
  function speak(language) {
    for (const element of document.querySelectorAll("[data-t]")) {
      if (!english.has(element)) english.set(element, element.textContent);
      const found = language !== "en" && (index.labels[element.dataset.t] || {})[language];
      element.textContent = found || english.get(element);
      element.lang = found ? language : "en";
      element.classList.toggle("fallback", language !== "en" && !found);
      if (language !== "en" && !found) element.title = "No label in this language yet; shown in English"; else element.removeAttribute("title");
    }
    document.documentElement.dataset.language = language;
  }
  function remembered() {
    const asked = new URLSearchParams(location.search).get("lang");
    try { return asked || localStorage.getItem("kg-language") || "en"; } catch { return asked || "en"; }
  }
  const start = remembered();
  languages.value = [...languages.options].some((option) => option.value === start) ? start : "en";
  speak(languages.value);
  languages.addEventListener("change", () => {
    try { localStorage.setItem("kg-language", languages.value); } catch { /* a browser without storage forgets the choice */ }
    speak(languages.value);
  });

  // On a narrow screen the contents start folded.
  const contents = document.querySelector(".side details");
  if (contents && matchMedia("(max-width: 62rem)").matches) contents.open = false;

  // Search: every word must be the start of a word of a label, name or definition; labels count most.
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const parts = (text) => fold(text.replace(/([a-z])([A-Z])/g, "$1 $2 ")).split(/[^\p{L}\p{N}*]+/u).filter(Boolean);
  const known = index.entries.map((entry) => ({
    entry, name: fold(entry.t), label: parts([entry.t, ...(entry.o || [])].join(" ")), code: parts(entry.n), text: parts(entry.d || ""),
  }));
  function worth(one, words) {
    let sum = one.name === words.join(" ") ? 50 : 0;
    for (const word of words) {
      const starts = (list) => list.some((other) => other.startsWith(word));
      const found = one.label.includes(word) ? 12 : starts(one.label) ? 8 : starts(one.code) ? 5 : starts(one.text) ? 1 : 0;
      if (!found) return 0;
      sum += found;
    }
    return sum;
  }
  function find(query) {
    const words = parts(query);
    if (!words.length) return [];
    const rated = known.map((one) => [worth(one, words), one.entry]).filter(([sum]) => sum > 0);
    return rated.sort((a, b) => b[0] - a[0] || a[1].t.length - b[1].t.length || (a[1].n < b[1].n ? -1 : 1)).slice(0, 14).map(([, entry]) => entry);
  }

  const box = byId("site_q"), list = byId("site_hits");
  let chosen = -1;
  function show(hits) {
    chosen = -1;
    const language = languages.value;
    list.replaceChildren(...hits.map((hit, n) => {
      const item = document.createElement("li");
      const piece = (tag, text, name) => { const e = document.createElement(tag); e.textContent = text; if (name) e.className = name; return e; };
      const label = (index.labels[hit.n] || {})[language] || hit.t;
      item.append(piece("span", hit.k, "kind"), piece("b", label), piece("span", hit.d || hit.n, "def"));
      item.id = "site_hit-" + n;
      item.setAttribute("role", "option");
      item.dataset.url = hit.u;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(item); });
      return item;
    }));
    if (!hits.length && box.value.trim()) {
      const none = document.createElement("li");
      none.textContent = "Nothing found";
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      list.append(none);
    }
    list.hidden = !list.children.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
  }
  function choose(n) {
    const items = [...list.querySelectorAll("[data-url]")];
    if (!items.length) return;
    chosen = (n + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", items[chosen].id);
  }
  function go(item) {
    show([]);
    list.hidden = true;
    location.href = item.dataset.url;
  }
  box.addEventListener("input", () => show(find(box.value)));
  box.addEventListener("blur", () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    if (event.key === "Escape") { box.value = ""; show([]); }
  });
  byId("site_search").addEventListener("submit", (event) => {
    event.preventDefault();
    const items = list.querySelectorAll("[data-url]");
    if (items.length) go(items[Math.max(0, chosen)]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
  });
})();
