// One indicator: its name, value, target and recent course. The whole tile links to the explanation.
import { html, nothing } from "../lib.js";
import { against, number, period, unit } from "../format.js";
import { standing } from "../standing.js";
import { said, t } from "../words.js";
import { sparkline } from "./sparkline.js";
import { target } from "./target.js";

/** Returns the link to the explanation of a value. */
export const explained = (id, row) => `#/indicators/${id}${row ? `?area=${row.area}&period=${row.period}` : ""}`;

/** Shows a VN_AQI category in its own colour and words. */
export const category = found => html`<span class="category"><i .style=${`background:${found.colour}`}></i>${said(found)}</span>`;

/** Formats a value with its unit: 87,3 %, but hạng 12. */
export function measured(row, indicator) {
  const word = row?.value == null ? nothing : html`<small>${unit(indicator.unit)}</small>`;
  return indicator.unit === "rank" ? html`${word} ${against(row?.value, row?.target)}` : html`${against(row?.value, row?.target)}${word}`;
}

export function tile(indicator, trend, row = indicator.latest) {
  return html`<a class="tile ${standing(row)}" href=${explained(indicator.id, row)} data-indicator=${indicator.id}>
    <h3>${said(indicator.name)}</h3>
    <p class="number">${measured(row, indicator)}
      ${row?.category ? category(row.category) : nothing}</p>
    ${sparkline(trend)}
    ${target(row, indicator)}
    <p class="quiet">${row ? html`${period(row.period)} · ${t(row.status)}${row.coverage == null ? nothing : html` · ${t("coverage")} ${number(row.coverage * 100, 0)}\u00a0%`}` : nothing}</p>
  </a>`;
}
