// A small line beside a number: how it has been going.
import { d3, svg, html } from "../lib.js";

const WIDTH = 160, HEIGHT = 36, ROOM = 4;

export function sparkline(trend) {
  const points = (trend?.points ?? []).filter(([, value]) => value != null);
  if (points.length < 2) return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"></svg>`;
  const x = d3.scalePoint(points.map(([period]) => period), [ROOM, WIDTH - ROOM]);
  const y = d3.scaleLinear(d3.extent(points, ([, value]) => value), [HEIGHT - ROOM, ROOM]);
  const [last, value] = points.at(-1);
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<path class="ground" d=${d3.area(([period]) => x(period), HEIGHT, ([, v]) => y(v))(points)}></path>
    <path class="line" vector-effect="non-scaling-stroke" d=${d3.line(([period]) => x(period), ([, v]) => y(v))(points)}></path>
    <path class="end" vector-effect="non-scaling-stroke" d="M${x(last)},${y(value)}h0"></path>`}
  </svg>`;
}
