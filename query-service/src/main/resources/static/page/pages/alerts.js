// All alerts; operators can acknowledge them.
import { html, nothing } from "../lib.js";
import { get, query, send } from "../load.js";
import { loadIndicators } from "../live.js";
import { moment } from "../format.js";
import { again, change, state } from "../state.js";
import { said, t } from "../words.js";
import { about, alertLink, byGravity, severity, words } from "../widgets/alerts.js";
import { table } from "../widgets/table.js";

const STATUSES = ["unresolved", "open", "acknowledged", "resolved", "all"];

export async function load({ query: asked }) {
  if (state.indicators.size === 0) await loadIndicators(); // names and units
  return get(`v1/alerts?${query({ status: asked.get("status") ?? "unresolved" })}`);
}

let failed = "";

async function acknowledge(event, id) {
  event.preventDefault();
  try {
    await send("POST", `v1/alerts/${encodeURIComponent(id)}/acknowledgement`, { note: event.target.elements.note.value || null });
    await again();
    failed = "";
  } catch (problem) { failed = problem.message || t("unsure"); change({}); }
}

export function view() {
  const shown = state.route.query.get("status") ?? "unresolved";
  return html`<h2>${t("alerts")}</h2>
    <p class="choices">${STATUSES.map(status => html`<a href="#/alerts?status=${status}" aria-current=${status === shown}>${t(status)}</a>`)}</p>
    <p role="status" class="wrong">${failed}</p>
    ${table(t("alerts"), [
      [t("severity"), severity], [t("alerts"), alert => html`<a href=${alertLink(alert)}><strong>${said(alert.title)}</strong></a>`], [t("indicators"), alert => said(state.indicators.get(alert.indicator)?.name)], [t("area"), about],
      [t("quantity"), alert => words(alert) || "–"], [t("openedAt"), alert => moment(alert.openedAt)],
      [t("state"), alert => html`${t(alert.status)}${alert.note ? html`<br><span class="quiet">${alert.note}</span>` : nothing}`],
      ["", alert => alert.status === "open" && state.session.role === "operator" ? html`<form class="line" @submit=${event => acknowledge(event, alert.id)}><input name="note" maxlength="500" aria-label=${t("note")} placeholder=${t("note")}><button type="submit">${t("acknowledge")}</button></form>` : nothing],
    ], byGravity(state.data.alerts), alert => alert.id)}`;
}
