// Asks the hub. Errors come as the hub says them: what is wrong, and what to do.

export class Problem extends Error {
  constructor(status, detail) { super(detail); this.status = status; }
}

const PATIENCE = 15_000;
/** Some deeds take their time, and nobody should do them twice. */
const DEED_PATIENCE = 90_000;

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Problem(0, "");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({})); // a proxy's error is no JSON
  throw new Problem(response.status, problem.detail ?? response.statusText);
}

/** JSON, or what else is asked for. */
export async function get(path, patience = PATIENCE, accept = "application/json") {
  return body(await answer(path, { headers: { Accept: accept }, signal: AbortSignal.timeout(patience) }));
}

/** A body that breaks off is no answer. */
const body = response => response.json().catch(() => { throw new Problem(0, ""); });

/** Asks the hub to do something; only this page can (no other site can set the header). */
export async function send(method, path, content) {
  return body(await answer(path, {
    method,
    signal: AbortSignal.timeout(DEED_PATIENCE),
    headers: { "Content-Type": "application/json", "X-Requested-With": "page" },
    body: content === undefined ? undefined : JSON.stringify(content),
  }));
}

/** Saves an answer as a file, all its pages together. */
export async function save(path, accept, name) {
  const mark = "\uFEFF"; // by which a spreadsheet knows UTF-8
  const parts = [mark];
  for (let next = path; next;) {
    const response = await answer(next, { headers: { Accept: accept } });
    const text = await response.text();
    parts.push(parts.length === 1 ? text : text.slice(text.indexOf("\n") + 1)); // one heading is enough
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
