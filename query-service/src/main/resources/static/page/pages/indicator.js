// One indicator, whole: its value and why it is so, its series, areas, agencies, targets, revisions. Without an id: all of them.
import { d3, html, nothing } from "../lib.js";
import { get, query, save } from "../load.js";
import { cadence, moment, number, period, quantity, unit } from "../format.js";
import { ofPillar, standing } from "../standing.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { chart } from "../widgets/chart.js";
import { map } from "../widgets/map.js";
import { mark } from "../widgets/mark.js";
import { table } from "../widgets/table.js";
import { target } from "../widgets/target.js";
import { category, tile } from "../widgets/tile.js";
import { granularity as kindOf, loadAll } from "../live.js";

const NEWEST = 400;

export async function load({ id, query: asked }) {
  if (state.indicators.size === 0) await loadAll();
  if (!id) return {};
  const indicator = await get(`v1/indicators/${encodeURIComponent(id)}`);
  const area = asked.get("area") ?? "01";
  const which = query({ area, period: asked.get("period") ?? undefined });
  const nothingThere = problem => { if (problem.status === 404) return null; throw problem; };
  const explanation = indicator.latest === null && area === "01" ? null : await get(`v1/indicators/${id}/explain?${which}`).catch(nothingThere);
  const row = explanation?.value;
  const granularity = asked.get("by") ?? (indicator.periods.includes("month") ? "month" : indicator.periods[0]);
  const [series, revisions, communes] = await Promise.all([
    get(`v1/indicators/${id}/values?${query({ area, period: granularity, from: start(granularity) })}`),
    row ? get(`v1/indicators/${id}/revisions?${query({ area, period: row.period })}`).catch(() => ({ revisions: [] })) : { revisions: [] },
    row && indicator.levels.includes("commune") ? get(`v1/indicators/${id}/values?${query({ level: "commune", period: kindOf(row.period), from: row.start, to: row.end })}`) : { values: [] },
  ]);
  const dimension = indicator.dimensions[0];
  const parts = row || !dimension ? [] : (await get(`v1/indicators/${id}/values?${query({ area, by: dimension, period: indicator.periods[0], from: start(indicator.periods[0]) })}`)).values;
  return { indicator, area, granularity, dimension, parts: [...new Map(parts.filter(part => part.value != null).map(part => [part.by[dimension], part])).values()], explanation, series: series.values.filter(value => value.events > 0).slice(-NEWEST), revisions: revisions.revisions, communes: communes.values.filter(value => value.events > 0) };
}

/** A download that fails says so, and the page stays. */
const saved = (...what) => save(...what).catch(problem => alert(problem.message || t("unsure")));

/** So far back that a page shows something and the hub is not asked for all there ever was. */
const start = granularity => new Date(Date.now() - { hour: 5, day: 120 }[granularity] * 86_400_000 || 0).toISOString().slice(0, 10);

export const view = () => state.data.indicator ? one(state.data) : all();

const all = () => html`${["dg", "de", "ds", "da", "live", "tasks", "hub"].map(pillar => {
  const members = ofPillar(state.indicators, pillar);
  return members.length === 0 ? nothing : html`<section><h2>${t(pillar === "tasks" ? "tasksPillar" : pillar)}</h2><div class="tiles">${members.map(indicator => tile(indicator, state.trends.get(indicator.id)))}</div></section>`;
})}`;

function one({ indicator, area, granularity, dimension, parts, explanation, series, revisions, communes }) {
  const row = explanation?.value;
  const here = parts => `#/indicators/${indicator.id}?${query({ area, period: row?.period, by: granularity, ...parts })}`;
  return html`<article>
    <header class="title"><h2>${said(indicator.name)}</h2>
      <p class="quiet">${indicator.id} · ${t(indicator.pillar === "tasks" ? "tasksPillar" : indicator.pillar)} · ${t("cadence")} ${cadence(indicator.cadence)} · ${t("reporters")}: ${indicator.reporters.join(", ") || "–"}</p></header>
    <div class="columns">
      <section class="panel ${standing(row)}"><h3>${row?.areaName ?? ""} · ${period(row?.period)}</h3>
        <p class="number big">${number(row?.value)}<small>${row?.value == null ? nothing : unit(indicator.unit)}</small> ${row?.category ? category(row.category) : nothing}</p>
        ${target(row, indicator)}
        ${row ? html`<dl><dt>${t("status")}</dt><dd>${t(row.status)}</dd><dt>${t("numerator")}</dt><dd>${number(row.numerator)}</dd><dt>${t("denominator")}</dt><dd>${number(row.denominator)}</dd>
          <dt>${t("events")}</dt><dd>${number(row.events)}</dd><dt>${t("coverage")}</dt><dd>${row.coverage == null ? "–" : `${number(row.coverage * 100, 0)} %`}</dd>
          <dt>${t("revision")}</dt><dd>${number(row.revision)}</dd><dt>${t("recordedAt")}</dt><dd>${moment(row.recordedAt)}</dd><dt>${t("version")}</dt><dd>${row.definitionVersion}</dd></dl>` : nothing}
      </section>
      <section class="panel"><h3>${t("explanation")}</h3>
        <dl><dt>${t("formula")}</dt><dd>${said(indicator.formula)}</dd><dt>${t("basis")}</dt><dd lang="en">${indicator.basis}</dd></dl>
        ${indicator.underway ? html`<p class="wrong">${t("underway")}: v${indicator.underway.version}</p>` : nothing}
        <h4>${t("byAgency")}</h4>
        ${table(t("byAgency"), [[t("agency"), part => html`<a href="#/agencies/${part.agency}">${said(part.agencyName) || part.agency}</a>`], [t("numerator"), part => number(part.numerator), "n"], [t("denominator"), part => number(part.denominator), "n"], [t("value"), part => number(part.value), "n"], [t("recordedAt"), part => moment(part.recordedAt), "n"]], explanation?.contributions ?? [])}
      </section>
    </div>
    <section class="panel"><h3>${t("series")} · ${row?.areaName ?? ""}</h3>
      <p class="choices">${indicator.periods.map(choice => html`<a href=${here({ by: choice })} aria-current=${choice === granularity}>${t(choice)}</a>`)}
        <button type="button" @click=${() => saved(`v1/indicators/${indicator.id}/values?${query({ area, period: granularity })}`, "text/csv", `${indicator.id}-${area}.csv`)}>${t("download")} CSV</button>
        ${indicator.open ? html`<a href="open-data/${indicator.id}.csv" download>${t("openData")} CSV</a><a href="open-data/${indicator.id}.xlsx" download>XLSX</a>` : nothing}</p>
      ${chart(indicator, series)}</section>
    <div class="columns">
      <section class="panel"><h3>${t("targets")}</h3>
        ${indicator.targets.length ? table(t("targets"), [[t("level"), row_ => t(row_.level)], [t("year"), row_ => row_.year, "n"], [t("target"), row_ => row_.value == null ? said(row_.milestone) || row_.milestone : `${{ "<=": "≤", ">=": "≥", ">": ">" }[row_.comparison] ?? ""} ${quantity(row_.value, indicator.unit)}${row_.to == null ? "" : ` – ${quantity(row_.to, indicator.unit)}`}`, "n"]], indicator.targets) : html`<p><b>${t("noTargets")}:</b> ${said(indicator.noTargets)}</p>`}
      </section>
      <section class="panel"><h3>${t("revisions")} · ${period(row?.period)}</h3>
        ${table(t("revisions"), [[t("recordedAt"), part => moment(part.recordedAt)], [t("revision"), part => number(part.revision), "n"], [t("numerator"), part => number(part.numerator), "n"], [t("denominator"), part => number(part.denominator), "n"], [t("value"), part => number(part.value), "n"]], revisions)}
      </section>
    </div>
    ${parts.length === 0 ? nothing : html`<section class="panel"><h3>${dimension}</h3>${table(dimension, [[dimension, part => part.alarm?.station ?? part.by[dimension]], [t("period"), part => period(part.period)], [t("value"), part => quantity(part.value, indicator.unit), "n"], [t("alerts"), part => part.alarm?.name ?? ""]], parts)}</section>`}
    ${communes.length === 0 ? nothing : html`<section class="panel"><h3>${t("byArea")} · ${period(row.period)}</h3><div class="columns">
      <div class="map-card">${state.units.length ? map(indicator, new Map(communes.map(value => [value.area, value])), false) : nothing}</div>
      ${table(t("byArea"), [[t("area"), value => html`<a href=${here({ area: value.area })}>${value.areaName}</a>`], [t("value"), value => number(value.value), "n"], [t("numerator"), value => number(value.numerator), "n"], [t("denominator"), value => number(value.denominator), "n"], ["", value => mark(standing(value))]], d3.sort(communes, value => -(value.value ?? -Infinity)))}
    </div></section>`}
    <section class="panel"><h3>${t("latestEvents")}</h3>
      ${table(t("latestEvents"), [[t("agency"), event => event.agency], [t("type"), event => event.type], ["Kafka", event => html`<code>${event.topic}:${event.partition}:${event.offset}</code>`], [t("takenAt"), event => moment(event.takenAt), "n"]], explanation?.latestEvents ?? [])}</section>
  </article>`;
}
