"use strict";
(() => {
  const form = document.querySelector(".filters");
  const list = document.querySelector(".list");
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id && document.getElementById(id);
    const box = found && found.querySelector("details");
    if (box) { box.open = true; found.hidden = false; found.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  let shut = [];
  addEventListener("beforeprint", () => {
    // A long report would print hundreds of sheets: what is open is printed open.
    shut = document.body.classList.contains("long") ? [] : [...document.querySelectorAll("details:not([open])")];
    for (const one of shut) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of shut) one.open = false; });
  if (!form || !list) { open(); return; }
  const claims = [...list.children];
  const rows = new Map([...document.querySelectorAll(".matrix tbody tr")].map((row) => [row.dataset.at, row]));
  const said = form.querySelector("output");
  const words = new Map();
  const text = (one) => {
    if (!words.has(one)) words.set(one, one.textContent.toLowerCase());
    return words.get(one);
  };
  const wanted = () => {
    const values = new FormData(form);
    const asked = [...values].filter(([name, value]) => value && !["words", "order"].includes(name));
    const needle = values.get("words").trim().toLowerCase();
    return (one) => asked.every(([name, value]) => {
      const held = one.dataset[name];
      return name === "tier" || name === "missing" ? held.split(" ").includes(value) : held === value;
    }) && (!needle || text(one).includes(needle));
  };
  const show = () => {
    const fits = wanted();
    let number = 0;
    for (const one of claims) {
      const hidden = !fits(one);
      if (one.hidden !== hidden) one.hidden = hidden;
      const row = rows.get(one.dataset.at);
      if (row && row.hidden !== hidden) row.hidden = hidden;
      number += hidden ? 0 : 1;
    }
    said.textContent = `${number.toLocaleString("en")} of ${claims.length.toLocaleString("en")} claims`;
  };
  const opener = form.elements.open;
  opener.addEventListener("click", () => {
    const all = opener.getAttribute("aria-pressed") !== "true";
    for (const one of claims) if (!one.hidden) one.querySelector("details").open = all;
    opener.setAttribute("aria-pressed", all);
    opener.textContent = all ? "Close all" : "Open all";
  });
  let order = "";
  const sort = () => {
    const next = form.elements.order.value;
    if (next === order) return;
    order = next;
    const key = order === "read"
      ? (a, b) => a.dataset.document.localeCompare(b.dataset.document) || a.dataset.start - b.dataset.start
      : (a, b) => a.dataset.at - b.dataset.at;
    list.append(...[...claims].sort(key));
  };
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { sort(); show(); }, 120);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("reset", () => setTimeout(() => { sort(); show(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
  open();
})();
