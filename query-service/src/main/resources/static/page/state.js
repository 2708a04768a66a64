// The whole state of the page. Widgets and pages read it; code that updates it calls change().
import { hubNow } from "./clock.js";
export const state = {
  language: localStorage.getItem("language") ?? "vi",
  theme: localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"),
  now: hubNow(),
  route: { page: "", id: "", query: new URLSearchParams() },

  /** Module of the current page; null before the first one is loaded. */
  page: null,
  /** Data loaded by the current page; null while it is loading. */
  data: null,
  /** Why something could not be loaded or done; null if there is no problem. */
  problem: null,
  /** Result of the last action; cleared on the next page. */
  told: "",

  /** By id: definition, targets, latest value of the city. Updated live. */
  indicators: new Map(),
  /** By id: {period, points: [[period, value], …]} of the city. */
  trends: new Map(),
  /** Unresolved alerts by id; null until they are loaded. Updated live. */
  alerts: null,
  feeds: [],
  /** Latest level of each river station. */
  rivers: [],
  tasks: null,
  /** The units in force, as GeoJSON features. */
  units: [],

  /** The last response of /v1/status, when it arrived, and since when there has been none. */
  status: null,
  heardAt: 0,
  silentSince: hubNow(),
  /** When the data without live updates was last loaded. */
  roundAt: hubNow(),
  /** The live connection: connecting, open, lost. */
  live: "connecting",

  /** Whether the hub requires a key. */
  needsKey: false,

  /** The current user: {role, agency}; nulls if anonymous. */
  session: { role: null, agency: null },
  /** Whether the sign-in form is open. */
  isEntering: false,

  /** The part of the plan that the wall shows enlarged. */
  stage: { pillar: "dg", first: 0, paused: matchMedia("(prefers-reduced-motion: reduce)").matches },
  /**
   * What the map shows: an indicator, its period, and the values by area; land if there are boundaries, or circles;
   * whether the values are loading, and why they could not be loaded.
   */
  map: { indicator: null, period: null, values: new Map(), shape: "land", loading: true, problem: null },
};

let draw = () => {};
let asked = 0;
const LIVE_EVERY = 500;

/** Sets the function that renders the page, now and after each change. */
export function drawnBy(drawer) { draw = drawer; change({}); }

/** Changes the state; the page is rendered at the next frame. */
export function change(what) {
  Object.assign(state, what);
  if (asked !== -1) {
    clearTimeout(asked);
    asked = -1;
    requestAnimationFrame(drawNow);
  }
}

/** The same for changes that arrive many times a second: the page is rendered at most twice a second. */
export function changeSoon(what = {}) {
  Object.assign(state, what);
  if (asked === 0) asked = setTimeout(() => { asked = -1; requestAnimationFrame(drawNow); }, LIVE_EVERY);
}

function drawNow() {
  asked = 0;
  draw();
}

/** Resolves when the current state is on the screen. */
export const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

/** Reloads the page's data after an action; the current content stays visible until then. */
export async function again() {
  const route = state.route;
  if (state.page === null || state.data === null) return;
  const data = await state.page.load(route);
  if (state.route === route) change({ data });
}
