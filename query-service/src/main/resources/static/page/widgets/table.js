// A table: columns are [heading, cell of a row, class]; the key of a row keeps its input fields with the row.
import { html, nothing } from "../lib.js";
import { repeat } from "../../webjars/lit-html/directives/repeat.js";
import { t } from "../words.js";

export const table = (caption, columns, rows, key) => rows.length === 0 ? html`<p class="quiet empty">${t("nothing")}</p>` : html`<div class="table" tabindex="0" role="region" aria-label=${caption}><table>
  <caption class="hidden">${caption}</caption>
  <thead><tr>${columns.map(([heading, , kind]) => heading ? html`<th scope="col" class=${kind ?? nothing}>${heading}</th>` : html`<td></td>`)}</tr></thead>
  <tbody>${repeat(rows, key ?? ((row, i) => i), row => html`<tr>${columns.map(([, cell, kind]) => html`<td class=${kind ?? nothing}>${cell(row)}</td>`)}</tr>`)}</tbody>
</table></div>`;
