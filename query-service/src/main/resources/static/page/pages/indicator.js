// One indicator in detail: its value and the explanation, series, areas, agencies, targets and revisions. Without an
// id: all indicators.
import { d3 } from "../d3.js";
import { html, nothing } from "../lib.js";
import { get, query, save } from "../load.js";
import { cadence, joined, moment, number, period, quantity, term } from "../format.js";
import { ofPillar, standing } from "../standing.js";
import { hubNow } from "../clock.js";
import { change, state } from "../state.js";
import { said, t } from "../words.js";
import { chart } from "../widgets/chart.js";
import { highest } from "../widgets/city.js";
import { map } from "../widgets/map.js";
import { mark } from "../widgets/mark.js";
import { sentence } from "../widgets/notice.js";
import { table } from "../widgets/table.js";
import { goal, target } from "../widgets/target.js";
import { category, tile, measured } from "../widgets/tile.js";
import { granularity as kindOf, loadIndicators } from "../live.js";

const NEWEST = 400, MOST_PARTS = 100;

export async function load({ id, query: asked }) {
  if (state.indicators.size === 0) await loadIndicators();
  if (!id) return {};
  const indicator = await get(`v1/indicators/${encodeURIComponent(id)}`);
  const area = asked.get("area") ?? "01";
  const which = query({ area, period: asked.get("period") ?? undefined });
  let onlyKnown = false; // small counts are hidden from anonymous readers: the series has the open data
  const nothingThere = problem => { onlyKnown = problem.status === 401; if (onlyKnown || problem.status === 404) return null; throw problem; };
  const explanation = indicator.latest === null && area === "01" ? null : await get(`v1/indicators/${id}/explain?${which}`).catch(nothingThere);
  const total = explanation?.value;
  const granularity = asked.get("by") ?? (indicator.periods.includes("month") ? "month" : indicator.periods[0]);
  const [series, revisions, communes] = await Promise.all([
    get(`v1/indicators/${id}/values?${query({ area, period: granularity, from: start(granularity) })}`),
    total ? get(`v1/indicators/${id}/revisions?${query({ area, period: total.period })}`).catch(problem => ({ problem })) : { revisions: [] },
    total && indicator.levels.includes("commune") ? get(`v1/indicators/${id}/values?${query({ level: "commune", period: kindOf(total.period), from: total.start, to: total.end })}`) : { values: [] },
  ]);
  const dimension = indicator.dimensions[0];
  const span = total ? { period: kindOf(total.period), from: total.start, to: total.end } : { period: granularity, from: start(granularity) };
  const counted = values => values.filter(value => value.value != null && value.events > 0);
  const parts = dimension ? counted((await get(`v1/indicators/${id}/values?${query({ area, by: dimension, ...span })}`)).values) : [];
  const newest = new Map(parts.map(part => [part.by[dimension], part]));
  const row = total ?? highest(newest.values()) ?? (onlyKnown ? counted(series.values).at(-1) : null) ?? null; // river levels have no total: show the one nearest to an alarm
  const shown = total || onlyKnown || !row ? counted(series.values) : parts.filter(part => part.by[dimension] === row.by[dimension]);
  return { indicator, area, granularity, dimension, row, onlyKnown, parts: d3.sort(newest.values(), part => -part.value).slice(0, MOST_PARTS), explanation, series: shown.slice(-NEWEST), revisions, communes: communes.values.filter(value => value.events > 0) };
}

/** Downloads a file; a failure is reported, and the page stays. */
const saved = (...what) => save(...what).then(() => change({ told: "" }), problem => change({ told: sentence(problem) }));

/** How far back the series goes: enough to show something, without requesting the whole history. */
const start = granularity => new Date(hubNow() - { hour: 5, day: 120 }[granularity] * 86_400_000 || 0).toISOString().slice(0, 10);

export const view = () => state.data.indicator ? one(state.data) : all();

const all = () => html`${["dg", "de", "ds", "da", "live", "tasks", "hub"].map(pillar => {
  const members = ofPillar(state.indicators, pillar);
  return members.length === 0 ? nothing : html`<section><h2>${t(pillar === "tasks" ? "tasksPillar" : pillar)}</h2><div class="tiles">${members.map(indicator => tile(indicator, state.trends.get(indicator.id)))}</div></section>`;
})}`;

/** How fast a level rises or falls, from two consecutive hours. */
function rise(series, indicator) {
  const [before, last] = series.slice(-2);
  return before && last && before.end === last.start ? `${last.value >= before.value ? "+" : ""}${quantity(last.value - before.value, indicator.unit)} ${t("perHour")}` : "";
}

function one({ indicator, area, granularity, dimension, row, onlyKnown, parts, explanation, series, revisions, communes }) {
  const member = part => part?.by && (part.alarm?.station ?? part.by[dimension]);
  const here = parts => `#/indicators/${indicator.id}?${query({ area, period: row?.period, by: granularity, ...parts })}`;
  return html`<article>
    <header class="title"><h2>${said(indicator.name)}</h2>
      <p class="quiet">${indicator.id} · ${t(indicator.pillar === "tasks" ? "tasksPillar" : indicator.pillar)} · ${t("cadence")} ${cadence(indicator.cadence)} · ${t("reporters")}: ${indicator.reporters.join(", ") || "–"}</p></header>
    <div class="columns">
      <section class="panel ${standing(row)}"><h3>${joined(row?.areaName, member(row), period(row?.period))}</h3>
        <p class="number big">${measured(row, indicator)} ${row?.category ? category(row.category) : nothing}${row?.alarm?.level ? html` <b class="alarm">▲ ${row.alarm.name}</b>` : nothing}</p>
        ${target(row, indicator)}
        ${row?.alarm ? html`<p>${granularity === "hour" ? html`<b>${rise(series, indicator)}</b> ` : nothing}<a href="#/areas/${row.area}">${row.areaName}</a> · <a href="#/alerts">${t("toAlerts")}</a></p>` : nothing}
        ${row ? html`<dl><dt>${t("status")}</dt><dd>${t(row.status)}</dd><dt>${t("numerator")}</dt><dd>${term(row.numerator)}</dd><dt>${t("denominator")}</dt><dd>${term(row.denominator)}</dd>
          <dt>${t("events")}</dt><dd>${number(row.events)}</dd><dt>${t("coverage")}</dt><dd>${row.coverage == null ? "–" : `${number(row.coverage * 100, 0)} %`}</dd>
          <dt>${t("revision")}</dt><dd>${number(row.revision)}</dd><dt>${t("recordedAt")}</dt><dd>${moment(row.recordedAt)}</dd><dt>${t("version")}</dt><dd>${row.definitionVersion}</dd></dl>` : nothing}
      </section>
      <section class="panel"><h3>${t("explanation")}</h3>
        <dl><dt>${t("formula")}</dt><dd>${said(indicator.formula)}</dd><dt>${t("basis")}</dt><dd>${state.language === "vi" ? indicator.basisVi : indicator.basis}</dd></dl>
        ${indicator.underway ? html`<p class="wrong">${t("underway")}: v${indicator.underway.version}</p>` : nothing}
        ${onlyKnown ? html`<p class="quiet">${t("onlyKnown")}</p>` : nothing}
        <h4>${t("byAgency")}</h4>
        ${table(t("byAgency"), [[t("agency"), part => html`<a href="#/agencies/${part.agency}">${said(part.agencyName) || part.agency}</a>`], [t("numerator"), part => term(part.numerator), "n"], [t("denominator"), part => term(part.denominator), "n"], [t("value"), part => number(part.value), "n"], [t("recordedAt"), part => moment(part.recordedAt), "n"]], explanation?.contributions ?? [])}
      </section>
    </div>
    <section class="panel"><h3>${joined(t("series"), row?.areaName, member(row))}</h3>
      <p class="choices">${indicator.periods.map(choice => html`<a href=${here({ by: choice })} aria-current=${choice === granularity}>${t(choice)}</a>`)}
        <button type="button" @click=${() => saved(`v1/indicators/${indicator.id}/values?${query({ area, period: granularity })}`, "text/csv", `${indicator.id}-${area}.csv`)}>${t("download")} CSV</button> <span role="status" class="wrong">${state.told}</span>
        ${indicator.open ? html`<a href="open-data/${indicator.id}.csv?bom=true" download>${t("openData")} CSV</a><a href="open-data/${indicator.id}.xlsx" download>XLSX</a>` : nothing}</p>
      ${chart(indicator, series, row?.alarm?.levels)}</section>
    <div class="columns">
      <section class="panel"><h3>${t("targets")}</h3>
        ${indicator.targets.length ? table(t("targets"), [[t("level"), row_ => t(row_.level)], [t("year"), row_ => row_.year, "n"], [t("target"), row_ => goal(row_, indicator.unit), "n"]], indicator.targets) : html`<p><b>${t("noTargets")}:</b> ${said(indicator.noTargets)}</p>`}
      </section>
      <section class="panel"><h3>${joined(t("revisions"), period(row?.period))}</h3>
        ${revisions.problem ? html`<p class="wrong">${sentence(revisions.problem)}</p>` : table(t("revisions"), [[t("recordedAt"), part => moment(part.recordedAt)], [t("revision"), part => number(part.revision), "n"], [t("numerator"), part => term(part.numerator), "n"], [t("denominator"), part => term(part.denominator), "n"], [t("value"), part => number(part.value), "n"]], revisions.revisions)}
      </section>
    </div>
    ${parts.length === 0 ? nothing : html`<section class="panel"><h3>${t("by")} ${t(dimension)}</h3>${table(t(dimension), [[t(dimension), member], [t("area"), part => part.areaName], [t("period"), part => period(part.period)], [t("value"), part => html`${quantity(part.value, indicator.unit)} ${part.category ? category(part.category) : part.alarm?.name ?? ""}`, "n"], [t("events"), part => number(part.events), "n"], [t("revision"), part => number(part.revision), "n"], [t("recordedAt"), part => moment(part.recordedAt), "n"]], parts)}</section>`}
    ${communes.length === 0 ? nothing : html`<section class="panel"><h3>${joined(t("byArea"), period(row?.period))}</h3><div class="columns">
      <div class="map-card">${state.units.length ? map(indicator, new Map(communes.map(value => [value.area, value])), false) : nothing}</div>
      ${table(t("byArea"), [[t("area"), value => html`<a href=${here({ area: value.area })}>${value.areaName}</a>`], [t("value"), value => number(value.value), "n"], [t("numerator"), value => term(value.numerator), "n"], [t("denominator"), value => term(value.denominator), "n"], ["", value => mark(standing(value))]], d3.sort(communes, value => -(value.value ?? -Infinity)))}
    </div></section>`}
    <section class="panel"><h3>${t("latestEvents")}</h3>
      ${table(t("latestEvents"), [[t("agency"), event => event.agency], [t("type"), event => event.type], ["Kafka", event => html`<code>${event.topic}:${event.partition}:${event.offset}</code>`], [t("takenAt"), event => moment(event.takenAt), "n"]], explanation?.latestEvents ?? [])}</section>
  </article>`;
}
