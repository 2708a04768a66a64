// A table: columns are [heading, cell of a row, class, label]; the key of a row keeps its input fields with the row. On a phone each row is a list of its cells,
// with their labels beside them; the roles tell that it is a table all the same. The label is the heading, unless that is more than a text.
import { html, nothing } from "../lib.js";
import { repeat } from "../../webjars/lit-html/directives/repeat.js";
import { t } from "../words.js";

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

export const table = (caption, columns, rows, key) => rows.length === 0 ? html`<p class="quiet empty">${t("nothing")}</p>` : html`<div class="table" tabindex="0" role="region" aria-label=${caption}><table role="table">
  <caption class="hidden">${caption}</caption>
  <thead role="rowgroup"><tr role="row">${columns.map(([heading, , kind]) => heading ? html`<th role="columnheader" scope="col" class=${kind ?? nothing}>${heading}</th>` : html`<td role="cell"></td>`)}</tr></thead>
  <tbody role="rowgroup">${repeat(rows, key ?? ((row, i) => i), row => html`<tr role="row">${columns.map(([heading, cell, kind, label = heading]) => html`<td role="cell" class=${kind ?? nothing} data-heading=${label ? capital(label) : nothing}><div>${cell(row)}</div></td>`)}</tr>`)}</tbody>
</table></div>`;
