// D3, for maps, charts and sorted lists. It is large, so the first view of the wall must not depend on it (a test
// checks that).
import "../webjars/d3/dist/d3.min.js";

export const d3 = globalThis.d3;
