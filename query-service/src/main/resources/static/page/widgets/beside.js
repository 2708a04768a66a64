// The content beside the plan on the wall: the map and the live city; alerts, late feeds, tasks.
import { html } from "../lib.js";
import { alertList, targetList } from "./alerts.js";
import { city } from "./city.js";
import { feedList } from "./feeds.js";
import { mapCard } from "./mapcard.js";
import { taskList } from "./tasks.js";

export const view = () => html`
  <div class="place">${mapCard()}${city()}</div>
  <aside>${alertList()}${targetList()}${feedList()}${taskList()}</aside>`;
