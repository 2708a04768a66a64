// The operator's page: quarantines, dead letters, recounts, and whether any event was lost.
import { d3 } from "../d3.js";
import { html, nothing } from "../lib.js";
import { get, Problem, send } from "../load.js";
import { loadSession } from "../live.js";
import { moment, number } from "../format.js";
import { again, change, state } from "../state.js";
import { said, t } from "../words.js";
import { sentence } from "../widgets/notice.js";
import { reason } from "../widgets/reason.js";
import { table } from "../widgets/table.js";

/** Maximum number of dead letters in a response. */
const LETTERS = 1_000;

export async function load() {
  await loadSession();
  if (state.session.role === null) throw new Problem(401, "");
  if (state.session.role !== "operator") throw new Problem(403, "");
  const [quarantines, letters, indicators, reconciliation, agencies] = await Promise.all([get("v1/quarantines").catch(problem => problem), get("v1/dead-letters"), get("v1/indicators"), get("v1/reconciliation").catch(problem => problem), get("v1/agencies")]);
  return { quarantines, letters: letters.deadLetters, underway: indicators.indicators.filter(indicator => indicator.underway), reconciliation, agencies: agencies.agencies };
}

/** Runs an action once, even if the button is pressed repeatedly, shows the result, and reloads the page. */
async function act(event, deed) {
  event.preventDefault();
  const form = event.target;
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  change({ told: `${t("working")} …` });
  try {
    const told = await deed(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value || null])));
    change({ told });
  } catch (problem) { change({ told: problem.message || t("unsure") }); }
  form.removeAttribute("aria-busy");
  await again().catch(() => {});
}

/** Adds the city's offset to the value of a date-time field. */
const inCity = moment => moment && `${moment}:00+07:00`;

const hold = event => act(event, async form => { await send("POST", "v1/quarantines", { ...form, from: inCity(form.from), to: inCity(form.to) }); return "✓"; });
const release = (event, id) => act(event, async () => { await send("DELETE", `v1/quarantines/${encodeURIComponent(id)}`); return "✓"; });
const redrive = event => act(event, async form => {
  const isDry = event.submitter.value === "count";
  let found = 0, redriven = 0, gone = 0, more = form;
  while (more) { // a thousand at a time
    const part = await send("POST", `v1/redrives?dryRun=${isDry}`, more);
    found += part.found;
    redriven += part.redriven;
    gone += part.gone;
    more = part.next && { ...form, since: part.next, until: part.until }; // events rejected again in the meantime wait for the next re-drive
  }
  return `${t("found")} ${number(found)}${isDry ? "" : ` · ${t("redriven")} ${number(redriven)}`}${gone ? ` · ${t("gone")} ${number(gone)}` : ""}`;
});

const agencyChoice = (agencies, required) => html`<label>${t("agency")} <select name="agency" ?required=${required}>${required ? nothing : html`<option value="">${t("all")}</option>`}${agencies.map(agency => html`<option value=${agency.code}>${said(agency.name)}</option>`)}</select></label>`;

export function view() {
  const { quarantines, letters, underway, reconciliation, agencies } = state.data;
  const counts = d3.rollups(letters, of => of.length, letter => letter.reason);
  return html`<h2>${t("operator")}</h2><p role="status" class="told">${state.told}</p>
    <section class="panel"><h3>${t("reconciliation")}</h3>${reconciliation instanceof Problem ? html`<p class="wrong">${sentence(reconciliation)}</p>` : html`<p class="sum">${["accepted", "applied", "duplicate", "superseded", "rejected", "pending", "difference"].map(word => html`<span class=${word === "difference" && reconciliation.total.difference !== 0 ? "wrong" : ""}><b>${number(reconciliation.total[word])}</b> ${t(word)}</span>`)}</p>`}</section>
    <section class="panel"><h3>${t("quarantines")}</h3>
      ${quarantines instanceof Problem ? html`<p class="wrong">${sentence(quarantines)}</p>` : table(t("quarantines"), [[t("agency"), row => row.agency], [t("type"), row => row.type ?? t("all")], [t("subject"), row => row.subject ?? t("all")], [t("period"), row => `${moment(row.from)} – ${moment(row.to)}`], [t("reason"), row => row.why], ["", row => html`<form class="line" @submit=${event => release(event, row.id)}><button type="submit">${t("release")}</button></form>`]], quarantines.quarantines)}
      <form class="line" @submit=${hold}>${agencyChoice(agencies, true)}<label>${t("type")} <input name="type"></label><label>${t("subject")} <input name="subject"></label><label>${t("from")} <input name="from" type="datetime-local"></label><label>${t("to")} <input name="to" type="datetime-local"></label><label>${t("reason")} <input name="why" required></label><button type="submit">${t("hold")}</button></form></section>
    <section class="panel"><h3>${t("deadLetters")}</h3>
      ${letters.length < LETTERS ? nothing : html`<p class="quiet">${t("ofNewest")} ${number(LETTERS)}</p>`}
      <p class="sum">${d3.sort(counts, ([, n]) => -n).map(([code, n]) => html`<span><b>${number(n)}</b> ${reason(code)}</span>`)}</p>
      <form class="line" @submit=${redrive}>${agencyChoice(agencies, false)}<label>${t("type")} <input name="type"></label><button type="submit" value="count">${t("count")}</button><button type="submit" value="drive">${t("redrive")}</button></form>
      ${table(t("deadLetters"), [[t("recordedAt"), letter => moment(letter.recordedAt)], [t("reason"), letter => reason(letter.reason)], [t("agency"), letter => letter.agency ?? "–"], [t("type"), letter => (letter.type ?? "–").replace("vn.hanoi.", "")], [t("subject"), letter => letter.subject ?? "–"], [t("detail"), letter => letter.detail], ["", letter => letter.stage]], letters.slice(0, 200))}</section>
    <section class="panel"><h3>${t("definitions")}</h3>${underway.length === 0 ? html`<p class="quiet">${t("noUnderway")}</p>` : table(t("definitions"), [[t("indicators"), indicator => html`<a href="#/indicators/${indicator.id}">${said(indicator.name)}</a>`], [t("version"), indicator => `${indicator.version} → ${indicator.underway.version}`], [t("counted"), indicator => html`<progress value=${indicator.underway.counted} aria-label=${t("counted")}></progress> ${number(indicator.underway.counted * 100)}\u00a0%`]], underway)}</section>
`;
}
