// The shape that shows the state of a value relative to its target. Shape and word, not just colour.
import { svg, html } from "../lib.js";
import { t } from "../words.js";

/** Shapes around the centre; the filled ones have equal areas, except the small triangle. */
const CIRCLE = "M5.4,0a5.4,5.4 0 1 1 -10.8,0a5.4,5.4 0 1 1 10.8,0", DIAMOND = "M0,-8.8L5.1,0L0,8.8L-5.1,0Z", SQUARE = "M-4.7,-4.7h9.5v9.5h-9.5Z", CROSS = "M-5.8,-5.8L5.8,5.8M-5.8,5.8L5.8,-5.8",
  SMALL_TRIANGLE = "M0,-6.5L5.6,3.2L-5.6,3.2Z", TRIANGLE = "M0,-8.3L7.2,4.2L-7.2,4.2Z";
const SHAPES = { met: CIRCLE, near: DIAMOND, short: SMALL_TRIANGLE, free: SQUARE, none: CROSS, extreme: SQUARE, severe: TRIANGLE, moderate: DIAMOND, minor: CIRCLE };
const shape = word => SHAPES[word] ?? CROSS;

/** The shape only, for use in a drawing. */
export const markPath = (word, x, y) => svg`<path class="mark ${word}" d=${shape(word)} transform="translate(${x},${y})"></path>`;

/** The shape next to its written word. Not a font character, because not every font has all shapes. */
export const sign = word => html`<svg class="sign" viewBox="-8 -8 16 16" aria-hidden="true"><path d=${shape(word)}></path></svg>`;

/** The shape as a small image labelled with its word. */
export const mark = word => html`<svg class="mark ${word}" viewBox="-8 -8 16 16" role="img" aria-label=${t(word)}><path d=${shape(word)}></path></svg>`;
