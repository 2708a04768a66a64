// Keeps the state current: live updates as they arrive, the hub's status every two seconds, and data without live
// updates every ten seconds.
import { hubNow, setClock } from "./clock.js";
import { change, changeSoon, painted, state } from "./state.js";
import { get, query } from "./load.js";
import { byCommune } from "./standing.js";

const LOOK_MILLIS = 2_000, LOOK_PATIENCE = 1_800, ROUND_MILLIS = 10_000, AGAIN_MILLIS = 3_000;
/** A station without a value for this long is not shown as a current river level. */
const RIVER = "river.level", RIVER_HOURS = 6;
/**
 * The hub sends something every 15 seconds; a connection that is silent for this long is dead, even if the browser
 * reports it as open.
 */
const DEAD_MILLIS = 40_000, WATCH_MILLIS = 5_000;
const TREND_POINTS = 24;
const FIRST_ON_MAP = "dg.tthc_on_time";
/** After this many rounds everything is reloaded, regardless of live updates, so that missed updates are corrected. */
const ROUNDS_TO_RELOAD = 30;

/**
 * Follows a part of the live updates; the browser itself resumes after the last one it received. Returns a function
 * that ends it. A hidden tab closes its connection: a browser has six per host, shared by all its tabs.
 * @param reload called whenever the connection opens, because earlier updates may have been missed
 */
function follow(filter, takers, reload) {
  let source = null, again, heardAt = 0;
  const open = () => {
    source = new EventSource(`v1/live?${query({ ...filter, heartbeat: "event" })}`);
    heardAt = Date.now();
    const on = (name, take) => source.addEventListener(name, event => { heardAt = Date.now(); take(event); });
    for (const name of ["value", "alert"]) if (takers[name]) on(name, event => takers[name](JSON.parse(event.data)));
    on("heartbeat", () => {});
    on("resync", reload);
    on("open", () => { takers.heard?.(true); reload(); });
    source.addEventListener("error", () => {
      takers.heard?.(false);
      if (source?.readyState === EventSource.CLOSED) { // refused, not just interrupted: the browser has given up
        clearTimeout(again);
        again = setTimeout(open, AGAIN_MILLIS);
      }
    });
  };
  const close = () => { clearTimeout(again); source?.close(); source = null; };
  const follows = () => { if (document.hidden) close(); else if (source === null) open(); };
  const watch = setInterval(() => {
    if (source?.readyState !== EventSource.OPEN || Date.now() - heardAt < DEAD_MILLIS) return;
    takers.heard?.(false);
    close();
    open();
  }, WATCH_MILLIS);
  document.addEventListener("visibilitychange", follows);
  follows();
  return () => { clearInterval(watch); document.removeEventListener("visibilitychange", follows); close(); };
}

/** Returns hour, day, month, quarter or year. */
export const granularity = period => period.includes("T") ? "hour" : period.includes("Q") ? "quarter" : ["year", "month", "day"][(period.length - 4) / 3];

/**
 * Returns whether the hub would treat a row as the latest: it has events, has begun, has the same granularity, and is
 * not older.
 */
const isLatest = (row, latest) => row.events > 0 && Date.parse(row.start) <= hubNow() && granularity(row.period) === granularity(latest.period) && row.start >= latest.start;

/**
 * Returns whether a row was recorded later than a known row of the same cell: a response may be older than a live
 * update received in the meantime.
 */
const isNewer = (row, known) => !known || known.period !== row.period || known.definitionVersion !== row.definitionVersion || Date.parse(row.recordedAt) >= Date.parse(known.recordedAt);

function takeValue(row) {
  const indicator = state.indicators.get(row.indicator);
  if (!indicator || row.by) return;
  const latest = indicator.latest;
  if (!latest || (row.period === latest.period && row.events === 0)) loadAgainSoon();
  else if (isLatest(row, latest) && isNewer(row, latest)) indicator.latest = row;
  const trend = state.trends.get(row.indicator);
  if (trend?.period === granularity(row.period) && Date.parse(row.start) <= hubNow()) {
    const point = trend.points.find(([period]) => period === row.period);
    if (point) point[1] = row.value;
    else if (trend.points.length && row.period > trend.points.at(-1)[0]) {
      trend.points.push([row.period, row.value]);
      trend.points.splice(0, Math.max(0, trend.points.length - TREND_POINTS));
    }
  }
  changeSoon();
}

function takeAlert(alert) {
  if (state.alerts === null) return; // the open alerts are still loading
  if (alert.status === "resolved") state.alerts.delete(alert.id);
  else state.alerts.set(alert.id, alert);
  changeSoon();
}

let loading = null;
function loadAgainSoon() { loading ??= setTimeout(() => { loading = null; reload(); }, AGAIN_MILLIS); }

/** Callers share a request that is in progress; callers of anew() wait for the request after it. */
function shared(load) {
  let underway = null;
  const ask = () => underway ??= load().finally(() => { underway = null; });
  ask.anew = () => Promise.resolve(underway).catch(() => {}).then(ask);
  return ask;
}

export const loadIndicators = shared(async () => {
  const [{ indicators }, { trends }] = await Promise.all([get("v1/indicators"), get("v1/trends")]);
  change({
    indicators: new Map(indicators.map(indicator => {
      const known = state.indicators.get(indicator.id)?.latest;
      return [indicator.id, known && indicator.latest && !isNewer(indicator.latest, known) ? { ...indicator, latest: known } : indicator];
    })),
    trends: new Map(trends.map(trend => [trend.indicator, trend])),
  });
});

/** Loads the units in force; they change only with the hub's version. */
export const loadUnits = shared(async () => {
  if (state.units.length === 0) change({ units: (await get("v1/areas", undefined, "application/geo+json")).features });
});

export const loadSession = shared(async () => change({ session: await get("v1/session") }));

const loadAlerts = () => get("v1/alerts").then(({ alerts }) => changeSoon({ alerts: new Map(alerts.map(alert => [alert.id, alert])) }));
const loadFeeds = () => get("v1/freshness").then(({ feeds }) => changeSoon({ feeds }));
const loadTasks = () => get("v1/tasks").then(tasks => changeSoon({ tasks }));

/** Ignores a 404: a city's own catalogue may have no rivers. */
const unlessNone = problem => { if (problem.status !== 404) throw problem; };

const loadRivers = () => get(`v1/indicators/${RIVER}/values?${query({ area: "01", by: "station", period: "hour", from: new Date(hubNow() - RIVER_HOURS * 3_600_000).toISOString() })}`)
  .then(({ values }) => changeSoon({ rivers: [...new Map(values.filter(row => row.value != null).map(row => [row.by.station, row])).values()] }), unlessNone);

/** Reloads everything on the wall except the map; each part is rendered as it arrives. */
const loadAll = shared(() => Promise.all([loadIndicators(), loadUnits(), loadAlerts(), loadFeeds(), loadTasks(), loadRivers(), loadSession()]));

/** The same with a new request, because the data of one in progress may be older. */
export const reload = () => loadAll.anew().catch(() => {});

/** Shows the first map after the numbers, because rendering it takes long. */
async function firstMap() {
  await Promise.all([loadIndicators(), loadUnits()]);
  await painted();
  const onMap = byCommune(state.indicators).map(indicator => indicator.id);
  if (state.map.indicator === null && onMap.length) showOnMap(onMap.includes(FIRST_ON_MAP) ? FIRST_ON_MAP : onMap[0]);
}

let rounds = 0;
/** Reloads the data without live updates, each part separately, so that a failure does not block the others. */
async function round() {
  const parts = await Promise.allSettled([
    loadAlerts(), loadFeeds(), loadTasks(), loadRivers(),
    ++rounds % ROUNDS_TO_RELOAD === 0 ? loadIndicators().then(loadMap) : isMapOld() ? loadMap() : null,
    state.map.indicator === null ? firstMap() : null,
    refreshed(),
  ]);
  if (parts.every(part => part.status === "fulfilled")) change({ roundAt: hubNow() });
  setTimeout(round, ROUND_MILLIS);
}

let refreshed = async () => {};
let healed = () => {};
/** Sets what else to do in each round, and when the hub responds again. */
export function onRound(refresh, heal) { refreshed = refresh; healed = heal; }

let answered = true;
async function look() {
  try {
    const status = await get("v1/status", LOOK_PATIENCE);
    setClock(status.now);
    change({ ...(state.status === null ? { silentSince: hubNow(), roundAt: hubNow() } : {}), status, heardAt: hubNow(), now: hubNow(), needsKey: false });
    if (!answered) { answered = true; await reload(); healed(); }
    else if (state.problem && (state.problem.status === 401 || state.problem.status >= 500 || state.problem.status <= 0)) healed();
  } catch (problem) {
    if (problem.status === 401) change({ needsKey: true, heardAt: hubNow(), problem: state.problem ?? problem });
    else if (answered) change({ silentSince: hubNow() });
    answered = false;
  }
  setTimeout(look, LOOK_MILLIS);
}

const isMapOld = () => state.map.indicator !== null && (state.map.problem !== null || (state.indicators.get(state.map.indicator)?.latest?.period ?? null) !== state.map.period);

/** Loads the communes' values of the indicator on the map, for the period of its latest city value. */
async function loadMap() {
  const id = state.map.indicator;
  if (id === null) return;
  const latest = state.indicators.get(id)?.latest;
  try {
    const found = latest ? await get(`v1/indicators/${id}/values?${query({ level: "commune", period: granularity(latest.period), from: latest.start, to: latest.end })}`) : { values: [] };
    if (state.map.indicator !== id) return;
    const values = new Map(found.values.map(row => {
      const known = state.map.values.get(row.area);
      return [row.area, isNewer(row, known) ? row : known];
    }));
    change({ map: { ...state.map, period: latest?.period ?? null, values, loading: false, problem: null } });
  } catch (problem) {
    if (state.map.indicator === id) change({ map: { ...state.map, loading: false, problem } });
    throw problem;
  }
}

let leaveMap = () => {};
/** Colours the map by another indicator, and follows its updates. */
export function showOnMap(id) {
  leaveMap();
  change({ map: { ...state.map, indicator: id, period: null, values: new Map(), loading: true, problem: null } });
  const loadAnew = () => { loadMap().catch(() => {}); }; // the map shows the error, and the next round retries
  leaveMap = follow({ indicator: id, level: "commune" }, { value: row => {
    if (row.by || row.period !== state.map.period || !isNewer(row, state.map.values.get(row.area))) return;
    state.map.values.set(row.area, row);
    changeSoon();
  } }, loadAnew);
  loadAnew();
}

/** Starts keeping the page current. */
export function begin() {
  loadAll().catch(() => {}); // each user of a part shows its error
  firstMap().catch(() => {}); // the next round retries
  follow({ area: "01" }, { value: takeValue, alert: takeAlert, heard: open => change({ live: open ? "open" : "lost" }) }, reload);
  look();
  setTimeout(round, ROUND_MILLIS);
}
