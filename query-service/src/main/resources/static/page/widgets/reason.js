// Why events were refused or rejected: in words, with the code beside them that programs and logs have.
import { html } from "../lib.js";
import { number } from "../format.js";
import { reasonText } from "../words.js";

export const reason = code => html`${reasonText(code)} <code class="quiet">${code}</code>`;

/** How many events each reason had. */
export const reasons = counts => Object.entries(counts).map(([code, n]) => html`<div>${reason(code)} ${number(n)}</div>`);
