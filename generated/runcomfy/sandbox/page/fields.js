// One widget for one value of a schema. A widget has a node, the control that takes the focus, and
// get(): the value, or undefined where nothing is to be sent; it throws a Problem for what cannot be a value.

import { freshId, h } from "./dom.js";
import { mediaWidget, Problem } from "./media.js";

const LONG_TEXT = /prompt|text|lyrics|description|story|script|caption/i;

export function widgetFor(name, schema, required) {
  const type = typeOf(schema);
  const start = required ? schema.default : undefined;
  const kind = /^(image|video|audio)_uri$/.exec(schema.format ?? "")?.[1];
  if (Array.isArray(schema.enum) && schema.enum.length) return choice(schema, required);
  if (type === "string" && kind) return mediaWidget(kind, start);
  if (type === "string") return text(name, schema, start);
  if (type === "integer" || type === "number") return number(schema, type, start);
  if (type === "boolean") return flag(schema, required);
  if (type === "array" && isPlain(schema.items)) return list(name, schema, required, start);
  return json(schema, start);
}

export function typeOf(schema) {
  const types = [schema.type].flat();
  return types.find((one) => one !== "null");
}

function isPlain(items) {
  if (!items || typeof items !== "object") return false;
  return Array.isArray(items.enum) || ["string", "integer", "number", "boolean"].includes(typeOf(items));
}

export function shown(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function brief(value) {
  const words = shown(value);
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

function choice(schema, required) {
  const select = h("select", { id: freshId() });
  const hasDefault = schema.default !== undefined;
  const start = required && hasDefault ? schema.enum.indexOf(schema.default) : -1;
  if (start < 0) {
    const left = hasDefault ? `Left to the model (${brief(schema.default)})` : "Not set";
    select.append(h("option", { value: "" }, required ? "Choose…" : left));
  }
  schema.enum.forEach((value, index) => {
    select.append(h("option", { value: index, selected: index === start }, shown(value)));
  });
  return { node: select, control: select, get: () => (select.value === "" ? undefined : schema.enum[Number(select.value)]) };
}

function text(name, schema, start) {
  const long = LONG_TEXT.test(name) || (schema.maxLength ?? 0) > 200 || String(schema.default ?? "").length > 60;
  const input = h(long ? "textarea" : "input", {
    id: freshId(), rows: long ? 4 : null, type: long ? null : "text", autocomplete: "off",
    placeholder: start === undefined && schema.default !== undefined ? brief(schema.default) : null,
  });
  input.value = start ?? "";
  return {
    node: input,
    control: input,
    get() {
      // Schemas count characters, JavaScript the halves of some.
      const length = [...input.value].length;
      if (schema.maxLength !== undefined && length > schema.maxLength) {
        throw new Problem(`Too long: ${length} of at most ${schema.maxLength} characters.`);
      }
      return input.value === "" ? undefined : input.value;
    },
  };
}

function number(schema, type, start) {
  const input = h("input", {
    id: freshId(), type: "number", step: type === "integer" ? 1 : "any", min: schema.minimum, max: schema.maximum,
    inputmode: type === "integer" && !(schema.minimum < 0) ? "numeric" : null,
    placeholder: start === undefined && schema.default !== undefined ? brief(schema.default) : null,
  });
  if (start !== undefined && start !== null) input.value = start;
  return {
    node: input,
    control: input,
    get() {
      if (input.validity.badInput) throw new Problem("This is not a number.");
      if (input.value === "") return undefined;
      const value = Number(input.value);
      if (type === "integer" && !Number.isInteger(value)) throw new Problem("An integer is needed.");
      if (value < schema.minimum) throw new Problem(`At least ${schema.minimum}.`);
      if (value > schema.maximum) throw new Problem(`At most ${schema.maximum}.`);
      return value;
    },
  };
}

// What nobody has touched is not sent: the model's own default stays the model's.
function flag(schema, required) {
  let touched = required;
  const input = h("input", { type: "checkbox", id: freshId(), checked: schema.default === true });
  const state = h("span", {});
  const tell = () => { state.textContent = `${input.checked ? "on" : "off"}${touched ? "" : " (left to the model)"}`; };
  input.addEventListener("change", () => { touched = true; tell(); });
  tell();
  return { node: h("div", { class: "switch" }, input, state), control: input, get: () => (touched ? input.checked : undefined) };
}

function list(name, schema, required, start) {
  const most = schema.maxItems ?? Infinity;
  const widgets = [];
  const rows = h("div", { class: "rows" });
  const add = h("button", { type: "button", class: "add", onclick: () => append().control.focus() }, "Add an entry");
  const node = h("div", { class: "list" }, rows, add);

  function append(value) {
    const item = value === undefined ? schema.items : { ...schema.items, default: value };
    const widget = widgetFor(name, item, value !== undefined);
    const row = h("div", { class: "row" }, widget.node, h("button", {
      type: "button", class: "quiet remove", "aria-label": "Remove this entry", onclick: () => removeRow(widget, row),
    }, "×"));
    widgets.push(widget);
    rows.append(row);
    renumber();
    return widget;
  }

  function removeRow(widget, row) {
    widgets.splice(widgets.indexOf(widget), 1);
    row.remove();
    renumber();
    add.focus();
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function renumber() {
    widgets.forEach((widget, index) => widget.control.setAttribute("aria-label", `Entry ${index + 1}`));
    add.disabled = widgets.length >= most;
  }

  for (const value of Array.isArray(start) ? start : []) append(value);
  while (required && widgets.length < Math.max(1, Math.min(schema.minItems ?? 1, 20))) append();

  return {
    node,
    group: true,
    get control() { return widgets[0]?.control ?? add; },
    note: () => noteOf(widgets),
    async get() {
      const values = (await Promise.all(widgets.map((widget) => widget.get()))).filter((value) => value !== undefined);
      if (values.length && values.length < (schema.minItems ?? 0)) throw new Problem(`At least ${schema.minItems} entries.`);
      return values.length ? values : undefined;
    },
  };
}

function noteOf(widgets) {
  const notes = widgets.map((widget) => (widget.note ? widget.note() : widget.get())).filter((note) => note !== undefined);
  return notes.length ? notes : undefined;
}

function json(schema, start) {
  const input = h("textarea", { id: freshId(), rows: 5, class: "json", spellcheck: "false", placeholder: skeleton(schema) });
  if (start !== undefined) input.value = JSON.stringify(start, null, 2);
  return {
    node: input,
    control: input,
    get() {
      if (input.value.trim() === "") return undefined;
      try {
        return JSON.parse(input.value);
      } catch (error) {
        throw new Problem(`This is not JSON: ${error.message}`);
      }
    },
  };
}

// What an entry of a nested list or object may look like.
function skeleton(schema) {
  const value = sketch(schema, 0);
  return value === null ? "JSON" : JSON.stringify(value, null, 1).slice(0, 400);
}

function sketch(schema, depth) {
  if (!schema || typeof schema !== "object" || depth > 3) return null;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const type = typeOf(schema);
  if (type === "array") return [sketch(schema.items, depth + 1)].filter((one) => one !== null);
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, sketch(one, depth + 1)]));
  }
  return { string: "…", integer: 1, number: 1, boolean: true }[type] ?? null;
}
