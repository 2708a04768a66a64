// The map on the wall, with the choice of its indicator, and of circles or land.
import { html, nothing } from "../lib.js";
import { change, painted, state } from "../state.js";
import { byCommune } from "../standing.js";
import { said, t } from "../words.js";
import { showOnMap } from "../live.js";
import { hasBoundaries, map, mapPeriod } from "./map.js";
import { sentence } from "./notice.js";

let centred = null;

/** Scrolls to the middle of a map that is wider than the screen. */
async function centre() {
  await painted();
  const box = document.querySelector(".map-scroll");
  if (box === null || box === centred || box.scrollWidth <= box.clientWidth) return;
  centred = box;
  box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

export function mapCard() {
  centre();
  const indicator = state.indicators.get(state.map.indicator);
  return html`<section class="map-card" aria-label=${t("mapOf")}>
    <header>
      <label>${t("mapShows")} <select @change=${event => showOnMap(event.target.value)}>
        ${byCommune(state.indicators).map(choice => html`<option value=${choice.id} ?selected=${choice.id === state.map.indicator}>${said(choice.name)}</option>`)}
      </select></label>
      <span class="quiet ${state.map.problem ? "wrong" : ""}" role="status">${state.map.problem ? sentence(state.map.problem) : state.map.loading ? t("loading") : mapPeriod()}</span>
      ${hasBoundaries() ? html`<button type="button" @click=${() => change({ map: { ...state.map, shape: state.map.shape === "land" ? "cartogram" : "land" } })}>${t(state.map.shape === "land" ? "cartogram" : "land")}</button>` : nothing}
    </header>
    ${indicator && state.units.length ? map(indicator, state.map.values, state.map.shape === "land") : html`<p class="quiet">${t("loading")}</p>`}
  </section>`;
}
