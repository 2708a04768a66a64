// What every page is drawn with, named in this one place (d3.js and table.js have the others). The service brings it along (WebJars); nothing is fetched from anywhere else.
export { html, svg, nothing, render } from "../webjars/lit-html/lit-html.js";
