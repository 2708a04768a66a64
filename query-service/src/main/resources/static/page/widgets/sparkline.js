// A sparkline: a small line next to a number that shows its recent course.
import { svg, html } from "../lib.js";

const WIDTH = 160, HEIGHT = 36, ROOM = 4;

export function sparkline(trend) {
  const points = (trend?.points ?? []).filter(([, value]) => value != null);
  if (points.length < 2) return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"></svg>`;
  const values = points.map(([, value]) => value);
  const least = Math.min(...values), span = Math.max(...values) - least;
  const x = i => (ROOM + i * (WIDTH - 2 * ROOM) / (points.length - 1)).toFixed(1);
  const y = value => (HEIGHT - ROOM - (span ? (value - least) / span : 0.5) * (HEIGHT - 2 * ROOM)).toFixed(1);
  const line = values.map((value, i) => `${x(i)},${y(value)}`).join("L");
  const end = x(points.length - 1);
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<path class="ground" d="M${ROOM},${HEIGHT}L${line}L${end},${HEIGHT}Z"></path>
    <path class="line" vector-effect="non-scaling-stroke" d="M${line}"></path>
    <path class="end" vector-effect="non-scaling-stroke" d="M${end},${y(values.at(-1))}h0"></path>`}
  </svg>`;
}
