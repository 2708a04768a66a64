// The shape that says how a value stands to its target. Shape and word, not colour alone.
import { d3, svg, html } from "../lib.js";
import { t } from "../words.js";

const SYMBOLS = {
  met: d3.symbolCircle, near: d3.symbolDiamond, short: d3.symbolTriangle2, free: d3.symbolSquare, none: d3.symbolTimes,
  extreme: d3.symbolSquare, severe: d3.symbolTriangle, moderate: d3.symbolDiamond, minor: d3.symbolCircle,
};
const shape = word => d3.symbol(SYMBOLS[word] ?? d3.symbolTimes, 90)();

/** The shape alone, for within a drawing. */
export const markPath = (word, x, y) => svg`<path class="mark ${word}" d=${shape(word)} transform="translate(${x},${y})"></path>`;

/** The shape beside its word, where that is written out. No letter of a font: not every machine's has all shapes. */
export const sign = word => html`<svg class="sign" viewBox="-8 -8 16 16" aria-hidden="true"><path d=${shape(word)}></path></svg>`;

/** The shape as a small picture with its word. */
export const mark = word => html`<svg class="mark ${word}" viewBox="-8 -8 16 16" role="img" aria-label=${t(word)}><path d=${shape(word)}></path></svg>`;
