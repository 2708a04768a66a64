// The first page: each indicator's latest city value, live. State is one map; a change draws one tile anew.
const WORDS = {
  vi: { live: "Thành phố trực tiếp", dg: "Chính quyền số", de: "Kinh tế số", ds: "Xã hội số", da: "Số hóa và lưu trữ điện tử",
        none: "chưa có dữ liệu", target: "mục tiêu", events: "sự kiện", coverage: "độ phủ", asOf: "số liệu lúc", lost: "mất kết nối, đang nối lại …" },
  en: { live: "Live city", dg: "Digital government", de: "Digital economy", ds: "Digital society", da: "Digitisation and e-archives",
        none: "no data yet", target: "target", events: "events", coverage: "coverage", asOf: "data as of", lost: "connection lost, reconnecting …" },
};
const PILLARS = ["dg", "de", "ds", "da", "live"];
let language = localStorage.getItem("language") ?? "vi";
let indicators = new Map();
let asOf = null;

const words = () => WORDS[language];
const number = (n, digits = 1) => n.toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: digits });

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function tile(indicator) {
  const latest = indicator.latest;
  const card = element("article");
  card.id = indicator.id;
  card.title = indicator.formula[language];
  card.append(element("h3", "", indicator.name[language]));
  const value = element("div", "value", latest?.value == null ? "–" : number(latest.value, indicator.unit === "ratio" ? 2 : 1));
  if (latest?.value != null && indicator.unit !== "ratio") value.append(element("small", "", " " + indicator.unit));
  if (latest?.category) {
    const badge = element("span", "badge", latest.category[language]);
    badge.style.borderColor = latest.category.colour;
    value.append(" ", badge);
  }
  card.append(value);
  if (latest?.target != null && latest.value != null) {
    const met = indicator.direction === "up" ? latest.gap >= 0 : latest.gap <= 0;
    card.append(element("div", "target " + (met ? "good" : "short"), `${met ? "✓" : "▼"} ${words().target} ${number(latest.target)} (${latest.gap > 0 ? "+" : ""}${number(latest.gap)})`));
  }
  const coverage = latest?.coverage == null ? "" : ` · ${words().coverage} ${number(latest.coverage * 100, 0)} %`;
  card.append(element("p", "detail", latest ? `${latest.period} · ${number(latest.events)} ${words().events}${coverage}` : words().none));
  return card;
}

function draw() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-vi]").forEach(e => { e.textContent = e.dataset[language]; });
  document.getElementById("language").textContent = language === "vi" ? "English" : "Tiếng Việt";
  const main = document.getElementById("pillars");
  main.replaceChildren();
  for (const pillar of PILLARS) {
    const members = [...indicators.values()].filter(indicator => indicator.pillar === pillar);
    if (members.length === 0) continue;
    const tiles = element("div", "tiles");
    tiles.append(...members.map(tile));
    main.append(element("h2", "", words()[pillar]), tiles);
  }
  said();
}

function said(lost = false) {
  const line = document.getElementById("freshness");
  line.classList.toggle("stale", lost);
  line.textContent = lost ? words().lost : asOf ? `${words().asOf} ${new Date(asOf).toLocaleTimeString(language === "vi" ? "vi-VN" : "en-GB", { timeZone: "Asia/Ho_Chi_Minh" })}` : "";
}

async function load() {
  const answer = await (await fetch("v1/indicators")).json();
  indicators = new Map(answer.indicators.map(indicator => [indicator.id, indicator]));
  asOf = answer.indicators.map(i => i.latest?.recordedAt).filter(Boolean).sort().at(-1) ?? null;
  draw();
}

function changed(row) {
  asOf = row.recordedAt;
  said();
  const indicator = indicators.get(row.indicator);
  const latest = indicator?.latest;
  if (!indicator || (latest && row.period.length !== latest.period.length) || (latest && row.start < latest.start)) return;
  if (!latest) { load(); return; }
  indicator.latest = row;
  const card = tile(indicator);
  document.getElementById(indicator.id)?.replaceWith(card);
  card.classList.add("changed");
  requestAnimationFrame(() => requestAnimationFrame(() => card.classList.remove("changed")));
}

document.getElementById("language").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  localStorage.setItem("language", language);
  draw();
});

await load();
const live = new EventSource("v1/live?area=01");
live.addEventListener("value", event => changed(JSON.parse(event.data)));
live.addEventListener("resync", load);
live.addEventListener("open", () => said());
live.addEventListener("error", () => said(true));
