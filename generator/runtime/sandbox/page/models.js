// The list of models: searched as one types, walked with the arrow keys.

import { byId, h, show } from "./dom.js";

export const hashOf = (modelId) => `#/${modelId.split("/").map(encodeURIComponent).join("/")}`;

export function modelOf(hash) {
  if (!hash.startsWith("#/")) return null;
  try {
    return hash.slice(2).split("/").map(decodeURIComponent).join("/") || null;
  } catch {
    return null;
  }
}

export class Models {
  constructor() {
    this.list = byId("models");
    this.search = byId("search");
    this.kind = "";
    this.entries = [];
    this.groups = null; // until the models have come; what is typed before then is looked at by `fill`
    this.search.addEventListener("input", () => this.filter());
    this.search.addEventListener("keydown", (event) => this.fromSearch(event));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    for (const button of document.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => this.choose(button));
    }
  }

  fill(models, kinds) {
    const vendors = new Map();
    for (const model of models) {
      const [vendor] = model.model_id.split("/");
      if (!vendors.has(vendor)) vendors.set(vendor, []);
      vendors.get(vendor).push(model);
    }
    this.entries = [];
    this.groups = [...vendors].map(([vendor, members]) => {
      const links = members.map((model) => this.link(model, vendor, Object.hasOwn(kinds, model.model_id) ? kinds[model.model_id] : ""));
      return h("li", { class: "vendor" }, h("h3", {}, vendor), h("ul", {}, ...links));
    });
    this.list.replaceChildren(...this.groups);
    this.filter();
  }

  link(model, vendor, kind) {
    const rest = model.model_id.slice(vendor.length + 1);
    const anchor = h("a", { href: hashOf(model.model_id), title: model.display_name }, h("span", {}, rest || vendor),
      kind && h("span", { class: `kind ${kind}` }, kind));
    const node = h("li", {}, anchor);
    const words = `${model.model_id} ${model.display_name} ${model.description ?? ""} ${(model.categories ?? []).join(" ")}`;
    this.entries.push({ node, anchor, kind, modelId: model.model_id, words: words.toLowerCase() });
    return node;
  }

  filter() {
    if (this.groups === null) return;
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of this.entries) {
      const visible = (!this.kind || entry.kind === this.kind) && words.every((word) => entry.words.includes(word));
      show(entry.node, visible);
      count += visible;
    }
    for (const group of this.groups) show(group, group.querySelector("li:not([hidden])") !== null);
    byId("models-count").textContent = count === this.entries.length ? count : `${count} of ${this.entries.length}`;
    const note = byId("models-note");
    note.textContent = count ? "" : "No model fits.";
    show(note, !count);
  }

  choose(button) {
    this.kind = button.dataset.kind;
    for (const other of document.querySelectorAll("[data-kind]")) other.setAttribute("aria-pressed", String(other === button));
    this.filter();
  }

  mark(modelId) {
    for (const { anchor, modelId: own } of this.entries) {
      if (own === modelId) {
        anchor.setAttribute("aria-current", "page");
        anchor.scrollIntoView({ block: "nearest" });
      } else {
        anchor.removeAttribute("aria-current");
      }
    }
  }

  fromSearch(event) {
    const visible = this.visible();
    if (event.key === "ArrowDown") visible[0]?.focus();
    else if (event.key === "Enter" && visible.length) visible[0].click();
    else return;
    event.preventDefault();
  }

  walk(event) {
    const visible = this.visible();
    const at = visible.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: visible.length - 1 }[event.key];
    if (event.key === "Escape" || next === -1) this.search.focus();
    else if (next === undefined) return;
    else visible[Math.min(next, visible.length - 1)].focus();
    event.preventDefault();
  }

  visible() {
    return [...this.list.querySelectorAll("a")].filter((anchor) => anchor.checkVisibility());
  }
}
