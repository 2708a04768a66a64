// Late, silent and overdue feeds: the expected feeds, compared with their cadence or their due moments.
import { d3 } from "../d3.js";
import { html } from "../lib.js";
import { cadence, duration, number } from "../format.js";
import { state } from "../state.js";
import { said, t } from "../words.js";

export const ORDER = ["never", "silent", "overdue", "late", "on-time"];
export const STATES = { silent: ["▼", "silent"], overdue: ["▼", "overdue"], late: ["◆", "lateFeed"], never: ["✕", "never"], "on-time": ["●", "onTime"] };
export const feedState = word => html`<span class="feed-state ${word}"><i aria-hidden="true">${STATES[word]?.[0] ?? ""}</i> ${t(STATES[word]?.[1] ?? "none")}</span>`;

const quietStations = feed => (feed.stations?.late ?? 0) + (feed.stations?.silent ?? 0);
const all = feed => quietStations(feed) + feed.stations.onTime;
// A feed is on time if any of its stations is, so stations that are not on time are listed.
export const stationNames = feed => quietStations(feed) === 0 ? "" : html`<span class="quiet">${number(quietStations(feed))}/${number(all(feed))} ${t("quietStations")}: ${feed.stations.notOnTime.slice(0, 5).map(station => station.station).join(", ")}${quietStations(feed) > 5 ? " …" : ""}</span>`;

export const byLateness = feeds => d3.sort(feeds, feed => ORDER.indexOf(feed.state), feed => -(feed.silentSeconds ?? 0));

export function feedList() {
  const late = byLateness(state.feeds.filter(feed => ["late", "silent", "overdue"].includes(feed.state) || quietStations(feed) > 0));
  const never = state.feeds.filter(feed => feed.state === "never").length;
  return html`<section class="list ${late.length ? "" : "short-list"}" aria-label=${t("lateFeeds")}>
    <h2><a href="#/agencies">${t("lateFeeds")}</a> <span class="count ${late.length ? "wrong" : ""}">${number(state.feeds.length === 0 ? null : late.length)}</span></h2>
    ${never ? html`<p class="never-first"><i aria-hidden="true">✕</i> <a href="#/agencies"><strong>${number(never)}/${number(state.feeds.length)}</strong> ${t("neverFeeds")}</a></p>` : ""}
    ${late.length === 0 ? html`<p class="quiet">${state.feeds.length === 0 ? t("loading") : never ? t("noneLateHeard") : `✓ ${t("noneLate")}`}</p>` : html`<ul tabindex="0">${late.slice(0, 60).map(feed => html`<li class=${feed.state}>
      ${feedState(feed.state)} <a href="#/agencies/${feed.agency}"><strong>${said(feed.agencyName)}</strong></a>
      <span class="quiet">${said(feed.typeName) || feed.type} · ${feed.silentSeconds == null ? cadence(feed.cadence) : `${duration(feed.silentSeconds)} / ${cadence(feed.cadence)}`}</span>
      ${stationNames(feed)}
    </li>`)}</ul>`}
  </section>`;
}
