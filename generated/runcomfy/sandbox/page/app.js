// Puts the parts of the page together.

import * as api from "./api.js";
import { byId, h, show } from "./dom.js";
import { faultsDialog } from "./faults.js";
import { modelForm } from "./form.js";
import { Jobs } from "./jobs.js";
import { hashOf, Models, modelOf } from "./models.js";

const models = new Models();
const jobs = new Jobs((usd) => { byId("balance").textContent = `${usd.toFixed(2)} USD`; });
const narrow = matchMedia("(max-width: 60rem)");

function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === name));
  }
  scrollTo(0, 0);
}

async function open(modelId) {
  const place = byId("model");
  models.mark(modelId);
  show(byId("welcome"), modelId === null);
  show(place, modelId !== null);
  if (modelId === null) return;
  view("form");
  try {
    const [entry, call] = await Promise.all([api.model(modelId), api.typed(modelId)]);
    if (modelOf(location.hash) !== modelId) return;
    place.replaceChildren(modelForm(entry, call, { submitted, restart: () => open(modelId) }));
    document.title = `${modelId} · RunComfy sandbox`;
    byId("main").focus({ preventScroll: true });
  } catch (error) {
    place.replaceChildren(h("div", { class: "alert" }, h("p", {}, error.message),
      h("button", { type: "button", onclick: () => open(modelId) }, "Try again")));
  }
  byId("main").scrollTo(0, 0);
}

async function submitted() {
  await jobs.look();
  if (narrow.matches) view("jobs");
}

async function start() {
  const session = await api.session();
  if (session.token === null) await askForToken();
  else api.setToken(session.token);
  byId("exports").textContent = [
    `export RUNCOMFY_MODEL_API_BASE=${location.origin}/v1`,
    `export RUNCOMFY_SERVERLESS_API_BASE=${location.origin}/prod/v2`,
    `export RUNCOMFY_TOKEN=${session.token ?? "…"}`,
  ].join("\n");
  if (session.faults) faultsDialog()().catch(() => {});
  jobs.look();
  const entries = await api.allModels();
  models.fill(entries, session.kinds);
  suggest(entries, session.kinds);
  open(modelOf(location.hash));
}

// Somebody who knows no model yet begins with one that wants a sentence and makes a picture.
function suggest(entries, kinds) {
  const easy = (entry) => kinds[entry.model_id] === "image" && entry.required_inputs.length === 1 && entry.required_inputs[0] === "prompt";
  const first = entries.find(easy);
  if (!first) return;
  byId("first").append("Or begin with ", h("a", { href: hashOf(first.model_id) }, first.model_id), ".");
  show(byId("first"), true);
}

function askForToken() {
  const dialog = byId("token-dialog");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.showModal();
  return new Promise((resolve) => {
    byId("token-form").addEventListener("submit", () => {
      api.setToken(byId("token").value.trim());
      resolve();
    }, { once: true });
  });
}

function failed(error) {
  const again = h("button", { type: "button", onclick: () => location.reload() }, "Try again");
  byId("models-note").replaceChildren(`${error.message} `, again);
  show(byId("models-note"), true);
}

for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => view(button.dataset.show));
}
addEventListener("hashchange", () => open(modelOf(location.hash)));
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (narrow.matches) view("models");
  byId("search").focus();
});
start().catch(failed);
