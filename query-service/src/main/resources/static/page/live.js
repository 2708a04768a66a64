// Keeps what the page knows true: live updates as they come, whether the hub is well each two seconds, what is not sent each ten seconds.
import { change, changeSoon, state } from "./state.js";
import { get, query } from "./load.js";

const LOOK_MILLIS = 2_000, LOOK_PATIENCE = 1_800, ROUND_MILLIS = 10_000, AGAIN_MILLIS = 3_000;
/** A station that has told nothing for so long is not shown as the river's level now. */
const RIVER_HOURS = 6;

/** Follows a part of the live updates; the browser itself resumes after the last one it has seen. Returns what ends it. */
function follow(filter, takers, reload) {
  let source, again;
  const open = () => {
    source = new EventSource(`v1/live?${query(filter)}`);
    Object.entries(takers).forEach(([name, take]) => source.addEventListener(name, event => take(JSON.parse(event.data))));
    source.addEventListener("resync", reload);
    source.addEventListener("open", () => takers.heard?.(true));
    source.addEventListener("error", () => {
      takers.heard?.(false);
      if (source.readyState === EventSource.CLOSED) { // refused, and not merely cut: the browser has given up
        clearTimeout(again);
        again = setTimeout(() => { open(); reload(); }, AGAIN_MILLIS);
      }
    });
  };
  open();
  return () => { clearTimeout(again); source.close(); };
}

/** Of the same kind of period, and not older. */
const isNext = (row, latest) => !latest || (row.period.length === latest.period.length && row.start >= latest.start);

function takeValue(row) {
  const indicator = state.indicators.get(row.indicator);
  if (!indicator || row.by) return;
  if (indicator.latest && isNext(row, indicator.latest)) indicator.latest = row;
  else if (!indicator.latest) loadAgainSoon();
  const trend = state.trends.get(row.indicator);
  const point = trend?.points.find(([period]) => period === row.period);
  if (point) point[1] = row.value;
  else if (trend?.points.length && row.period.length === trend.points[0][0].length && row.period > trend.points.at(-1)[0] && Date.parse(row.start) <= Date.now()) {
    trend.points.push([row.period, row.value]);
    trend.points.splice(0, Math.max(0, trend.points.length - 24));
  }
  changeSoon();
}

function takeAlert(alert) {
  if (alert.status === "resolved") state.alerts.delete(alert.id);
  else state.alerts.set(alert.id, alert);
  changeSoon();
}

let loading = null;
function loadAgainSoon() { loading ??= setTimeout(() => { loading = null; loadAll().catch(() => {}); }, AGAIN_MILLIS); }

/** All that the wall shows, anew. */
export async function loadAll() {
  const [indicators, trends, alerts, freshness, tasks, units] = await Promise.all([
    get("v1/indicators"), get("v1/trends"), get("v1/alerts"), get("v1/freshness"), get("v1/tasks"),
    state.units.length ? null : get("v1/areas", undefined, "application/geo+json"),
  ]);
  change({
    indicators: new Map(indicators.indicators.map(indicator => [indicator.id, indicator])),
    trends: new Map(trends.trends.map(trend => [trend.indicator, trend])),
    alerts: new Map(alerts.alerts.map(alert => [alert.id, alert])),
    feeds: freshness.feeds, tasks,
    units: units ? units.features : state.units,
    problem: null,
  });
  if (state.map.indicator === null) await showOnMap("dg.tthc_on_time", units?.features.some(unit => unit.geometry?.type.endsWith("Polygon")));
}

async function round() {
  try {
    const since = new Date(Date.now() - RIVER_HOURS * 3_600_000).toISOString();
    const [alerts, freshness, tasks, rivers] = await Promise.all([get("v1/alerts"), get("v1/freshness"), get("v1/tasks"), get(`v1/indicators/river.level/values?${query({ area: "01", by: "station", period: "hour", from: since })}`)]);
    changeSoon({ rivers: [...new Map(rivers.values.filter(row => row.value != null).map(row => [row.by.station, row])).values()], alerts: new Map(alerts.alerts.map(alert => [alert.id, alert])), feeds: freshness.feeds, tasks });
  } catch { /* the look says that nobody answers */ }
}

let answered = true;
async function look() {
  try {
    const status = await get("v1/status", LOOK_PATIENCE);
    change({ status, heardAt: Date.now(), now: Date.now() });
    if (!answered) { answered = true; await loadAll(); }
  } catch (problem) {
    if (problem.status === 401 && state.problem?.status !== 401) change({ problem });
    if (answered) change({ silentSince: Date.now() });
    answered = false;
  }
  setTimeout(look, LOOK_MILLIS);
}

let leaveMap = () => {};
/** Colours the map by another indicator, in the period of its latest city value, and keeps it live. */
export async function showOnMap(id, asLand = state.map.shape === "land") {
  const latest = state.indicators.get(id)?.latest;
  leaveMap();
  change({ map: { indicator: id, period: latest?.period ?? null, values: new Map(), shape: asLand ? "land" : "cartogram" } });
  const load = async () => {
    const found = latest ? await get(`v1/indicators/${id}/values?${query({ level: "commune", period: granularity(latest.period), from: latest.start.slice(0, 16) + ":00" + latest.start.slice(19), to: latest.end })}`) : { values: [] };
    if (state.map.indicator === id) change({ map: { ...state.map, values: new Map(found.values.map(row => [row.area, row])) } });
  };
  leaveMap = follow({ indicator: id, level: "commune" }, { value: row => {
    if (row.by || row.period !== state.map.period) return;
    state.map.values.set(row.area, row);
    changeSoon();
  } }, () => load().catch(() => {}));
  await load();
}

const granularity = period => period.includes("T") ? "hour" : period.includes("Q") ? "quarter" : ["year", "month", "day"][(period.length - 4) / 3];

/** Begins to keep the page true. */
export function begin() {
  follow({ area: "01" }, { value: takeValue, alert: takeAlert, heard: open => change({ live: open ? "open" : "lost" }) }, () => loadAll().catch(() => {}));
  look();
  setInterval(round, ROUND_MILLIS);
  round();
}
