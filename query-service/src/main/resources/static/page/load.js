// Sends requests to the hub. Errors contain the hub's message: what is wrong, and what to do.

export class Problem extends Error {
  constructor(status, detail) { super(detail); this.status = status; }
}

const PATIENCE = 15_000;
/** Some actions take long, and should not be repeated. */
const DEED_PATIENCE = 90_000;

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Problem(0, "");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({})); // a proxy's error is not JSON
  throw new Problem(response.status, problem.detail ?? response.statusText);
}

/** Requests JSON, or another format that contains JSON. */
export async function get(path, patience = PATIENCE, accept = "application/json") {
  return body(await answer(path, { headers: { Accept: accept, "Accept-Language": document.documentElement.lang }, signal: AbortSignal.timeout(patience) }));
}

/** Parses a response; a truncated body counts as no response. */
const body = response => response.json().catch(() => { throw new Problem(0, ""); });

/** Sends a request that changes something; only this page can (no other site can set the header). */
export async function send(method, path, content) {
  return body(await answer(path, {
    method,
    signal: AbortSignal.timeout(DEED_PATIENCE),
    headers: { "Content-Type": "application/json", "X-Requested-With": "page" },
    body: content === undefined ? undefined : JSON.stringify(content),
  }));
}

/** Saves all pages of a response as one file. */
export async function save(path, accept, name) {
  const mark = "\uFEFF"; // so that spreadsheet programs recognise UTF-8
  const parts = [mark];
  for (let next = path; next;) {
    const response = await answer(next, { headers: { Accept: accept, "Accept-Language": document.documentElement.lang } });
    const text = await response.text();
    parts.push(parts.length === 1 ? text : text.slice(text.indexOf("\n") + 1)); // keep only one header row
    next = /<([^>]*)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  }
  const blob = new Blob(parts, { type: accept });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const query = parts => new URLSearchParams(Object.entries(parts).filter(([, value]) => value != null && value !== "")).toString();
