// The four pillars of the plan at a glance, with one of them enlarged. The enlarged one changes automatically, unless
// somebody is interacting with it.
import { html } from "../lib.js";
import { number } from "../format.js";
import { PILLARS, ofPillar, standing } from "../standing.js";
import { change, state } from "../state.js";
import { said, t } from "../words.js";
import { mark } from "./mark.js";
import { explained, tile } from "./tile.js";

const TILES = 9;
const SHOWN_MILLIS = 20_000;
let movedAt = Date.now();

function show(pillar, first = 0) {
  movedAt = Date.now();
  change({ stage: { ...state.stage, pillar, first } });
}

const pagesOf = members => Math.max(1, Math.ceil(members.length / TILES));

/** Returns the next page of the stage: of the current pillar, or the first page of the next one. */
function next(step) {
  const pages = PILLARS.flatMap(pillar => Array.from({ length: pagesOf(ofPillar(state.indicators, pillar)) }, (_, page) => [pillar, page * TILES]));
  const at = pages.findIndex(([pillar, first]) => pillar === state.stage.pillar && first === state.stage.first);
  show(...pages[(at + step + pages.length) % pages.length]);
}

/**
 * A wall cannot be scrolled, so lists that do not fit advance automatically, unless somebody is interacting with them.
 */
function turnLists() {
  for (const list of document.querySelectorAll(".page-wall .list ul")) {
    if (list.matches(":hover, :focus, :focus-within")) continue;
    const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    list.scrollTo({ top: isAtEnd ? 0 : list.scrollTop + 0.9 * list.clientHeight });
  }
}

let turnedAt = Date.now();

/** Called every second: advances when it is time and nobody is pointing at the stage. */
export function moveOn() {
  if (!state.stage.paused && Date.now() - turnedAt > SHOWN_MILLIS / 2) { turnedAt = Date.now(); turnLists(); }
  const stage = document.getElementById("stage");
  if (state.stage.paused || !stage || stage.matches(":hover, :focus-within")) movedAt = Math.max(movedAt, Date.now() - SHOWN_MILLIS / 2);
  else if (Date.now() - movedAt > SHOWN_MILLIS) next(1);
}

function pillarCard(pillar) {
  const members = ofPillar(state.indicators, pillar);
  const words = members.map(indicator => standing(indicator.latest));
  const met = words.filter(word => word === "met").length;
  const asked = words.filter(word => word !== "free").length;
  const chosen = state.stage.pillar === pillar;
  return html`<div class="pillar ${chosen ? "chosen" : ""}" role="group" aria-label=${t(pillar)}>
    <button type="button" aria-pressed=${chosen} @click=${() => show(pillar)}>
      <strong>${t(pillar)}</strong>
      <span><b>${number(met)}</b>/${number(asked)} ${t("metOf")}</span>
    </button>
    <div class="marks">${members.map((indicator, i) => html`<a href=${explained(indicator.id, indicator.latest)} title="${said(indicator.name)}: ${t(words[i])}" aria-label="${said(indicator.name)}: ${t(words[i])}">${mark(words[i])}</a>`)}</div>
  </div>`;
}

export function pillars() {
  const { pillar, first, paused } = state.stage;
  const members = ofPillar(state.indicators, pillar);
  return html`<div class="pillars">${PILLARS.map(pillarCard)}</div>
    <section id="stage" aria-label=${t(pillar)}>
      <header>
        <h2>${t(pillar)}</h2>
        <p class="steps">
          <button type="button" @click=${() => next(-1)} aria-label=${t("previous")}>‹</button>
          <span>${Math.floor(first / TILES) + 1}/${pagesOf(members)}</span>
          <button type="button" @click=${() => next(1)} aria-label=${t("next")}>›</button>
          <button type="button" @click=${() => change({ stage: { ...state.stage, paused: !paused } })}>${t(paused ? "play" : "pause")}</button>
        </p>
        <p class="legend">${["met", "near", "short", "free", "none"].map(word => html`<span>${mark(word)} ${t(word)}</span>`)}</p>
      </header>
      <div class="tiles">${members.slice(first, first + TILES).map(indicator => tile(indicator, state.trends.get(indicator.id)))}</div>
    </section>`;
}
