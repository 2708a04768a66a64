// The libraries, named in this one place. The service brings them along (WebJars); nothing is fetched from anywhere else.
import "../webjars/d3/dist/d3.min.js";

export { html, svg, nothing, render } from "../webjars/lit-html/lit-html.js";
export { repeat } from "../webjars/lit-html/directives/repeat.js";
export const d3 = globalThis.d3;
