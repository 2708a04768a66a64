// Alerts, most severe first.
import { html, nothing } from "../lib.js";
import { hubNow } from "../clock.js";
import { joined, moment, number, quantity } from "../format.js";
import { query } from "../load.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { sign } from "./mark.js";

const GRAVITY = ["extreme", "severe", "moderate", "minor"];

export const byGravity = alerts => [...alerts].sort((one, other) =>
  GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity) || other.openedAt.localeCompare(one.openedAt));

/** Returns the place of an alert: an area, a station, an agency. */
export const about = alert => joined(alert.areaName, alert.memberName ? said(alert.memberName) : alert.member, alert.agency);

/** Returns the subject of an alert: its place, and the indicator if the title does not name it. */
const subject = alert => joined(alert.rule.startsWith("target.") ? said(state.indicators.get(alert.indicator)?.name) : "", about(alert));

/** Returns the link to the explanation: the number that opened the alert, or the silent agency. */
export const alertLink = alert => alert.indicator ? `#/indicators/${alert.indicator}?${query({ area: alert.area, period: alert.period })}` : alert.agency ? `#/agencies/${alert.agency}` : "#/alerts";

export const severity = alert => html`<span class="severity ${alert.severity}">${sign(alert.severity)} ${t(alert.severity)}</span>`;

/** Describes an alert's quantity in words: with its unit, the threshold, and the current value. */
export function words(alert) {
  if (alert.quantity == null) return "";
  const now = alert.quantityNow;
  if (alert.rule.startsWith("target.")) return `${t("shortOf")} ${number(now ?? alert.quantity)} % ${t("ofTarget")}`;
  if (alert.indicator == null) return `${number(alert.quantity)} ${t("cadences")}`;
  const kind = state.indicators.get(alert.indicator)?.unit ?? "";
  const found = now == null || number(now) === number(alert.quantity) ? quantity(alert.quantity, kind) : `${t("nowIs")} ${quantity(now, kind)} (${t("whenOpened")} ${quantity(alert.quantity, kind)})`;
  return `${found} · ${t("threshold")} ${quantity(alert.threshold, kind)}`;
}

const isOfYear = alert => alert.rule.startsWith("target.");

/** Alerts of these severities always stay on the screen. */
const isGrave = alert => alert.severity === "extreme" || alert.severity === "severe";

const row = alert => html`<li class=${alert.severity}>
  ${severity(alert)} <a href=${alertLink(alert)}><strong>${said(alert.title)}</strong></a>
  <span>${joined(subject(alert), words(alert))}</span>
  <span class="quiet">${moment(alert.openedAt)}${alert.status === "acknowledged" ? ` · ✓ ${t("acknowledged")}` : nothing}</span>
</li>`;

/** Lists open alerts: the most severe are pinned, the others rotate below them. */
export function alertList() {
  const open = byGravity(state.alerts?.values() ?? []).filter(alert => !isOfYear(alert));
  const grave = open.filter(isGrave);
  const others = open.filter(alert => !isGrave(alert));
  return html`<section class="list alarms" id="open-alerts" tabindex="-1" aria-label=${t("openAlerts")}>
    <h2><a href="#/alerts">${t("openAlerts")}</a> <span class="count ${open.length ? "wrong" : ""}">${number(state.alerts === null ? null : open.length)}</span></h2>
    ${grave.length ? html`<ol class="pinned ${grave.length > 3 ? "many" : ""}" aria-label=${t("gravest")}>${grave.map(row)}</ol>` : nothing}
    ${open.length === 0 ? html`<p class="quiet">${state.alerts === null ? t("loading") : `✓ ${t("noAlerts")}`}</p>` : others.length ? html`<ul tabindex="0">${others.slice(0, 40).map(row)}</ul>` : nothing}
  </section>`;
}

const percentOfYear = () => {
  const now = new Date(hubNow()), year = now.getUTCFullYear();
  return 100 * (now - Date.UTC(year, 0, 1)) / (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1));
};

/** Lists this year's targets at risk separately: they are not urgent, and stay open for months. */
export function targetList() {
  const open = byGravity(state.alerts?.values() ?? []).filter(isOfYear).sort((one, other) => (other.quantityNow ?? other.quantity) - (one.quantityNow ?? one.quantity));
  return open.length === 0 ? nothing : html`<section class="list targets" aria-label=${t("targetsAtRisk")}>
    <h2><a href="#/alerts">${t("targetsAtRisk")}</a> <span class="count">${number(open.length)}</span></h2>
    <p class="quiet">${number(percentOfYear(), 0)} % ${t("yearPassed")}</p>
    <ul tabindex="0">${open.map(alert => html`<li class=${alert.severity}><a href=${alertLink(alert)}><strong>${said(state.indicators.get(alert.indicator)?.name) || alert.indicator}</strong></a>
      <span>${words(alert)}</span></li>`)}</ul>
  </section>`;
}
