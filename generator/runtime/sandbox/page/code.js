// The same request as a program would send it: in Python, on the command line, with curl.

import { copy, freshId, h } from "./dom.js";

const LANGUAGES = [["Python", python], ["Command line", commandLine], ["curl", curl]];

// `call` says how the installed package calls the model; its `path` is null for a model that the package lacks.
export function code(modelId, call, fields) {
  const pre = h("pre", { tabindex: "0", role: "tabpanel", id: freshId("c") });
  const copier = h("button", { type: "button", onclick: () => copy(pre.textContent, copier) }, "Copy");
  const tabs = LANGUAGES.map(([name], index) => h("button", {
    type: "button", role: "tab", id: freshId("t"), "aria-controls": pre.id, onclick: () => choose(index),
  }, name));
  const bar = h("div", { class: "languages", role: "tablist", "aria-label": "Language", onkeydown: walk }, ...tabs);
  const node = h("details", { class: "code", ontoggle: () => refresh() }, h("summary", {}, "The same as a program"), bar, pre, copier);
  let chosen = 0;

  function choose(index) {
    chosen = index;
    tabs.forEach((tab, number) => {
      tab.setAttribute("aria-selected", String(number === index));
      tab.tabIndex = number === index ? 0 : -1;
    });
    pre.setAttribute("aria-labelledby", tabs[index].id);
    refresh();
  }

  function walk(event) {
    const last = tabs.length - 1;
    const next = { ArrowRight: (chosen + 1) % tabs.length, ArrowLeft: (chosen + last) % tabs.length, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    tabs[next].focus();
  }

  function refresh() {
    if (!node.open) return;
    const values = fields.map((one) => [one.name, noteOf(one)]).filter(([, note]) => note !== undefined);
    pre.textContent = LANGUAGES[chosen][1](modelId, call, values);
  }

  choose(0);
  return { node, refresh };
}

function noteOf(one) {
  try {
    return one.note();
  } catch {
    return undefined;
  }
}

function python(modelId, call, values) {
  const typed = call.path !== null && values.every(([name]) => Object.hasOwn(call.names, name));
  const lines = values.map(([name, note]) => `    ${typed ? `${call.names[name]}=` : `${literal(name)}: `}${literal(note)},\n`).join("");
  const body = lines && `\n${lines}`;
  const run = typed ? `client.${call.path}.run(${body})` : `client.model(${literal(modelId)}).run({${body}})`;
  return `from ${call.package} import RunComfy\n\nclient = RunComfy()\nresult = ${run}\nresult.save("out/")`;
}

function literal(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([name, one]) => `${literal(name)}: ${literal(one)}`).join(", ")}}`;
  return JSON.stringify(value);
}

const quoted = (word) => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

function commandLine(modelId, call, values) {
  const untyped = call.path === null ? " --untyped" : "";
  return `${call.command} run ${quoted(modelId)}${untyped} -o out/ \\\n  --input ${quoted(JSON.stringify(Object.fromEntries(values)))}`;
}

function curl(modelId, call, values) {
  const path = modelId.split("/").map(encodeURIComponent).join("/");
  const inputs = JSON.stringify(Object.fromEntries(values), null, 2);
  return [
    "curl --request POST",
    `--url ${quoted(`${location.origin}/v1/models/${path}`)}`,
    '--header "Authorization: Bearer $RUNCOMFY_TOKEN"',
    "--header 'Content-Type: application/json'",
    `--data-raw ${quoted(inputs)}`,
  ].join(" \\\n  ");
}
