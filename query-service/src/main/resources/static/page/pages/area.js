// One area compared with all targets. Without a code: a list of the areas in force.
import { html, nothing } from "../lib.js";
import { get, query } from "../load.js";
import { number, thisMonth } from "../format.js";
import { PILLARS, standing } from "../standing.js";
import { change, state } from "../state.js";
import { t } from "../words.js";
import { loadUnits } from "../live.js";
import { mark } from "../widgets/mark.js";
import { tile } from "../widgets/tile.js";

let searched = "";

export async function load({ id }) {
  if (!id) {
    await loadUnits();
    return {};
  }
  const [scorecard, trends] = await Promise.all([get(`v1/scorecard?${query({ area: id })}`), get(`v1/trends?${query({ area: id })}`)]);
  return { scorecard, trends: new Map(trends.trends.map(trend => [trend.indicator, trend])) };
}

export const view = () => state.data.scorecard ? card(state.data) : list();

/** Removes diacritics, as people type: ba dinh finds Ba Đình. */
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

function list() {
  const units = state.units.map(unit => unit.properties).filter(unit => plain(`${unit.fullName} ${unit.code}`).includes(plain(searched)));
  return html`<h2>${t("areas")}</h2>
    <label class="search">${t("search")} <input type="search" .value=${searched} @input=${event => { searched = event.target.value; change({}); }}></label>
    <ul class="names">${units.map(unit => html`<li><a href="#/areas/${unit.code}"><strong>${unit.fullName}</strong><span class="quiet">${unit.code} · ${number(unit.population)} ${t("population")} · ${number(unit.squareKilometres)} km²</span></a></li>`)}</ul>`;
}

function card({ scorecard, trends }) {
  const month = thisMonth();
  const pillars = [...PILLARS, "live", "tasks", "hub"];
  return html`<header class="title"><h2>${scorecard.areaName}</h2>
    <p class="choices">${["met", "near", "short", "free", "none"].map(word => html`<span>${mark(word)} ${t(word)} <b>${number(scorecard.indicators.filter(indicator => standing(indicator.latest) === word).length)}</b></span>`)}
      <a href="v1/reports/areas/${scorecard.area}.html?period=${month}">${t("report")}</a><a href="v1/reports/areas/${scorecard.area}.xlsx?period=${month}" download>XLSX</a></p></header>
    ${pillars.map(pillar => {
      const members = scorecard.indicators.filter(indicator => indicator.pillar === pillar);
      return members.length === 0 ? nothing : html`<section><h3>${t(pillar === "tasks" ? "tasksPillar" : pillar)}</h3><div class="tiles">${members.map(indicator => tile(indicator, trends.get(indicator.id)))}</div></section>`;
    })}`;
}
