// Whether the page is true now: a clock, up to when the data tell, and what does not answer. It has to be seen from afar when it is not true.
import { html, nothing } from "../lib.js";
import { day, duration, time } from "../format.js";
import { state } from "../state.js";
import { t } from "../words.js";

/** So long after an answer the service is said to be away. */
const UNHEARD_MILLIS = 5_000;
/** So many seconds of delay are usual while all is well. */
const USUAL_DELAY = 15;
/** So long after what is not sent live was last loaded, something in it fails. */
const UNLOADED_MILLIS = 45_000;
/** With so many it is no longer the city as it is now. */
const LONG_DELAY = 60;

/** The moment up to which the values tell what was accepted, and what stands in their way: {asOf, delay, wrong, grave}; wrong is the word to be said, or null; grave when what is shown is not to be believed. */
export function health() {
  const { status, heardAt, live, now } = state;
  const asOf = status?.dataAsOf ? Date.parse(status.dataAsOf) : null;
  const delay = status?.delaySeconds == null ? null : status.delaySeconds + Math.max(0, now - heardAt) / 1000;
  if (state.needsKey) return { asOf: null, delay: null, wrong: "needsKey", grave: state.indicators.size > 0 };
  const word = wrong(status, now - heardAt > UNHEARD_MILLIS, live, delay);
  return { asOf, delay, wrong: word, grave: word !== null && word !== "starting" && word !== "partly" && (word !== "late" || delay > LONG_DELAY) };
}

function wrong(status, isUnheard, live, delay) {
  if (status === null) return isUnheard && state.now - state.silentSince > UNHEARD_MILLIS ? "lostService" : "starting";
  if (isUnheard) return "lostService";
  const of = name => status.parts.filter(part => part.part === name).map(part => part.state);
  if (of("kafka").includes("down")) return "kafkaDown";
  if (of("processor").includes("down")) return "processorDown";
  if (of("values").includes("starting")) return "valuesStarting";
  if (of("processor").includes("starting")) return "processorStarting";
  if (live === "lost" || (live === "connecting" && state.now - state.silentSince > UNHEARD_MILLIS)) return "lostLive";
  if (delay === null || delay > USUAL_DELAY) return "late";
  return state.now - state.roundAt > UNLOADED_MILLIS && !document.hidden ? "partly" : null;
}

/** What the head says of it, and the hub's clock: there is none before the hub has told the time. */
export function healthLine() {
  const { asOf, delay, wrong, grave } = health();
  return html`<div class="health ${grave ? "wrong" : wrong ? "slow" : "well"}">
    <p role="status"><b>${t(wrong ?? "allWell")}</b></p>
    <p>${t("asOf")} <time>${asOf === null ? "–" : time(asOf)}</time>${delay === null ? "" : ` · ${t("delay")} ${duration(Math.round(delay))}`}</p>
  </div>
  <div class="clock">${state.status === null ? nothing : html`<time>${time(state.now)}</time><span>${day(state.now)}</span>`}</div>`;
}
