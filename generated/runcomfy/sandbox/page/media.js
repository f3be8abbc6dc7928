// A media input: an address as text, or a file of this computer's that becomes a data: URI.

import { freshId, h, show } from "./dom.js";
import { sample } from "./api.js";

const LARGEST = 48 * 1024 * 1024; // as base64 it still fits into the largest body the API takes

export class Problem extends Error {}

export function mediaWidget(kind, initial) {
  const id = freshId();
  let file = null;
  let preview = null;

  const text = h("input", {
    type: "text", inputmode: "url", placeholder: `https://… address of the ${kind}`, autocomplete: "off", spellcheck: "false",
  });
  text.value = initial ?? "";
  const picker = h("input", { type: "file", class: "unseen", id, accept: `${kind}/*`, onchange: () => take(picker.files[0]) });
  const choose = h("label", { class: "button", for: id }, "Choose file");
  const trial = kind === "image" && h("button", { type: "button", onclick: async () => take(await sample()) }, "Sample");
  const name = h("span", { class: "file-name" });
  const thumb = h("img", { alt: "" });
  const remove = h("button", { type: "button", class: "quiet", onclick: () => { take(null); text.focus(); } }, "Remove");
  const chosen = h("div", { class: "chosen", hidden: true }, thumb, name, remove);
  const sources = h("div", { class: "sources" }, text, picker, choose, trial);
  const node = h("div", { class: "media", ondragover: (event) => event.preventDefault(), ondrop: dropped }, sources, chosen);

  function dropped(event) {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  }

  function take(given) {
    file = given ?? null;
    picker.value = "";
    if (preview) URL.revokeObjectURL(preview);
    preview = file && file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    show(thumb, preview !== null);
    if (preview) thumb.src = preview;
    name.textContent = file ? `${file.name} · ${size(file.size)}` : "";
    show(chosen, file !== null);
    show(sources, file === null);
    if (file) remove.focus();
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return {
    node,
    group: true,
    control: text,
    note: () => file?.name ?? (text.value.trim() || undefined),
    async get() {
      if (!file) return text.value.trim() || undefined;
      if (file.size > LARGEST) throw new Problem(`The file is larger than ${size(LARGEST)}.`);
      return dataUri(file);
    },
  };
}

function dataUri(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.replace(/^data:(;|,)/, "data:application/octet-stream$1"));
    reader.onerror = () => reject(new Problem("The file cannot be read."));
    reader.readAsDataURL(file);
  });
}

function size(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
