// The city's plans. Without an id: all plans, and the calendar of what is due. With one: how far each item has come on a
// day, when its target is reached at the recent pace, and who is responsible.
import { html, nothing } from "../lib.js";
import { get, query } from "../load.js";
import { joined, moment, number, period, quantity } from "../format.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { mark } from "../widgets/mark.js";
import { sparkline } from "../widgets/sparkline.js";
import { table } from "../widgets/table.js";
import { goal } from "../widgets/target.js";

const MARKS = { met: "met", "on-track": "near", behind: "short", missed: "short", "no-target": "free", "no-data": "none" };

export async function load({ id, query: asked }) {
  if (id) return { plan: await get(`v1/plans/${encodeURIComponent(id)}?${query({ area: asked.get("area"), on: asked.get("on") })}`) };
  const [plans, calendar, releases, punctuality] = await Promise.all([get("v1/plans"), get("v1/calendar"), get("v1/releases"), get("v1/punctuality")]);
  return { plans: plans.plans, calendar, releases: releases.releases, rates: new Map(punctuality.city.map(rate => [rate.period, rate])) };
}

export const view = () => state.data.plan ? progress(state.data.plan) : list(state.data);

const date = text => text ? period(text) : "–";
const act = one => html`${one.number === "-" ? nothing : html`${one.number}, `}${said(one.issuer)}, ${date(one.date)}`;
const force = plan => plan.draft ? html`<span class="free">${mark("free")} ${t("draft")}</span>` : plan.inForce ? html`<span>${mark("met")} ${t("inForce")}</span>` : html`<span>${mark("none")} ${t("notInForce")}</span>`;

const rate = one => one?.due ? `${number(one.delivered)}/${number(one.due)} (${number(one.onTime)} ${t("onTime")})` : "–";

function list({ plans, calendar, releases, rates }) {
  return html`<h2>${t("plans")}</h2>
    <ul class="names">${plans.map(plan => html`<li><a href="#/plans/${plan.id}"><strong>${said(plan.name)}</strong>
      <span class="quiet">${act(plan.acts[0])}</span>
      <span class="quiet">${force(plan)} · ${number(plan.items)} ${t("items")}${plan.tasks ? html` · ${number(plan.tasks)} ${t("planTasks")}` : nothing}</span></a></li>`)}</ul>
    <section class="panel"><h3>${t("dueCalendar")}</h3>
      ${table(t("dueCalendar"), [
        [t("period"), row => html`<strong>${period(row.period)}</strong>`],
        [t("span"), row => `${date(row.first)} – ${date(row.last)}`],
        [t("due"), row => moment(row.due)],
        [t("state"), row => t(`due-${row.state}`)],
        [t("reportsDelivered"), row => rate(rates.get(row.period)), "n"],
      ], calendar.due)}
      ${calendar.due.some(row => row.due.slice(0, 10) > calendar.daysOffKnownUntil) ? html`<p class="quiet">${t("daysOffUnknown")} ${date(calendar.daysOffKnownUntil)}</p>` : nothing}${calendar.daysOff.length ? html`<p class="quiet">${t("daysOff")}: ${calendar.daysOff.map(date).join(", ")}</p>` : nothing}</section>
    <section class="panel"><h3>${t("releases")}</h3>
      ${table(t("releases"), [
        [t("frozenReport"), row => html`<a href="#/releases/${encodeURIComponent(row.id)}?version=${row.version}">${said(row.title)}</a>${row.status === "released" ? html` <a href="open-data/report.${row.id}.xlsx">XLSX</a>` : nothing}<br><span class="quiet">${row.id}</span>`, "wide"],
        [t("period"), row => period(row.period)],
        [t("versionOf"), row => html`${number(row.version)}${row.reason ? html`<br><span class="quiet">${row.reason}</span>` : nothing}`],
        [t("state"), row => html`${t(`release-${row.status}`)}<br><span class="quiet">${moment(row.releaseAt)}</span>`],
        [t("signedBy"), row => row.signatures.map((one, i) => html`${i ? ", " : nothing}<a href="#/agencies/${one.agency}" title=${one.indicators.join(", ")}>${one.agency}</a>`).concat(row.unsigned.length ? html`${row.signatures.length ? html`<br>` : nothing}<span class="quiet">${t("unsigned")}: ${row.unsigned.join(", ")}</span>` : nothing)],
        ["SHA-256", row => html`<span class="quiet" title=${row.sha256}>${row.sha256.slice(0, 12)}…</span>`],
      ], [...releases].reverse(), row => row.content)}</section>`;
}

function progress({ on, area, areaName, plan, items }) {
  const count = word => items.filter(item => item.status === word).length;
  return html`<header class="title"><h2>${said(plan.name)}</h2>
      <p class="choices">${Object.keys(MARKS).map(word => html`<span>${mark(MARKS[word])} ${t(`item-${word}`)} <b>${number(count(word))}</b></span>`)}</p></header>
    <form class="choices" @submit=${event => { event.preventDefault(); location.hash = `#/plans/${plan.id}?${query({ area: area === "01" ? "" : area, on: event.target.elements.on.value })}`; }}>
      <label>${t("onDay")} <input type="date" name="on" .value=${on}></label> <button type="submit">${t("show")}</button>
      <span>${areaName}</span><span>${force(plan)}</span>${plan.tasks ? html`<a href="#/tasks">${number(plan.tasks)} ${t("planTasks")}</a>` : nothing}</form>
    <p class="quiet">${plan.acts.map(one => html`${said(one.title)} (${act(one)}). `)}${said(plan.about)}</p>
    ${plan.groups.map(group => {
      const members = items.filter(item => item.group === group.id);
      return members.length === 0 ? nothing : html`<section class="panel"><h3>${said(group.name)} (${number(members.length)})</h3>${table(said(group.name), [
        [t("item"), item => html`${item.number}. ${item.indicator ? html`<a href="#/indicators/${item.indicator}">${said(item.name)}</a>` : said(item.name)}${item.responsible.length ? html`<br><span class="quiet">${item.responsible.map((one, i) => html`${i ? ", " : nothing}<a href="#/agencies/${one.agency}">${said(one.name)}</a>`)}</span>` : nothing}${item.conflicts.length ? html`<br><span class="quiet">${item.conflicts.map(conflict)}</span>` : nothing}`, "wide"],
        [t("value"), item => item.value == null && item.growth == null ? "–" : html`${item.value == null ? "–" : quantity(item.value, item.unit)}<br><span class="quiet">${joined(period(item.period), item.growth != null && `${t("growth")} ${quantity(item.growth, "%")}`)}</span>`, "n"],
        [t("target"), item => item.target ? html`${goal(item.target, item.unit)}<br><span class="quiet">${joined(period(item.target.by), item.target.act)}</span>` : t("free"), "n"],
        [t("state"), item => html`${mark(MARKS[item.status])} ${t(`item-${item.status}`)}`],
        [t("series"), item => sparkline({ points: item.trajectory.map(point => [point.period, point.value]) })],
        [t("forecast"), item => forecast(item.forecast, item.target)],
      ], members, item => item.number)}</section>`;
    })}
    <p class="quiet">${said(items[0]?.forecast.method)}.</p>`;
}

const conflict = one => html`${t("conflict")} ${period(one.by)}: ${one.targets.map((target, i) => html`${i ? "; " : nothing}<a href="#/plans/${target.plan}">${target.act.number}</a> ${goal(target.target, "")}${target.target.inForce ? nothing : html` (${target.act.draft ? t("draft") : t("notInForce")})`}`)}. `;

const forecast = (one, target) => one.outcome !== "expected" ? html`<span class="quiet">${t(target?.kind === "growth" ? "forecast-growth" : `forecast-${one.outcome}`)}</span>` : html`${date(one.on.slice(0, 7))}<br><span class="quiet">${date(one.earliest.slice(0, 7))} – ${date(one.latest.slice(0, 7))}</span>`;
