// All that the page knows, in one place. Widgets and pages read it; whoever learns something calls change().
import { hubNow } from "./clock.js";
export const state = {
  language: localStorage.getItem("language") ?? "vi",
  theme: localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"),
  now: hubNow(),
  route: { page: "", id: "", query: new URLSearchParams() },

  /** What the page of the route has loaded; null while it loads. */
  data: null,
  /** Why something could not be loaded or done; null when all is well. */
  problem: null,
  /** What came of something that was done; the next page knows nothing of it. */
  told: "",

  /** By id: definition, targets, latest value of the city. Kept live. */
  indicators: new Map(),
  /** By id: {period, points: [[period, value], …]} of the city. */
  trends: new Map(),
  /** By id; what is not resolved; null until that is known. Kept live. */
  alerts: null,
  feeds: [],
  /** The newest level of each river station. */
  rivers: [],
  tasks: null,
  /** The units in force, as GeoJSON features. */
  units: [],

  /** The last answer of /v1/status, when it came, and since when there has been none. */
  status: null,
  heardAt: 0,
  silentSince: hubNow(),
  /** When all that is not sent live was last loaded. */
  roundAt: hubNow(),
  /** The live connection: connecting, open, lost. */
  live: "connecting",

  /** Whether the hub tells nothing to whom it does not know. */
  needsKey: false,

  /** Who looks: {role, agency}; nulls for nobody in particular. */
  session: { role: null, agency: null },
  /** Whether somebody is about to give a key. */
  isEntering: false,

  /** Which part of the plan the wall shows large. */
  stage: { pillar: "dg", first: 0, paused: matchMedia("(prefers-reduced-motion: reduce)").matches },
  /** What the map shows: an indicator, its period, and the values by area; land where there are boundaries, or circles; whether the values are on their way, or why they are not. */
  map: { indicator: null, period: null, values: new Map(), shape: "land", loading: true, problem: null },
};

let draw = () => {};
let asked = 0;
const LIVE_EVERY = 500;

/** Who draws the page, now and when something has changed. */
export function drawnBy(drawer) { draw = drawer; change({}); }

/** Changes what is known; the page follows at the next frame. */
export function change(what) {
  Object.assign(state, what);
  if (asked !== -1) {
    clearTimeout(asked);
    asked = -1;
    requestAnimationFrame(drawNow);
  }
}

/** The same for what comes many times a second: the page follows twice a second, however many there are. */
export function changeSoon(what = {}) {
  Object.assign(state, what);
  if (asked === 0) asked = setTimeout(() => { asked = -1; requestAnimationFrame(drawNow); }, LIVE_EVERY);
}

function drawNow() {
  asked = 0;
  draw();
}

/** When all that is known now stands on the screen. */
export const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
