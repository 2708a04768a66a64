// A value on a scale with its target: the bar is the value, the notch is what is asked for.
import { d3, html, svg, nothing } from "../lib.js";
import { number, unit } from "../format.js";
import { standing } from "../standing.js";
import { t } from "../words.js";
import { mark } from "./mark.js";

const WIDTH = 100, HEIGHT = 8;

function bar(row, percent) {
  const x = d3.scaleLinear([0, percent ? 100 : d3.max([row.value, row.target]) * 1.15 || 1], [0, WIDTH]).clamp(true);
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="scale" width=${WIDTH} height=${HEIGHT}></rect>
    <rect class="fill" width=${x(row.value)} height=${HEIGHT}></rect>
    <rect class="notch" x=${Math.min(x(row.target), WIDTH - 1) - 0.5} width="1.5" height=${HEIGHT}></rect>`}
  </svg>`;
}

/** What is asked for, and how far it is. */
export function target(row, indicator) {
  const word = standing(row);
  if (row?.value == null) return html`<p class="target none">${mark("none")} ${t("none")}</p>`;
  if (row.target == null) return html`<p class="target free">${mark("free")} ${t("free")}</p>`;
  const sign = indicator.direction === "down" ? "≤" : "≥";
  const points = unit(indicator.unit).startsWith("%") ? " %" : "";
  const gap = Math.abs(row.gap);
  return html`${bar(row, indicator.unit === "%")}
    <p class="target ${word}">${mark(word)} ${t("target")} ${sign} ${number(row.target)}${points}${gap ? html` · ${t(row.met ? "over" : "gap")} ${number(gap)}` : nothing}</p>`;
}
