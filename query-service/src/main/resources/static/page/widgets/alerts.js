// What somebody has to look at, the gravest first.
import { html, nothing } from "../lib.js";
import { moment, number } from "../format.js";
import { query } from "../load.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { sign } from "./mark.js";

const GRAVITY = ["extreme", "severe", "moderate", "minor"];

export const byGravity = alerts => [...alerts].sort((one, other) =>
  GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity) || other.openedAt.localeCompare(one.openedAt));

/** Where an alert is about: a place, a station, an agency. */
export const about = alert => [alert.areaName, alert.member, alert.agency].filter(Boolean).join(" · ");

/** What it is about beside its place: the indicator, where the title does not say it. */
const subject = alert => [alert.rule.startsWith("target.") ? said(state.indicators.get(alert.indicator)?.name) : "", about(alert)].filter(Boolean).join(" · ");

/** Where it is explained: the number that opened it, or the agency that is silent. */
export const alertLink = alert => alert.indicator ? `#/indicators/${alert.indicator}?${query({ area: alert.area, period: alert.period })}` : alert.agency ? `#/agencies/${alert.agency}` : "#/alerts";

export const severity = alert => html`<span class="severity ${alert.severity}">${sign(alert.severity)} ${t(alert.severity)}</span>`;

export function alertList() {
  const open = byGravity(state.alerts?.values() ?? []);
  return html`<section class="list" aria-label=${t("openAlerts")}>
    <h2><a href="#/alerts">${t("openAlerts")}</a> <span class="count ${open.length ? "wrong" : ""}">${number(state.alerts === null ? null : open.length)}</span></h2>
    ${open.length === 0 ? html`<p class="quiet">${state.alerts === null ? t("loading") : `✓ ${t("noAlerts")}`}</p>` : html`<ul tabindex="0">${open.slice(0, 40).map(alert => html`<li class=${alert.severity}>
      ${severity(alert)} <a href=${alertLink(alert)}><strong>${said(alert.title)}</strong></a>
      <span>${subject(alert)}${alert.quantity == null ? nothing : ` · ${number(alert.quantity)}`}</span>
      <span class="quiet">${moment(alert.openedAt)}${alert.status === "acknowledged" ? ` · ✓ ${t("acknowledged")}` : nothing}</span>
    </li>`)}</ul>`}
  </section>`;
}
