// The libraries of every page, named in this one place (tables have one more). The service brings them along (WebJars); nothing is fetched from anywhere else.
import "../webjars/d3/dist/d3.min.js";

export { html, svg, nothing, render } from "../webjars/lit-html/lit-html.js";
export const d3 = globalThis.d3;
