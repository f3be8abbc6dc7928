// The dialog by which the sandbox is told to misbehave.

import * as api from "./api.js";
import { byId, h, say, show } from "./dom.js";

const PRESETS = [
  ["Slow answers", { latency: 0.5, jitter: 1 }],
  ["Every job fails", { fail_rate: 1 }],
  ["429 on submit", { play: ["429:route=submit,retry_after=3"] }],
  ["504 on some polls", { play: ["504:route=status,rate=0.3", "504:route=result,rate=0.3"] }],
  ["CDN errors on polls", { play: ["524:route=status,rate=0.3", "520:route=result,rate=0.3"] }],
  ["Rate limit", { rate_limit: 5, rate_window: 10 }],
  ["Result not ready: 400005", { early: "400005" }],
  ["Accepted with a 202", { submit: "accepted" }],
  ["Lost submit answers", { play: ["drop:route=submit,after"] }],
  ["Six-digit codes", { dialect: "B" }],
  ["Other status words", { words: { queued: "pending", running: "processing", finished: "succeeded" } }],
  ["Cost comes late", { cost: "late" }],
];

export function faultsDialog() {
  const dialog = byId("faults");
  const text = byId("faults-text");
  const problem = byId("faults-problem");
  const opener = byId("open-faults");
  const write = (value) => { text.value = JSON.stringify(value, null, 2); };

  byId("presets").append(...PRESETS.map(([name, faults]) => h("button", { type: "button", onclick: () => write(faults) }, name)));
  show(opener, true);
  opener.addEventListener("click", async () => {
    complain("");
    try {
      write(await mark());
    } catch (error) {
      complain(error.message);
    }
    dialog.showModal();
  });
  byId("faults-form").addEventListener("submit", (event) => {
    if (event.submitter?.value === "close") return;
    event.preventDefault();
    set(() => api.setFaults(text.value), "The sandbox misbehaves as told");
  });
  byId("faults-reset").addEventListener("click", () => set(api.clearFaults, "The sandbox behaves again"));

  async function set(call, words) {
    try {
      await call();
      await mark();
    } catch (error) {
      complain(error.message);
      return;
    }
    dialog.close();
    say(words);
  }

  function complain(message) {
    problem.textContent = message;
    show(problem, message !== "");
  }

  // Shows on the button whether there is any misbehaviour, and returns what differs from good manners.
  async function mark() {
    const changed = await api.faults();
    const count = Object.keys(changed).length;
    opener.textContent = count ? "Misbehaving" : "Misbehave…";
    opener.classList.toggle("warn", count > 0);
    return changed;
  }

  return mark;
}
