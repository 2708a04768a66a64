// The page: a head that says whether all is true, and below it what the address asks for (#/indicators/…, #/areas/…).
import { html, render } from "./lib.js";
import { hubNow } from "./clock.js";
import { begin, loadAll, onRound } from "./live.js";
import { get, Problem } from "./load.js";
import { change, changeSoon, drawnBy, state } from "./state.js";
import { t } from "./words.js";
import * as agency from "./pages/agency.js";
import * as alerts from "./pages/alerts.js";
import * as area from "./pages/area.js";
import * as data from "./pages/data.js";
import * as indicator from "./pages/indicator.js";
import * as operator from "./pages/operator.js";
import * as tasks from "./pages/tasks.js";
import * as wall from "./pages/wall.js";
import { health, healthLine } from "./widgets/health.js";
import { keyForm, onEntered, who } from "./widgets/key.js";
import { loading, wrong } from "./widgets/notice.js";
import { moveOn } from "./widgets/pillars.js";

/** Each page is a module: load(route) asks the hub, view() draws what was loaded. */
const PAGES = { "": wall, indicators: indicator, areas: area, agencies: agency, tasks, alerts, data, operator };
const MENU = [["", "wall"], ["indicators", "indicators"], ["areas", "areas"], ["agencies", "agencies"], ["tasks", "tasks"], ["alerts", "alerts"], ["data", "data"], ["operator", "operator"]];

let page = null;

/** A broken escape is taken as it stands: it names no page. */
const decoded = part => { try { return decodeURIComponent(part); } catch { return part; } };

function routeOf(address) {
  const [path, query = ""] = address.replace(/^#\/?/, "").split("?");
  const [name = "", id = ""] = path.split("/").map(decoded);
  return { page: name, id, query: new URLSearchParams(query) };
}

/** Loads what the address asks for; a later address wins. */
async function go() {
  const route = routeOf(location.hash);
  const isOther = route.page !== state.route.page || route.id !== state.route.id || page === null;
  change({ route, ...(isOther ? { problem: null } : {}), ...(isOther ? { data: null, told: "", isEntering: false } : {}) });
  if (isOther && page !== null) { scrollTo(0, 0); document.getElementById("main")?.focus({ preventScroll: true }); }
  try {
    page = PAGES[route.page] ?? null;
    if (page === null) throw new Problem(404, "");
    const data = await page.load(route);
    if (state.route === route) change({ data, problem: null });
  } catch (problem) {
    if (!(problem instanceof Problem)) console.error(problem);
    if (state.route === route) change({ problem: problem instanceof Problem ? problem : new Problem(-1, String(problem)) });
  }
}

/** Loads the page's data again, after something was done; what is drawn stays until then. */
export async function again() {
  const route = state.route;
  if (page === null || state.data === null) return;
  const data = await page.load(route);
  if (state.route === route) change({ data });
}

/** What the page shows follows what happens, unless somebody is writing something in it. */
const refresh = async () => { if (!document.querySelector("main form:focus-within, main select:focus")) await again(); };

function setLanguage() {
  const language = state.language === "vi" ? "en" : "vi";
  localStorage.setItem("language", language);
  change({ language });
}

function setTheme() {
  const theme = state.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", theme);
  change({ theme });
}

/** What is below the head. A page that cannot be drawn must not take the clock and the health line with it. */
function content() {
  if (state.isEntering) return keyForm();
  if (state.problem) return wrong();
  if (!page || state.data === null) return loading();
  try {
    return page.view();
  } catch (error) {
    console.error(error);
    state.problem = new Problem(-1, String(error));
    return wrong();
  }
}

const view = () => html`<header class="head">
    <a class="brand" href="#/"><img src="page/icon.svg" alt="" width="40" height="40"><h1>${t("title")}</h1></a>
    <nav aria-label=${t("menu")}>${MENU.map(([name, word]) => html`<a href="#/${name}" aria-current=${state.route.page === name ? "page" : "false"}>${t(word)}</a>`)}</nav>
    <div class="tools">${who()}
      <button type="button" lang=${state.language === "vi" ? "en" : "vi"} @click=${setLanguage} id="language">${t("otherLanguage")}</button>
      <button type="button" @click=${setTheme} id="theme">${t(state.theme === "dark" ? "light" : "dark")}</button>
    </div>
    ${healthLine()}
  </header>
  <main id="main" tabindex="-1" class="page-${state.route.page || "wall"}">${content()}</main>`;

/** Headings of long tables stick below the head, which has more rows on smaller screens. */
const headHeight = new ResizeObserver(([head]) => document.documentElement.style.setProperty("--head", `${head.target.offsetHeight}px`));
let measured = null;

drawnBy(() => {
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = state.theme;
  document.documentElement.classList.toggle("stale", health().grave);
  document.title = `${t(MENU.find(([name]) => name === state.route.page)?.[1] ?? "title")} · ${t("title")}`;
  render(view(), document.getElementById("page"));
  if (!measured) headHeight.observe(measured = document.querySelector(".head"));
});
document.getElementById("page").replaceChildren();
document.getElementById("skip").addEventListener("click", event => { event.preventDefault(); document.getElementById("main").focus(); });
onEntered(() => loadAll().then(go, go));
addEventListener("hashchange", go);
setInterval(() => { moveOn(); changeSoon({ now: hubNow() }); }, 1_000);
onRound(refresh, go);
get("v1/session").then(session => change({ session }), () => {}).then(() => { go(); begin(); });
