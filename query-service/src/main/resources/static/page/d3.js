// D3, for maps, charts and lists in order. It is large: what the wall's first look needs does without it (a test sees to that).
import "../webjars/d3/dist/d3.min.js";

export const d3 = globalThis.d3;
