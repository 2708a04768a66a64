// The 201 tasks of the plan, by group and by lead agency.
import { html } from "../lib.js";
import { get } from "../load.js";
import { state } from "../state.js";
import { joined, number, period } from "../format.js";
import { said, t } from "../words.js";
import { table } from "../widgets/table.js";
import { parts, taskBar } from "../widgets/tasks.js";

export async function load() {
  const [tasks, agencies] = await Promise.all([get("v1/tasks"), get("v1/agencies")]);
  return { tasks, names: new Map(agencies.agencies.map(agency => [agency.code, agency.name])) };
}

export function view() {
  const { tasks, names } = state.data;
  if (!tasks.total.tasks) return html`<p class="notice">${t("nothing")}</p>`;
  return html`<h2>${joined(t("tasksPillar"), period(tasks.total.month))}</h2>
    <section class="panel">${taskBar(tasks.total, t("total"))}</section>
    <section class="panel"><h3>${t("group")}</h3>${tasks.groups.map(row => taskBar(row, t(row.group)))}</section>
    <section class="panel"><h3>${t("lead")}</h3>${table(t("lead"), [
      [t("lead"), row => html`<a href="#/agencies/${row.leadAgency}">${said(names.get(row.leadAgency)) || row.leadAgency}</a>`], [t("total"), row => number(row.tasks), "n"],
      ...["done", "running", "dueSoon", "overdue"].map(word => [t(word), row => number(parts(row)[word]), "n"]),
    ], tasks.leadAgencies)}</section>`;
}
