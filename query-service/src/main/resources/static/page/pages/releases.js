// A report as it was frozen: what its readers sign and print. The newest released version, or the one that is asked for.
import { html, nothing } from "../lib.js";
import { get } from "../load.js";
import { joined, moment, number, period, quantity } from "../format.js";
import { standing } from "../standing.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { mark } from "../widgets/mark.js";
import { table } from "../widgets/table.js";

export async function load({ id, query }) {
  const version = query.get("version");
  return get(`v1/releases/${encodeURIComponent(id)}${version ? `/versions/${encodeURIComponent(version)}` : ""}`);
}

export function view() {
  const report = state.data;
  return html`<header class="title"><h2>${said(report.title)}</h2>
      <p class="quiet">${joined(period(report.period), `${t("versionOf")} ${number(report.version)}`, `${t("asOf")} ${moment(report.asOf)}`)} · <a href="v1/releases/${encodeURIComponent(report.report)}/versions/${report.version}">JSON</a></p></header>
    ${report.indicators.map(({ indicator, name, unit, values }) => html`<section class="panel"><h3><a href="#/indicators/${indicator}">${said(name)}</a></h3>
      ${table(said(name), [
        [t("area"), row => row.areaName ?? row.area],
        [t("value"), row => html`${mark(standing(row))} <strong>${row.value == null ? "–" : quantity(row.value, unit)}</strong>`, "n"],
        [t("target"), row => row.target == null ? "–" : quantity(row.target, unit), "n"],
        [joined(t("numerator"), t("denominator")), row => row.numerator == null ? "–" : html`${number(row.numerator)}${row.denominator == null ? nothing : html` / ${number(row.denominator)}`}`, "n"],
      ], values)}</section>`)}`;
}
