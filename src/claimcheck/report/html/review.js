"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (selector, from = document) => from.querySelector(selector);
  const slot = (name, from = document) => find(`[data-slot="${name}"]`, from);
  const card = find("#card"), filters = find(".filters"), said = find(".said"), help = find("dialog");
  const text = find(".text"), sheet = find(".sheet"), scroller = find(".scroller"), who = find("[name=who]");
  const picker = find("[name=document]");
  const STATES = { open: "open", accept: "accepted", dispute: "disputed" };
  const place = { at: 0, name: "", view: "text", page: 0 };
  let unsaved = false, shownText = null;

  const el = (tag, attributes = {}, ...inner) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== null) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  };
  const tell = (words, bad = false) => {
    said.textContent = words;
    said.classList.toggle("bad", bad);
    if (!bad) setTimeout(() => { if (said.textContent === words) said.textContent = ""; }, 4000);
  };
  const here = () => data.documents[place.at];
  const now = () => here().cards.find((one) => one.name === place.name);
  const state = (one) => one.decision && !one.decision.expired ? one.decision.state : "open";

  // --- asking the server -------------------------------------------------------------------------------------------
  const ask = async (path, body) => {
    document.body.setAttribute("aria-busy", "true");
    try {
      const raw = body instanceof Blob;
      const answer = await fetch(path, body === undefined ? {} : {
        method: "POST", body: raw ? body : JSON.stringify(body),
        headers: { "Content-Type": raw ? "application/octet-stream" : "application/json" },
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      return told;
    } catch (error) {
      tell(error instanceof TypeError ? "The program behind this page has ended. What was decided is in its file." : error.message, true);
      return null;
    } finally {
      document.body.removeAttribute("aria-busy");
    }
  };

  // --- what is listed ----------------------------------------------------------------------------------------------
  const ORDERS = {
    rank: (a, b) => a.rank - b.rank || a.start - b.start, place: (a, b) => a.start - b.start,
    score: (a, b) => a.score - b.score || a.rank - b.rank,
  };
  const owner = (one) => (one.decision && one.decision.owner) || "nobody";
  const listing = () => {
    const values = Object.fromEntries(new FormData(filters));
    const needle = values.words.trim().toLowerCase();
    return here().cards.filter((one) => (!values.state || state(one) === values.state)
      && (!values.topic || one.topic === values.topic) && (!values.law || one.laws.includes(values.law))
      && (!values.owner || owner(one) === values.owner) && (!values.change || one.change === values.change)
      && (!needle || `${one.words} ${one.kind}`.toLowerCase().includes(needle))).sort(ORDERS[values.order]);
  };
  const choices = (name, values, words = (value) => value) => {
    const select = filters.elements[name], before = select.value, counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    const options = [...counts].sort(([a], [b]) => a.localeCompare(b));
    select.replaceChildren(el("option", { value: "" }, "all"), ...options.map(([value, number]) => el("option", { value }, `${words(value)} (${number})`)));
    select.value = counts.has(before) ? before : "";
  };
  const list = () => {
    const cards = here().cards, found = listing(), at = found.findIndex((one) => one.name === place.name);
    choices("state", cards.map(state), (value) => STATES[value]);
    choices("topic", cards.map((one) => one.topic));
    choices("law", cards.flatMap((one) => one.laws));
    choices("owner", cards.map(owner));
    const changes = cards.map((one) => one.change).filter(Boolean);
    choices("change", changes);
    find(".change").hidden = !changes.length;
    const done = cards.filter((one) => state(one) !== "open").length;
    slot("count").textContent = `${at < 0 ? "" : `Claim ${at + 1} of `}${found.length}${found.length === cards.length ? "" : ` shown, ${cards.length} in all`}; ${done} decided`;
    find(".list").replaceChildren(...found.map((one) => el("li", {}, el("button", {
      type: "button", "data-do": "show", "data-name": one.name, "aria-current": one.name === place.name ? "true" : null,
    }, `${one.score} · ${STATES[state(one)]} · ${one.where} · ${one.words.slice(0, 90)}${one.words.length > 90 ? "…" : ""}`))));
    return found;
  };

  // --- the document ------------------------------------------------------------------------------------------------
  const marks = (go) => {
    const one = now(), names = here().names;
    let first = null;
    for (const mark of scroller.querySelectorAll(".mark")) {
      const is = one && names[Number(mark.dataset.claim)] === one.name;
      mark.classList.toggle("now", Boolean(is));
      if (is && !first && mark.offsetParent) first = mark;
    }
    if (first && go) scroller.scrollTop += first.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3;
  };
  const sheetOf = async (page) => {
    const known = here().sheets;
    if (!(page in known) && data.live) {
      const found = await ask(`api/page/${place.at}/${page}`);
      if (found) known[page] = found.sheet;
    }
    return known[page] || null;
  };
  const drawPage = async () => {
    const page = place.page, at = place.at, found = await sheetOf(page);
    if (page !== place.page || at !== place.at || place.view !== "page") return;
    slot("page").textContent = `Page ${page} of ${here().pages}`;
    if (!found) { sheet.replaceChildren(el("p", {}, "There is no picture of this page; the text shows its claims.")); return; }
    const words = here().cards;
    sheet.replaceChildren(el("img", { src: found.src, alt: `Page ${page}`, width: found.width, height: found.height }),
      ...found.marks.flatMap(({ claim, lines }) => lines.map((line, number) => {
        const name = here().names[claim], one = words.find((each) => each.name === name);
        const mark = el("a", { class: "mark", href: `#${name}`, "data-claim": claim, "aria-label": one ? one.words : "", tabindex: number ? -1 : null, "aria-hidden": number ? "true" : null });
        [mark.style.left, mark.style.top, mark.style.width, mark.style.height] = line.map((part) => `${part * 100}%`);
        return mark;
      })));
    marks(true);
  };
  const draw = (go = true) => {
    const document_ = here(), paged = document_.pages > 0 && (data.live || Object.keys(document_.sheets).length > 0);
    if (!paged) place.view = "text";
    find("[data-do=view-page]").disabled = !paged;
    find("[data-do=view-page]").setAttribute("aria-pressed", place.view === "page");
    find("[data-do=view-text]").setAttribute("aria-pressed", place.view === "text");
    find(".turn").hidden = place.view !== "page";
    sheet.hidden = place.view !== "page";
    text.hidden = place.view !== "text";
    if (place.view === "page") { drawPage(); return; }
    if (shownText !== document_.text) { text.innerHTML = document_.text; shownText = document_.text; }
    marks(go);
  };

  // --- the card ----------------------------------------------------------------------------------------------------
  const entry = (one) => {
    const known = one.decision || { state: "open", owner: "", until: "", wording: "", comments: [] };
    const pressed = (name) => String(state(one) === name);
    const says = known.by ? `${known.expired ? "Ended, was " : ""}${STATES[known.state]} by ${known.by} on ${known.on}${known.until ? ` until ${known.until}` : ""}` : "Nothing is decided yet.";
    return el("section", { class: "entry", "aria-label": "Decision" },
      el("p", {}, el("b", {}, "Decision: "), says),
      el("div", { class: "row" },
        el("button", { type: "button", "data-do": "accept", "aria-pressed": pressed("accept") }, "Accept ", el("kbd", {}, "a")),
        el("button", { type: "button", "data-do": "dispute", "aria-pressed": pressed("dispute") }, "Dispute ", el("kbd", {}, "d")),
        el("button", { type: "button", "data-do": "reopen", disabled: state(one) === "open" ? "" : false }, "Open again"),
        el("label", {}, "holds until", el("input", { type: "date", name: "until", value: known.until || "" }))),
      el("div", { class: "row" },
        el("label", { class: "owner" }, "Owner", el("input", { name: "assignee", maxlength: 400, value: known.owner || "", autocomplete: "off" })),
        el("button", { type: "button", "data-do": "assign" }, "Assign ", el("kbd", {}, "o")),
        el("label", { class: "wide" }, "Comment", el("textarea", { name: "comment", maxlength: 2000, rows: 1 })),
        el("button", { type: "button", "data-do": "comment" }, "Comment ", el("kbd", {}, "c"))),
      known.comments.length ? el("ul", { class: "comments" }, ...known.comments.map((each) => el("li", {}, el("b", {}, `${each.by}, ${each.on}: `), each.text))) : "",
      el("div", { class: "row" },
        el("label", { class: "wide" }, "Wording", el("textarea", { name: "wording", maxlength: 2000, rows: Math.min(Math.ceil(one.words.length / 60), 6) }, known.wording || one.words)),
        data.live ? el("button", { type: "button", "data-do": "try" }, "New score") : "",
        el("button", { type: "button", "data-do": "keep" }, "Propose ", el("kbd", {}, "e"))),
      el("div", { "data-slot": "tried", "aria-live": "polite" }));
  };
  const show = (name, { focus = false, go = true } = {}) => {
    place.name = name;
    const one = now();
    list();
    if (!one) {
      card.replaceChildren(el("h2", { id: "claim-words" }, here().cards.length ? "No claim is picked" : "No claims found"));
      draw(false);
      return;
    }
    card.innerHTML = one.html;
    slot("decision", card).replaceWith(entry(one));
    find(".claims").scrollTop = focus ? find(".claims").scrollTop : 0;
    if (one.page && here().pages) place.page = one.page;
    history.replaceState(null, "", `#${name}`);
    draw(go);
    if (focus) find("#claim-words").focus();
  };
  const answers = () => {
    const box = find(".answers"), told = here().answers;
    box.hidden = !told.length;
    find("summary", box).textContent = `Answers about this document (${told.length})`;
    find("ul", box).replaceChildren(...told.map((one) => el("li", { "data-fact": one.fact }, `${one.ask} `, el("b", {}, one.answer), " ", el("button", { type: "button", "data-do": "answer", "data-answer": "" }, "Take back"))));
  };
  const loose = () => {
    const box = find(".loose"), found = here().loose;
    box.hidden = !found.length;
    find("summary", box).textContent = `Findings about the document (${found.length})`;
    find("div", box).innerHTML = found.map((one) => one.html).join("");
  };
  const step = (by) => {
    const found = listing(), at = found.findIndex((one) => one.name === place.name);
    const next = found[at < 0 ? 0 : Math.min(Math.max(at + by, 0), found.length - 1)];
    if (next) { show(next.name); find("#claim-words").focus({ preventScroll: true }); }
  };
  const open = (at, name) => {
    place.at = at;
    picker.value = String(at);
    find("h1").textContent = here().title;
    const problems = find(".problems");
    problems.hidden = !here().problems.length;
    problems.replaceChildren(...here().problems.map((one) => el("li", {}, one)));
    place.page = 1;
    place.view = here().pages && (data.live || Object.keys(here().sheets).length) ? "page" : "text";
    exports_();
    answers();
    loose();
    const first = here().cards.some((one) => one.name === name) ? name : (listing()[0] || { name: "" }).name;
    show(first);
  };
  const documents = () => picker.replaceChildren(...data.documents.map((one, at) => el("option", { value: at }, `${one.file} (${one.cards.length})`)));
  const exports_ = () => {
    const made = data.live
      ? data.exports.filter(([kind]) => !["docx", "pdf"].includes(kind) || here().path.toLowerCase().endsWith(`.${kind}`))
        .map(([kind, words]) => el("a", { href: `export/${kind}?document=${place.at}`, download: "" }, words))
      : [el("button", { type: "button", "data-do": "save" }, "Save decisions")];
    find(".exports").replaceChildren(...made);
  };

  // --- deciding ----------------------------------------------------------------------------------------------------
  const replace = (one) => {
    const cards = here().cards;
    cards[cards.findIndex((each) => each.name === one.name)] = one;
    const kept = document.activeElement && document.activeElement.dataset.do;
    show(one.name, { go: false });
    const again = kept && find(`[data-do="${kept}"]`, card);
    if (again) again.focus({ preventScroll: true });
  };
  const decide = async (change, words) => {
    const one = now();
    if (!one) return;
    const name = who.value.trim();
    if (!name) { tell("Say who you are, above.", true); who.focus(); return; }
    if (data.live) {
      const told = await ask("api/decide", { document: place.at, name: one.name, by: name, ...change });
      if (told) { replace(told.card); tell(words); }
      return;
    }
    const before = one.decision || { claim: one.claims[0][0], occurrence: one.claims[0][1], fingerprint: null, state: "open", owner: null, wording: null, until: null, comments: [], expired: false };
    const { comment, ...rest } = change, on = new Date().toISOString().slice(0, 10);
    const comments = comment ? [...before.comments, { by: name, on, text: comment }] : before.comments;
    replace({ ...one, decision: { ...before, ...rest, comments, by: name, on, expired: false } });
    unsaved = true;
    keep();
    tell(words);
  };
  const field = (name) => find(`[name=${name}]`, card);
  const until = () => field("until").value || null;
  const tried = async () => {
    const box = slot("tried", card), told = await ask("api/wording", { document: place.at, name: place.name, wording: field("wording").value });
    if (!told) return;
    const score = (one) => el("span", { class: `t-${one.tone}` }, `${one.score} (${one.band})`);
    const after = told.after.length ? told.after.flatMap((one, at) => [at ? " and " : "", score(one)]) : ["no claim is found in these words"];
    box.replaceChildren(el("div", { class: "tried" },
      el("p", { class: "arrow" }, score(told.before), " → ", ...after),
      ...told.after.map((one) => el("div", {}, told.after.length > 1 ? el("p", {}, el("b", {}, one.kind), ": ", one.words) : "",
        one.findings.length ? el("ul", {}, ...one.findings.map((each) => el("li", {}, el("span", { class: `sev ${each.severity}` }, each.severity), ` ${each.message}`))) : el("p", {}, "No findings."),
        one.missing.length ? el("p", {}, el("b", {}, "Missing: "), one.missing.join(", ")) : el("p", {}, "Nothing that is asked for is missing.")))));
  };
  const answer = async (button) => {
    const box = button.closest("[data-fact]"), back = button.dataset.answer === "";
    const words = button.dataset.answer || (back ? null : find("[name=answer]", box).value.trim());
    if (!back && !words) { tell("An answer has words.", true); return; }
    const told = await ask("api/fact", { document: place.at, fact: box.dataset.fact, answer: words, by: who.value.trim() });
    if (!told) return;
    data.documents[place.at] = told.document;
    documents();
    open(place.at, place.name);
    tell(back ? "The document is judged without this answer." : "The document is judged with this answer.");
  };
  const decideFinding = async (button) => {
    const { fingerprint, state: wanted } = button.dataset;
    const told = await ask("api/finding", { document: place.at, fingerprint, state: wanted, by: who.value.trim() });
    if (!told) return;
    data.documents[place.at] = told.document;
    open(place.at, place.name);
    const again = find(`[data-fingerprint="${CSS.escape(fingerprint)}"]`);
    if (again) again.focus();
    tell(wanted === "accept" ? "Accepted." : "Open again.");
  };
  const takeFiles = async (files) => {
    for (const file of files) {
      const told = await ask(`api/files?name=${encodeURIComponent(file.name)}`, file);
      if (!told) continue;
      const known = data.documents.findIndex((one) => one.path === told.document.path);
      data.documents.splice(told.at, known < 0 ? 0 : 1, told.document);
      documents();
      open(told.at, "");
    }
  };

  // --- a page without a server keeps what was decided ---------------------------------------------------------------
  const KEPT = `claimcheck-review ${data.documents.map((one) => one.sha256).join(" ")}`;
  const keep = () => {
    const kept = data.documents.map((one) => Object.fromEntries(one.cards.filter((each) => each.decision).map((each) => [each.name, each.decision])));
    try { localStorage.setItem(KEPT, JSON.stringify(kept)); } catch { /* the browser keeps nothing */ }
  };
  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) || "[]");
      data.documents.forEach((one, at) => { for (const each of one.cards) each.decision = (kept[at] || {})[each.name] || each.decision; });
    } catch { /* nothing was kept */ }
  };
  const decisions = () => {
    const lines = ["schema: claimcheck-decisions/1", "decisions:"];
    const pair = (key, value, ahead) => { if (value !== null && value !== "") lines.push(`${ahead}${key}: ${typeof value === "number" ? value : JSON.stringify(value)}`); };
    for (const one of data.documents) for (const each of one.cards) if (each.decision) for (const [claim, occurrence] of each.claims) {
      pair("path", one.path, "  - ");
      pair("claim", claim, "    ");
      pair("occurrence", occurrence, "    ");
      pair("words", each.words.slice(0, 2000), "    ");
      for (const key of ["state", "owner", "wording", "until", "by", "on"]) pair(key, each.decision[key], "    ");
      if (each.decision.comments.length) lines.push("    comments:");
      for (const comment of each.decision.comments) { pair("by", comment.by, "      - "); pair("on", comment.on, "        "); pair("text", comment.text, "        "); }
    }
    return `${lines.length > 2 ? lines.join("\n") : lines[0]}\n`;
  };
  const save = () => {
    const link = el("a", { href: URL.createObjectURL(new Blob([decisions()], { type: "text/yaml" })), download: "claimcheck-decisions.yml" });
    link.click();
    unsaved = false;
  };

  // --- what people do ----------------------------------------------------------------------------------------------
  const turn = (by) => { place.page = Math.min(Math.max(place.page + by, 1), here().pages); drawPage(); };
  const focus = (name) => { const found = field(name); if (found) { found.focus(); found.scrollIntoView({ block: "nearest" }); } };
  const DO = {
    accept: () => decide({ state: "accept", until: until() }, "Accepted."),
    dispute: () => decide({ state: "dispute", until: until() }, "Disputed."),
    reopen: () => decide({ state: "open", until: null }, "Open again."),
    assign: () => decide({ owner: field("assignee").value.trim() || null }, "Assigned."),
    comment: () => field("comment").value.trim() ? decide({ comment: field("comment").value.trim() }, "Comment added.") : focus("comment"),
    keep: () => decide({ wording: field("wording").value.trim() || null }, "The wording is proposed."),
    try: tried, save, before: () => step(-1), next: () => step(1), help: () => help.showModal(),
    answer: (button) => answer(button), finding: (button) => decideFinding(button), show: (button) => show(button.dataset.name, { focus: true }),
    "view-page": () => { place.view = "page"; draw(); }, "view-text": () => { place.view = "text"; draw(); },
    "page-before": () => turn(-1), "page-behind": () => turn(1),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) { if (data.documents.length || button.dataset.do === "help") DO[button.dataset.do](button); return; }
    const mark = event.target.closest(".mark");
    if (mark) { event.preventDefault(); show(here().names[Number(mark.dataset.claim)], { focus: true, go: false }); }
  });
  const KEYS = {
    j: DO.next, k: DO.before, a: DO.accept, d: DO.dispute, o: () => focus("assignee"), c: () => focus("comment"),
    e: () => focus("wording"), "/": () => { find(".picks").open = true; filters.elements.words.focus(); }, "?": DO.help,
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog");
    if (event.key === "Escape" && typing && !event.target.closest("dialog")) { event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !find("[name=keys]").checked) return;
    const act = KEYS[event.key];
    if (act && data.documents.length) { event.preventDefault(); act(); }
  });
  filters.addEventListener("input", () => {
    if (!data.documents.length) return;
    const found = listing(); if (found.some((one) => one.name === place.name) || !found.length) list(); else show(found[0].name); });
  filters.addEventListener("reset", () => setTimeout(() => show(place.name)));
  filters.addEventListener("submit", (event) => event.preventDefault());
  picker.addEventListener("change", () => open(Number(picker.value), ""));
  addEventListener("hashchange", () => { const name = location.hash.slice(1); if (here().cards.some((one) => one.name === name)) show(name); });
  if (data.live) {
    const drop = find(".drop");
    drop.hidden = false;
    find("input", drop).addEventListener("change", (event) => { takeFiles([...event.target.files]); event.target.value = ""; });
    addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("over"); });
    addEventListener("drop", (event) => { event.preventDefault(); document.body.classList.remove("over"); takeFiles([...event.dataTransfer.files]); });
  } else {
    recall();
    addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  }
  who.value = data.who;
  documents();
  if (data.documents.length) {
    const name = location.hash.slice(1), at = data.documents.findIndex((one) => one.cards.some((each) => each.name === name));
    open(Math.max(at, 0), name);
  } else {
    find("h1").textContent = "No document yet";
    card.replaceChildren(el("h2", { id: "claim-words" }, data.live ? "Drop a file on this page, or add one above" : "No documents"));
  }
})();
