// The wall of the operations centre: everything at a glance, the numbers of the plan first.
import { html, nothing } from "../lib.js";
import { loadIndicators } from "../live.js";
import { change, painted, state } from "../state.js";
import { loading } from "../widgets/notice.js";
import { pillars } from "../widgets/pillars.js";

/** The content beside the plan; null until it is loaded. */
let beside = null;

/** Loads the rest of the wall once the numbers are on the screen, so that they do not wait for the map. */
async function complete() {
  await painted();
  beside = await import("../widgets/beside.js");
  change({});
}

/**
 * Loads nothing itself: the state already contains the data or will receive it, because other pages use parts of it,
 * too.
 */
export async function load() {
  if (state.indicators.size === 0) await loadIndicators();
  if (beside === null) complete().catch(() => {}); // the next round retries
  return {};
}

export const view = () => state.indicators.size === 0 ? loading() : html`
  <div class="plan">${pillars()}</div>
  ${beside?.view() ?? nothing}`;
