// The library that renders every page, imported only here (d3.js and table.js import the others). The service includes
// it (WebJars); nothing is fetched from elsewhere.
export { html, svg, nothing, render } from "../webjars/lit-html/lit-html.js";
