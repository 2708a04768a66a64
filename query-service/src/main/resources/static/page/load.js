// Asks the hub. Errors come as the hub says them: what is wrong, and what to do.

export class Problem extends Error {
  constructor(status, detail) { super(detail); this.status = status; }
}

const PATIENCE = 15_000;

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Problem(0, "");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Problem(response.status, problem.detail ?? response.statusText);
}

/** JSON, or what else is asked for. */
export async function get(path, patience = PATIENCE, accept = "application/json") {
  return (await answer(path, { headers: { Accept: accept }, signal: AbortSignal.timeout(patience) })).json();
}

/** Asks the hub to do something; only this page can (no other site can set the header). */
export async function send(method, path, body) {
  return (await answer(path, {
    method,
    headers: { "Content-Type": "application/json", "X-Requested-With": "page" },
    body: body === undefined ? undefined : JSON.stringify(body),
  })).json();
}

/** Saves an answer as a file. */
export async function save(path, accept, name) {
  const blob = await (await answer(path, { headers: { Accept: accept } })).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export const query = parts => new URLSearchParams(Object.entries(parts).filter(([, value]) => value != null && value !== "")).toString();
