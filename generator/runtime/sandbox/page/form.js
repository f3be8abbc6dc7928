// The form of one model, made from its input schema, and what becomes of it: a request.

import * as api from "./api.js";
import { code } from "./code.js";
import { freshId, h, say, show } from "./dom.js";
import { shown, typeOf, widgetFor } from "./fields.js";

// `call` holds the schema as it is checked, and how the installed package calls the model.
export function modelForm(entry, call, { submitted, restart }) {
  const { schema } = call;
  const required = new Set(schema.required ?? []);
  const properties = Object.entries(schema.properties ?? {});
  // Otherwise in the schema's own order.
  properties.sort(([one], [other]) => required.has(other) - required.has(one));
  const fields = properties.map(([name, one]) => field(name, one, required.has(name)));

  const alert = h("div", { class: "alert", role: "alert", tabindex: "-1", hidden: true });
  const run = h("button", { type: "submit", class: "primary" }, "Run");
  const reset = h("button", { type: "button", class: "quiet", onclick: restart }, "Start over");
  const form = h("form", { novalidate: true, onsubmit: send, onkeydown: shortcut },
    ...fields.map((one) => one.node),
    alert,
    h("div", { class: "buttons sticky" }, run, h("span", { class: "hint" }, price(entry)), reset));
  const snippet = code(entry.model_id, call, fields);
  form.addEventListener("input", snippet.refresh);
  form.addEventListener("change", snippet.refresh);

  function shortcut(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }

  async function send(event) {
    event.preventDefault();
    show(alert, false);
    const inputs = await readAll(fields);
    if (inputs === null) return;
    run.disabled = true;
    run.textContent = "Sending…";
    try {
      const answer = await api.submit(entry.model_id, JSON.stringify(inputs));
      say(`Submitted as ${answer.request_id}`);
      submitted(answer.request_id);
    } catch (error) {
      refused(error);
    } finally {
      run.disabled = false;
      run.textContent = "Run";
    }
  }

  function refused(error) {
    const rest = [];
    for (const { loc = [], msg = "" } of error.details ?? []) {
      const one = fields.find((candidate) => candidate.name === String(loc[1]));
      const place = loc.slice(2).map((part) => (typeof part === "number" ? `entry ${part + 1}: ` : `${part}: `)).join("");
      if (one) one.complain(`${place}${msg}`);
      else rest.push(h("li", {}, String(msg)));
    }
    alert.replaceChildren(h("p", {}, error.message), ...(rest.length ? [h("ul", {}, ...rest)] : []));
    show(alert, true);
    alert.focus();
  }

  return h("div", {}, heading(entry), form, snippet.node);
}

// Every value that is to be sent, or null after each fault has been shown where it is.
async function readAll(fields) {
  const values = [];
  let first = null;
  for (const one of fields) {
    const [fine, value] = await one.read();
    if (!fine) first ??= one;
    else if (value !== undefined) values.push([one.name, value]);
  }
  if (first) {
    first.focus();
    return null;
  }
  // fromEntries makes own properties, whatever they are called.
  return Object.fromEntries(values);
}

function field(name, schema, required) {
  const widget = widgetFor(name, schema, required);
  const problemId = freshId("p");
  const labelId = freshId("l");
  const hintId = freshId("h");
  const problem = h("p", { class: "problem", id: problemId, hidden: true });
  const given = typeof schema.title === "string" && !schema.title.startsWith("modelApiDoc_") ? schema.title : "";
  // The letters of a script that this machine may have no font for are not labels: they stand beside the name.
  const title = FAR.test(given) ? "" : given;
  const single = !widget.group;
  const label = h(single ? "label" : "span", { for: single ? widget.control.id : null, id: labelId, class: "title" },
    title || name.replaceAll("_", " "));
  const facts = [title ? "" : given, hints(schema)].filter(Boolean).join(" · ");
  const node = h("div", { class: "field", role: single ? null : "group", "aria-labelledby": single ? null : labelId },
    h("div", { class: "label" }, label, h("code", {}, name), required && h("span", { class: "tag" }, "required")),
    h("p", { class: "hint", id: hintId, hidden: !facts }, facts),
    widget.node,
    problem);
  widget.control.setAttribute("aria-describedby", `${hintId} ${problemId}`);
  if (required) widget.control.setAttribute("aria-required", "true");
  node.addEventListener("input", () => complain(""));

  function complain(message) {
    problem.textContent = message;
    show(problem, message !== "");
    widget.control.setAttribute("aria-invalid", String(message !== ""));
  }

  async function read() {
    complain("");
    try {
      const value = await widget.get();
      if (value === undefined && required) throw new Error("This is needed.");
      return [true, value];
    } catch (error) {
      complain(error.message);
      return [false, undefined];
    }
  }

  return { name, node, read, complain, focus: () => widget.control.focus(), note: () => (widget.note ?? widget.get)() };
}

const FAR = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\p{Script=Greek}\p{Script=Cyrillic}]/u;

function hints(schema) {
  const parts = [schema.description];
  const { minimum, maximum, minItems, maxItems, maxLength } = schema;
  if (minimum !== undefined && maximum !== undefined) parts.push(`${minimum} to ${maximum}`);
  else if (minimum !== undefined) parts.push(`at least ${minimum}`);
  else if (maximum !== undefined) parts.push(`at most ${maximum}`);
  if (minItems > 1) parts.push(`at least ${minItems} entries`);
  if (maxItems !== undefined) parts.push(`at most ${maxItems} ${maxItems === 1 ? "entry" : "entries"}`);
  if (maxLength !== undefined) parts.push(`at most ${maxLength} characters`);
  if (typeOf(schema) === "boolean" && schema.default !== undefined) parts.push(`default ${shown(schema.default)}`);
  return parts.filter(Boolean).join(" · ");
}

function heading(entry) {
  const categories = (entry.categories ?? []).map((name) => h("li", {}, name));
  return h("header", { class: "model-head" },
    h("h2", {}, entry.display_name || entry.model_id),
    entry.display_name !== entry.model_id && h("p", { class: "model-id" }, h("code", {}, entry.model_id)),
    categories.length > 0 && h("ul", { class: "categories" }, ...categories),
    entry.description && h("p", { class: "description" }, entry.description));
}

function price(entry) {
  return `${entry.base_price_usd} USD of play money per ${entry.price_unit}`;
}
