// The live city: air, traffic, rain, rivers.
import { d3 } from "../d3.js";
import { html, nothing } from "../lib.js";
import { number, period, unit } from "../format.js";
import { state } from "../state.js";
import { t } from "../words.js";
import { sparkline } from "./sparkline.js";
import { category, explained } from "./tile.js";

const OLD_MILLIS = 6 * 3_600_000;

/**
 * Returns the station nearest to, or furthest above, an alarm level. River levels cannot be summed, so there is no city
 * total.
 */
export function highest(rows) {
  const above = row => row.alarm ? row.alarm.level * 1_000 + row.value - row.alarm.levels[Math.min(row.alarm.level, 2)] : -Infinity;
  return d3.greatest(rows, above);
}

const SHOWN = [
  { id: "air.vn_aqi_hourly", title: "air", says: row => html`${row.category ? category(row.category) : nothing}<small>${t("worstStation")}</small>` },
  { id: "traffic.congested_share", title: "traffic", says: () => html`<small>${t("congested")}</small>` },
  { id: "rain.accumulation", title: "rain", says: () => html`<small>${t("rainHour")}</small>` },
  { id: "river.level", title: "river", row: () => highest(state.rivers), says: row => html`<small>${row.alarm?.level ? html`<b class="alarm">▲ ${row.alarm.name}</b>` : t("noAlarm")} ${row.alarm?.station ?? row.by.station}</small>` },
];

function card({ id, title, says, row: find }) {
  const indicator = state.indicators.get(id);
  const newest = find ? find() : indicator?.latest;
  const row = newest && Date.parse(newest.end) > state.now - OLD_MILLIS ? newest : null; // old values are not live
  return html`<a class="live-card" href=${explained(id, find ? null : row)} data-indicator=${id}>
    <h3>${t(title)}</h3>
    <p class="number">${number(row?.value)}<small>${row ? unit(indicator.unit) : nothing}</small></p>
    <p class="says">${row?.value == null ? t("none") : says(row)}</p>
    ${sparkline(state.trends.get(id))}
    <p class="quiet">${row ? period(row.period) : nothing}</p>
  </a>`;
}

export const city = () => html`<section class="city" aria-label=${t("live")}>${SHOWN.map(card)}</section>`;
