// The sandbox's routes. Requests go to where the page came from, and nowhere else.

let token = "sandbox";

export function setToken(value) {
  token = value;
}

// What the server said instead of doing it: a sentence, and the faults of single fields where it names them.
export class Refused extends Error {
  constructor(message, status, details = []) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

async function call(path, { method = "GET", body } = {}) {
  const headers = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  let response;
  let text;
  try {
    response = await fetch(path, { method, headers, body, cache: "no-store", redirect: "error" });
    text = await response.text();
  } catch {
    throw new Refused("The connection was lost, or the sandbox has stopped.", 0);
  }
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refused(`The answer is not JSON (HTTP ${response.status}).`, response.status);
  }
  const failed = !response.ok || (value !== null && typeof value === "object" && Boolean(value.error_code));
  if (failed) throw refusal(value, response);
  return value;
}

function refusal(value, response) {
  const { detail } = value;
  const wait = response.headers.get("retry-after");
  const rest = wait === null ? "" : ` Retry after: ${wait}.`;
  if (Array.isArray(detail)) return new Refused(`The inputs were refused.${rest}`, response.status, detail);
  const text = typeof detail === "string" ? detail : value.error_message ?? "The request was refused";
  return new Refused(`${text} (HTTP ${response.status}).${rest}`, response.status);
}

const path = (modelId) => modelId.split("/").map(encodeURIComponent).join("/");

export async function allModels() {
  const models = [];
  for (;;) {
    const page = await call(`/v1/models?limit=500&offset=${models.length}`);
    models.push(...page.models);
    if (!page.models.length || models.length >= page.total) return models;
  }
}

export const session = () => call("/sandbox/session");
export const model = (modelId) => call(`/v1/models/${path(modelId)}`);
export const typed = (modelId) => call(`/sandbox/models/${path(modelId)}`);
export const submit = (modelId, text) => call(`/v1/models/${path(modelId)}`, { method: "POST", body: text });
export const cancel = (requestId) => call(`/v1/requests/${encodeURIComponent(requestId)}/cancel`, { method: "POST" });
export const jobs = () => call("/sandbox/jobs");
export const job = (requestId) => call(`/sandbox/jobs/${encodeURIComponent(requestId)}`);
export const faults = () => call("/sandbox/faults?changed=true");
export const setFaults = (text) => call("/sandbox/faults", { method: "PUT", body: text });
export const clearFaults = () => call("/sandbox/faults", { method: "DELETE" });

export async function sample() {
  const response = await fetch("/sandbox/sample.png");
  return new File([await response.blob()], "sample.png", { type: "image/png" });
}
