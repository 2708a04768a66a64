// A value on a scale with its target: the bar is the value, the notch is the target.
import { html, svg, nothing } from "../lib.js";
import { difference, number, quantity } from "../format.js";
import { standing } from "../standing.js";
import { said, t } from "../words.js";
import { mark } from "./mark.js";

const WIDTH = 100, HEIGHT = 8;
const LEVELS = { 2: "city", 3: "district", 5: "commune" };

function bar(row, percent) {
  const end = percent ? 100 : Math.max(row.value, row.target) * 1.15 || 1;
  const x = value => Math.min(1, Math.max(0, value / end)) * WIDTH;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="scale" width=${WIDTH} height=${HEIGHT}></rect>
    <rect class="fill" width=${x(row.value)} height=${HEIGHT}></rect>
    <rect class="notch" x=${Math.min(x(row.target), WIDTH - 1) - 0.5} width="1.5" height=${HEIGHT}></rect>`}
  </svg>`;
}

/** Returns the target for the row's level and year, or for the last earlier year. */
const binding = (row, indicator) => indicator.targets.filter(one => one.level === LEVELS[row.area.length] && one.year <= Number(row.period.slice(0, 4))).sort((a, b) => b.year - a.year)[0]
  ?? indicator.targets.find(one => one.level === LEVELS[row.area.length] && one.value === row.target);

const SIGNS = { "<=": "≤", "<": "<", ">=": "≥", ">": ">" };

/** Writes what a target asks for: a number in the indicator's unit, a range, growth in per cent, or the act's words. */
export function goal(target, unit) {
  if (target.value == null) return said(target.words ?? target.milestone);
  if (target.to != null) return `${number(target.value)} – ${quantity(target.to, unit)}`;
  const sign = SIGNS[target.comparison] ?? "";
  return target.kind === "growth" ? `${t("growth")} ${sign} ${quantity(target.value, "%")} ${t("overYearBefore")}` : `${sign} ${quantity(target.value, unit)}`;
}

/** Kinds of targets that no value is compared with. */
const UNCOMPARED = { growth: "target", milestone: "milestone" };

/** Shows the target, and the distance to it. */
export function target(row, indicator) {
  const word = standing(row);
  if (row?.value == null) return html`<p class="target none">${mark("none")} ${t("none")}</p>`;
  const asked = binding(row, indicator);
  if (row.target == null) return html`<p class="target free">${mark("free")} ${UNCOMPARED[asked?.kind] ? `${t(UNCOMPARED[asked.kind])}: ${goal(asked)}` : t("free")}</p>`;
  const wanted = goal(asked?.value === row.target ? asked : { value: row.target, comparison: ">=" }, indicator.unit.startsWith("%") ? indicator.unit : "");
  const gap = Math.abs(row.gap);
  return html`${bar(row, indicator.unit === "%")}
    <p class="target ${word}">${mark(word)} <span class="word">${t("target")}</span> ${wanted}${gap ? html` · ${t(row.met ? "over" : row.gap > 0 ? "tooHigh" : "gap")} ${difference(gap)}` : nothing}</p>`;
}
