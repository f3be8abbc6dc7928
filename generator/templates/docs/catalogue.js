"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  // Read when somebody opens a model or searches, as below.
  let data;
  const details = (id) => (data ??= JSON.parse(byId("details").textContent))[id];
  const form = byId("filters");
  const controls = ["words", "vendor", "kind", "category"].map(byId).filter(Boolean);
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  // What is searched is put together when somebody searches: thousands of models load without it.
  let known;
  const cards = () => known ??= [...document.querySelectorAll("article")].map((card) => {
    const own = card.dataset;
    const found = details(own.id);
    const words = [...[...card.querySelectorAll("span")].map((span) => span.textContent), found.description || "", ...found.categories, ...found.inputs.map((input) => input[0])];
    return { card, own, categories: found.categories, text: fold(words.join(" ")) };
  });

  // Nothing of the data becomes markup: texts are only ever set as text.
  const make = (name, text, parent) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };

  const example = (title, source, parent) => {
    make("h2", title, parent);
    const box = make("div", undefined, parent);
    box.className = "example";
    const code = make("pre", source, box);
    code.tabIndex = 0;
    code.setAttribute("aria-label", title);
    const button = make("button", "Copy", box);
    button.type = "button";
    button.setAttribute("aria-label", "Copy: " + title);
    button.addEventListener("click", async () => {
      let done = true;
      try {
        await navigator.clipboard.writeText(source);
      } catch {
        // A page from a file may have no clipboard: then the text is selected for the keyboard.
        getSelection().selectAllChildren(code);
        done = document.execCommand("copy");
      }
      button.textContent = done ? "Copied" : "Selected";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  };

  const fill = (article) => {
    const found = details(article.dataset.id);
    if (!found || article.querySelector(".body")) return;
    const body = make("div", undefined, article.firstElementChild);
    body.className = "body";
    if (found.description) make("p", found.description, body);
    if (found.categories.length) {
      const line = make("p", undefined, body);
      line.className = "categories";
      for (const name of found.categories) make("span", name, line);
    }
    const where = make("p", undefined, body);
    make("a", "Its page", where).href = found.page;
    where.append(": every input, the output, and how to call it with curl");
    if (found.web) {
      where.append(". ");
      const web = make("a", "On the web", where);
      web.href = found.web;
      web.rel = "noreferrer";
    }
    make("h2", "Inputs", body);
    const list = make("dl", undefined, body);
    for (const [name, type, required, facts] of found.inputs) {
      const term = make("dt", name + " ", list);
      make("span", type, term);
      if (required) { term.append(" "); make("b", "required", term); }
      if (facts) make("dd", facts, list);
    }
    example("Python", found.python, body);
    example("Command line", found.shell, body);
  };

  byId("models").addEventListener("toggle", ({ target }) => { if (target.open) fill(target.closest("article")); }, true);

  const value = (id) => (byId(id) ? byId(id).value : "");
  const filter = () => {
    const words = fold(value("words")).split(/\s+/).filter(Boolean);
    const [vendor, kind, category] = [value("vendor"), value("kind"), value("category")];
    let count = 0;
    for (const { card, own, categories, text } of cards()) {
      const fits = words.every((word) => text.includes(word))
        && (!vendor || own.vendor === vendor)
        && (!kind || own.kind === kind)
        && (!category || categories.includes(category));
      card.hidden = !fits;
      count += fits ? 1 : 0;
    }
    byId("none").hidden = count > 0;
    byId("found").textContent = count === cards().length
      ? count + (count === 1 ? " model" : " models")
      : count + " of " + cards().length + " models";
    const query = new URLSearchParams();
    for (const control of controls) if (control.value) query.set(control.id, control.value);
    try { history.replaceState(null, "", query.toString() ? "#?" + query : location.pathname + location.search); } catch { /* not from a file */ }
  };

  const recall = () => {
    if (!location.hash.startsWith("#?")) return;
    const query = new URLSearchParams(location.hash.slice(2));
    for (const control of controls) control.value = query.get(control.id) || "";
    filter();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  for (const control of controls) control.addEventListener("input", filter);
  byId("again").addEventListener("click", () => { form.reset(); filter(); byId("words").focus(); });
  addEventListener("hashchange", recall);
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      byId("words").focus();
    }
  });
  recall();
})();
