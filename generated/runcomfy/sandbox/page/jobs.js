// The jobs, live: looked at again and again, each shown by a card that is changed and not made anew.

import * as api from "./api.js";
import { byId, copy, h, say, show } from "./dom.js";
import { hashOf } from "./models.js";

const BUSY = 400; // milliseconds between two looks while a job is on its way
const IDLE = 1500;
const WORDS = { queued: "In queue", running: "In progress", succeeded: "Succeeded", failed: "Failed", cancelled: "Cancelled" };

export class Jobs {
  constructor(onBalance) {
    this.list = byId("jobs");
    this.note = byId("jobs-note");
    this.cards = new Map();
    this.onBalance = onBalance;
    this.timer = null;
    this.first = true;
    this.seer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.cards.get(entry.target.dataset.request)?.open();
    }, { rootMargin: "300px" });
    document.addEventListener("visibilitychange", () => this.look());
  }

  async look() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    let wait = IDLE;
    try {
      const answer = await api.jobs();
      this.take(answer.jobs);
      this.onBalance(answer.balance_usd);
      if (answer.jobs.some(isActive)) wait = BUSY;
    } catch (error) {
      this.note.textContent = `${error.message} Trying again…`;
      show(this.note, true);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait);
  }

  take(jobs) {
    const known = new Set(jobs.map((job) => job.request_id));
    for (const [id, card] of this.cards) {
      if (!known.has(id)) {
        card.node.remove();
        this.cards.delete(id);
      }
    }
    // The newest come first, and so does their card.
    for (const job of [...jobs].reverse()) {
      let card = this.cards.get(job.request_id);
      if (!card) {
        card = new Card(job, () => this.look());
        this.cards.set(job.request_id, card);
        this.list.prepend(card.node);
        this.seer.observe(card.node);
      }
      card.update(job, this.first);
    }
    this.first = false;
    this.note.textContent = "Nothing has been submitted yet.";
    show(this.note, jobs.length === 0);
    byId("jobs-count").textContent = jobs.length || "";
    byId("jobs-badge").textContent = jobs.filter(isActive).length || "";
  }
}

const isActive = (job) => job.state === "queued" || job.state === "running";

class Card {
  constructor(job, refresh) {
    this.refresh = refresh;
    this.job = job;
    this.seen = false;
    this.chip = h("span", { class: "chip" });
    this.facts = h("p", { class: "facts" });
    this.bar = h("progress", { max: 1, hidden: true, "aria-label": "Progress" });
    this.outputs = h("div", { class: "outputs" });
    this.problem = h("p", { class: "problem", hidden: true });
    this.cancelButton = h("button", { type: "button", class: "cancel", onclick: () => this.cancel() }, "Cancel");
    const id = h("button", { type: "button", class: "quiet id", title: "Copy the request id", onclick: () => copy(job.request_id, id) },
      job.request_id);
    this.inputs = h("pre", { tabindex: "0" });
    const details = h("details", { ontoggle: () => details.open && this.showInputs() }, h("summary", {}, "Inputs"), this.inputs);
    this.node = h("li", { class: "card", "data-request": job.request_id },
      h("div", { class: "card-head" }, h("a", { href: hashOf(job.model_id) }, job.model_id), this.chip),
      this.facts, this.bar, this.problem, this.outputs,
      h("div", { class: "card-foot" }, id, details, this.cancelButton));
  }

  update(job, silent) {
    const changed = job.state !== this.job.state || !this.node.dataset.state;
    this.job = job;
    this.node.dataset.state = job.state;
    const place = job.state === "queued" ? `, position ${job.queue_position}` : "";
    this.chip.textContent = `${WORDS[job.state] ?? job.state}${place}`;
    this.facts.textContent = facts(job);
    show(this.bar, job.state === "running");
    if (job.progress !== undefined) this.bar.value = job.progress;
    show(this.cancelButton, isActive(job) && job.own);
    if (job.error !== undefined) this.complain(typeof job.error === "string" ? job.error : JSON.stringify(job.error));
    if (changed && !silent) say(`${job.model_id}: ${WORDS[job.state] ?? job.state}`);
    if (changed && this.seen) this.open();
  }

  complain(text) {
    this.problem.textContent = text;
    show(this.problem, true);
  }

  async cancel() {
    this.cancelButton.disabled = true;
    try {
      const answer = await api.cancel(this.job.request_id);
      const done = [answer.outcome, answer.status].some((word) => /^cancell?ed$/.test(word ?? ""));
      if (!done) this.complain("Too late to cancel: only a job that still waits can be.");
    } catch (error) {
      this.complain(error.message);
    }
    this.cancelButton.disabled = false;
    this.refresh();
  }

  async showInputs() {
    try {
      const text = JSON.stringify((await api.job(this.job.request_id)).input, null, 2);
      this.inputs.textContent = text.length > 20000 ? `${text.slice(0, 20000)}…` : text;
    } catch (error) {
      this.inputs.textContent = error.message;
    }
  }

  // Files are drawn when they are asked for, so they are asked for when they come into view.
  open() {
    this.seen = true;
    const urls = this.job.outputs ?? [];
    if (!urls.length || this.outputs.childElementCount) return;
    this.outputs.append(...urls.map((url, index) => output(url, `Output ${index + 1} of ${this.job.model_id}`)));
  }
}

function output(url, title) {
  const name = url.split("/").at(-1);
  const link = h("a", { href: url, target: "_blank", rel: "noopener" }, name);
  const lost = () => media.replaceWith(h("p", { class: "problem" }, "The file did not come."));
  const tag = { mp4: "video", wav: "audio", mp3: "audio" }[name.split(".").at(-1)] ?? "img";
  const media = tag === "img"
    ? h("img", { src: url, alt: title, onerror: lost })
    : h(tag, { src: url, controls: true, preload: "metadata", "aria-label": title, loop: tag === "video", onerror: lost });
  return h("figure", {}, media, h("figcaption", {}, link, h("a", { href: url, download: name }, "Save")));
}

function facts(job) {
  const begun = new Date(job.created_at);
  const parts = [begun.toLocaleTimeString()];
  if (job.finished_at) parts.push(`${((new Date(job.finished_at) - begun) / 1000).toFixed(1)} s`);
  parts.push(job.cost_usd === undefined ? `${job.price_usd} USD` : `cost ${job.cost_usd} USD`);
  if (!job.own) parts.push("another token's");
  return parts.join(" · ");
}
