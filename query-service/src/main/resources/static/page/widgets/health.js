// Whether the page is current: a clock, the moment up to which data is complete, and what does not respond. Problems
// must be visible from a distance.
import { html, nothing } from "../lib.js";
import { day, duration, time } from "../format.js";
import { state } from "../state.js";
import { t } from "../words.js";

/** How long after the last response the service is reported as unreachable. */
const UNHEARD_MILLIS = 5_000;
/** Delay in seconds that is normal. */
const USUAL_DELAY = 15;
/** How long after the last complete round the data without live updates is reported as incomplete. */
const UNLOADED_MILLIS = 45_000;
/** Delay in seconds from which the values are no longer current. */
const LONG_DELAY = 60;

/**
 * Returns the moment up to which accepted events are in the values, and the current problem: {asOf, delay, wrong,
 * grave}; wrong is the key of the message, or null; grave is true if the values must not be trusted.
 */
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

/** Returns the health line of the header, and the hub's clock, which is empty until the hub has sent its time. */
export function healthLine() {
  const { asOf, delay, wrong, grave } = health();
  return html`<div class="health ${grave ? "wrong" : wrong ? "slow" : "well"}">
    <p role="status"><b>${t(wrong ?? "allWell")}</b></p>
    <p>${t("asOf")} <time>${asOf === null ? "–" : time(asOf)}</time>${delay === null ? "" : ` · ${t("delay")} ${duration(Math.round(delay))}`}</p>
  </div>
  <div class="clock">${state.status === null ? nothing : html`<time>${time(state.now)}</time><span>${day(state.now)}</span>`}</div>`;
}
