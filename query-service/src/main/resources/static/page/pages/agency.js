// One agency: whether it is on time, what was refused, and what it delivered. Without a code: all agencies.
import { d3 } from "../d3.js";
import { html } from "../lib.js";
import { get, query } from "../load.js";
import { cadence, duration, moment, number, thisMonth } from "../format.js";
import { loadSession } from "../live.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { feedState, ORDER, STATES } from "../widgets/feeds.js";
import { reasons } from "../widgets/reason.js";
import { table } from "../widgets/table.js";

export async function load({ id }) {
  if (!id) {
    const [agencies, freshness] = await Promise.all([get("v1/agencies"), get("v1/freshness")]);
    return { agencies: agencies.agencies, feeds: d3.group(freshness.feeds, feed => feed.agency) };
  }
  await loadSession();
  const mayAsk = state.session.role === "operator" || state.session.agency === id;
  const [quality, receipts] = await Promise.all([get(`v1/agencies/${encodeURIComponent(id)}/quality`), mayAsk ? get(`v1/receipts?${query({ agency: id })}`) : null]);
  return { quality, receipts: receipts?.receipts ?? null };
}

export const view = () => state.data.quality ? one(state.data) : list(state.data);

function list({ agencies, feeds }) {
  const rows = d3.sort(agencies, agency => -d3.sum(feeds.get(agency.code) ?? [], feed => ({ never: 1000, silent: 100, overdue: 100, late: 10 })[feed.state] ?? 0), agency => agency.code);
  return html`<h2>${t("agencies")}</h2>${table(t("agencies"), [
    [t("agency"), agency => html`<a href="#/agencies/${agency.code}">${said(agency.name)}</a> <span class="quiet">${agency.code}</span>`],
    ...ORDER.map(word => [feedState(word), agency => number((feeds.get(agency.code) ?? []).filter(feed => feed.state === word).length), "n", t(STATES[word][1])]),
  ], rows)}`;
}

function one({ quality, receipts }) {
  const month = thisMonth();
  return html`<header class="title"><h2>${said(quality.name)}</h2><p class="quiet">${quality.agency} · <a href="v1/reports/agencies/${quality.agency}.html?period=${month}">${t("report")}</a></p></header>
    <section class="panel"><h3>${t("quality")}</h3>${table(t("quality"), [
      [t("type"), feed => html`${said(feed.typeName) || t("unknownType")}<br><code class="quiet">${feed.type}</code>`], [t("state"), feed => feed.state ? feedState(feed.state) : "–"], [t("lastAt"), feed => moment(feed.lastAt)], [t("silentFor"), feed => duration(feed.silentSeconds), "n"], [t("cadence"), feed => cadence(feed.cadence), "n"],
      [t("freshness"), feed => feed.freshness == null ? "–" : `${number(feed.freshness * 100)} %`, "n"], [t("accepted"), feed => number(feed.accepted), "n"], [t("corrected"), feed => number(feed.corrected), "n"], [t("duplicate"), feed => number(feed.duplicate), "n"], [t("rejected"), feed => number(feed.rejected), "n"],
      [t("refused"), feed => reasons(feed.refused)],
    ], quality.feeds)}</section>
    <section class="panel"><h3>${t("receipts")}</h3>${receipts === null ? html`<p class="quiet">${t("ownReceipts")}</p>` : table(t("receipts"), [
      [t("takenAt"), receipt => moment(receipt.takenAt)], [t("channel"), receipt => receipt.channel], [t("type"), receipt => receipt.type ?? "–"], [t("accepted"), receipt => number(receipt.accepted), "n"],
      [t("refused"), receipt => reasons(receipt.refused)], ["id", receipt => html`<code>${receipt.id}</code>`],
    ], receipts.slice(0, 200))}</section>`;
}
