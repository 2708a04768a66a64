// A chart of values over time, with their targets.
import { d3 } from "../d3.js";
import { html, svg } from "../lib.js";
import { number, period, quantity, unit } from "../format.js";
import { said, t } from "../words.js";
import { table } from "./table.js";

const WIDTH = 1300, HEIGHT = 300, LEFT = 84, RIGHT = 48, TOP = 16, BOTTOM = 34;
const TICKS = 10;

/**
 * @param rows oldest first
 * @param levels alarm levels of the values, lowest first
 */
export function chart(indicator, rows, levels = []) {
  const points = rows.filter(row => row.value != null);
  if (points.length === 0) return html`<p class="quiet empty">${t("nothing")}</p>`;
  const x = d3.scaleUtc(d3.extent(rows, row => new Date(row.start)), [LEFT, WIDTH - RIGHT]);
  const numbers = [...points.flatMap(row => [row.value, ...(row.target == null ? [] : [row.target])]), ...levels];
  const y = d3.scaleLinear(indicator.unit === "%" && d3.max(numbers) <= 100 && d3.min(numbers) >= 0 ? [0, 100] : d3.extent(numbers), [HEIGHT - BOTTOM, TOP]).nice();
  const at = row => x(new Date(row.start));
  const line = d3.line(at, row => y(row.value)).defined(row => row.value != null);
  const asked = d3.line(at, row => y(row.target)).defined(row => row.target != null).curve(d3.curveStepAfter);
  const every = Math.max(1, Math.ceil(rows.length / TICKS));
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${said(indicator.name)}: ${period(points[0].period)} ${quantity(points[0].value, indicator.unit)}, ${period(points.at(-1).period)} ${quantity(points.at(-1).value, indicator.unit)}">
    ${y.ticks(5).map(tick => svg`<g transform="translate(0,${y(tick)})"><line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT}></line><text class="axis" x=${LEFT - 8} dy="0.35em" text-anchor="end">${number(tick)}</text></g>`)}
    <text class="axis" x="4" y="12">${unit(indicator.unit)}</text>
    ${rows.filter((row, i) => i % every === 0).map(row => svg`<text class="axis ${rows.indexOf(row) % (3 * every) ? "some" : ""}" x=${at(row)} y=${HEIGHT - 12} text-anchor="middle">${period(row.period)}</text>`)}
    ${levels.map((level, i) => svg`<g class="threshold" transform="translate(0,${y(level)})"><line x1=${LEFT} x2=${WIDTH - RIGHT}></line><text class="axis" x=${WIDTH - RIGHT} dy="-0.35em" text-anchor="end">${t("alarmLevel")}${i + 1} · ${number(level)}</text></g>`)}
    <path class="asked" d=${asked(rows) ?? ""}></path>
    <path class="line" d=${line(rows) ?? ""}></path>
    ${points.length > 120 ? "" : points.map(row => svg`<circle class="point ${row.status}" cx=${at(row)} cy=${y(row.value)} r="4"><title>${period(row.period)}: ${quantity(row.value, indicator.unit)} · ${t(row.status)}</title></circle>`)}
  </svg>
  <p class="legend"><span><i class="key line"></i>${t("value")}</span>${points.some(row => row.target != null) ? html`<span><i class="key asked"></i>${t("target")}</span>` : ""}</p>
  <details><summary>${t("asTable")}</summary>${table(t("series"), [[t("period"), row => period(row.period)], [t("value"), row => quantity(row.value, indicator.unit), "n"], [t("target"), row => number(row.target), "n"], [t("status"), row => t(row.status)]], [...points].reverse())}</details>`;
}
