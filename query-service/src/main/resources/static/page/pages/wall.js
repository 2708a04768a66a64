// The wall of the operations centre: everything at one glance, the numbers of the plan first.
import { html, nothing } from "../lib.js";
import { loadIndicators } from "../live.js";
import { change, painted, state } from "../state.js";
import { loading } from "../widgets/notice.js";
import { pillars } from "../widgets/pillars.js";

/** What stands beside the plan; null until it is there. */
let beside = null;

/** Nobody shall wait for a map to read a number: the rest of the wall comes once the numbers stand on the screen. */
async function complete() {
  await painted();
  beside = await import("../widgets/beside.js");
  change({});
}

/** What is shown is in the state already, or comes there; other pages show parts of it, too. */
export async function load() {
  if (state.indicators.size === 0) await loadIndicators();
  if (beside === null) complete().catch(() => {}); // the next round tries again
  return {};
}

export const view = () => state.indicators.size === 0 ? loading() : html`
  <div class="plan">${pillars()}</div>
  ${beside?.view() ?? nothing}`;
