// The wall of the operations centre: everything at one glance.
import { html } from "../lib.js";
import { loadIndicators } from "../live.js";
import { state } from "../state.js";
import { alertList } from "../widgets/alerts.js";
import { city } from "../widgets/city.js";
import { feedList } from "../widgets/feeds.js";
import { mapCard } from "../widgets/mapcard.js";
import { loading } from "../widgets/notice.js";
import { pillars } from "../widgets/pillars.js";
import { taskList } from "../widgets/tasks.js";

/** What is shown is in the state already, or comes there; other pages show parts of it, too. */
export async function load() {
  if (state.indicators.size === 0) await loadIndicators();
  return {};
}

export const view = () => state.indicators.size === 0 ? loading() : html`
  <div class="plan">${pillars()}</div>
  <div class="place">${mapCard()}${city()}</div>
  <aside>${alertList()}${feedList()}${taskList()}</aside>`;
