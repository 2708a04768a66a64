// The page: a header that shows whether the data is current, and below it the content for the address (#/indicators/…,
// #/areas/…).
import { html, render } from "./lib.js";
import { hubNow } from "./clock.js";
import { begin, loadIndicators, onRound, reload } from "./live.js";
import { Problem } from "./load.js";
import { again, change, changeSoon, drawnBy, painted, state } from "./state.js";
import { t } from "./words.js";
import * as wall from "./pages/wall.js";
import { health, healthLine } from "./widgets/health.js";
import { keyForm, onEntered, who } from "./widgets/key.js";
import { loading, wrong } from "./widgets/notice.js";
import { moveOn } from "./widgets/pillars.js";

/**
 * Each page is a module: load(route) requests the data, view() renders it. The wall is loaded immediately, the others
 * when the browser is idle.
 */
const PAGES = {
  "": () => wall,
  indicators: () => import("./pages/indicator.js"),
  areas: () => import("./pages/area.js"),
  agencies: () => import("./pages/agency.js"),
  plans: () => import("./pages/plans.js"),
  releases: () => import("./pages/releases.js"),
  tasks: () => import("./pages/tasks.js"),
  alerts: () => import("./pages/alerts.js"),
  data: () => import("./pages/data.js"),
  operator: () => import("./pages/operator.js"),
};
const MENU = [["", "wall"], ["indicators", "indicators"], ["areas", "areas"], ["agencies", "agencies"], ["plans", "plans"], ["alerts", "alerts"], ["data", "data"], ["operator", "operator"]];

/** Pages that belong to another page of the menu. */
const WITHIN = { releases: "plans", tasks: "plans" };

/** How long the first rendering waits for the numbers, and the modules of the other pages wait after the first page. */
const FIRST_PATIENCE = 300, REST_AFTER = 1_000;

/** Decodes a part of the address; an invalid escape is kept unchanged, because it cannot name a page anyway. */
const decoded = part => { try { return decodeURIComponent(part); } catch { return part; } };

function routeOf(address) {
  const [path, query = ""] = address.replace(/^#\/?/, "").split("?");
  const [name = "", id = ""] = path.split("/").map(decoded);
  return { page: name, id, query: new URLSearchParams(query) };
}

const moduleOf = async name => { try { return await PAGES[name](); } catch { throw new Problem(0, ""); } };

/** Loads the content for the address; a later address wins. */
async function go() {
  const route = routeOf(location.hash);
  const isOther = route.page !== state.route.page || route.id !== state.route.id || state.page === null;
  change({ route, ...(isOther ? { problem: null } : {}), ...(isOther ? { data: null, told: "", isEntering: false } : {}) });
  if (isOther && state.page !== null) { scrollTo(0, 0); document.getElementById("main")?.focus({ preventScroll: true }); }
  try {
    if (!Object.hasOwn(PAGES, route.page)) throw new Problem(404, "");
    const asked = await moduleOf(route.page);
    const data = await asked.load(route);
    if (state.route !== route) return;
    state.page = asked;
    change({ data, problem: null });
  } catch (problem) {
    if (!(problem instanceof Problem)) console.error(problem);
    if (state.route === route) change({ problem: problem instanceof Problem ? problem : new Problem(-1, String(problem)) });
  }
}

/** Refreshes the page, unless somebody is typing in it. */
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

/**
 * Returns the content below the header. A page that cannot be rendered must not break the clock and the health line.
 */
function content() {
  if (state.isEntering) return keyForm();
  if (state.problem) return wrong();
  if (!state.page || state.data === null) return loading();
  try {
    return state.page.view();
  } catch (error) {
    console.error(error);
    state.problem = new Problem(-1, String(error));
    return wrong();
  }
}

const view = () => html`<header class="head">
    <a class="brand" href="#/"><img src="page/icon.svg" alt="" width="40" height="40"><h1>${t("title")}</h1></a>
    <nav aria-label=${t("menu")}>${MENU.map(([name, word]) => html`<a href="#/${name}" aria-current=${(WITHIN[state.route.page] ?? state.route.page) === name ? "page" : "false"}>${t(word)}</a>`)}</nav>
    <div class="tools">${who()}
      <button type="button" lang=${state.language === "vi" ? "en" : "vi"} @click=${setLanguage} id="language">${t("otherLanguage")}</button>
      <button type="button" @click=${setTheme} id="theme">${t(state.theme === "dark" ? "light" : "dark")}</button>
    </div>
    ${healthLine()}
  </header>
  <main id="main" tabindex="-1" class="page-${state.route.page || "wall"}">${content()}</main>`;

/** Headings of long tables stick below the header, whose height depends on the screen size. */
const headHeight = new ResizeObserver(([head]) => document.documentElement.style.setProperty("--head", `${head.target.offsetHeight}px`));
let measured = null;

function draw() {
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = state.theme;
  document.documentElement.classList.toggle("stale", health().grave);
  document.title = `${t(Object.hasOwn(PAGES, state.route.page) ? state.route.page || "wall" : "title")} · ${t("title")}`;
  render(view(), document.getElementById("page"));
  if (!measured) headHeight.observe(measured = document.querySelector(".head"));
}
document.getElementById("skip").addEventListener("click", event => { event.preventDefault(); document.getElementById("main").focus(); });
document.getElementById("skip-alerts").addEventListener("click", event => {
  const open = document.getElementById("open-alerts"); // only on the wall; elsewhere the link opens the page of alerts
  if (open) { event.preventDefault(); open.focus(); }
});
onEntered(() => reload().then(go));
addEventListener("hashchange", go);
setInterval(() => { moveOn(); changeSoon({ now: hubNow() }); }, 1_000);
onRound(refresh, go);
// First the content, in one rendering if it arrives soon; then the live updates; then the modules of the other pages,
// when idle.
const gone = go();
await Promise.race([loadIndicators().catch(() => {}), new Promise(done => setTimeout(done, FIRST_PATIENCE))]);
document.getElementById("page").replaceChildren();
drawnBy(draw);
await painted();
begin();
gone.then(() => setTimeout(() => Object.keys(PAGES).forEach(name => moduleOf(name).catch(() => {})), REST_AFTER));
