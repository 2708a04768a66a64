// What anyone may use: open data, topics, the API.
import { html } from "../lib.js";
import { get } from "../load.js";
import { state } from "../state.js";
import { t } from "../words.js";
import { table } from "../widgets/table.js";

export async function load() {
  const catalogue = await get("open-data/catalog.jsonld", undefined, "application/ld+json");
  return { datasets: datasets(catalogue) };
}

const text = (value, language) => {
  const all = [value].flat().filter(Boolean);
  return (all.find(one => one["@language"] === language) ?? all[0])?.["@value"] ?? all[0] ?? "";
};

function datasets(catalogue) {
  const graph = catalogue["@graph"] ?? [catalogue];
  const found = graph.flatMap(node => node.dataset ?? node["dcat:dataset"] ?? []).concat(graph.filter(node => [node["@type"]].flat().some(type => /Dataset$/.test(type ?? ""))));
  return found.filter(node => typeof node === "object").map(node => ({ id: (node["@id"] ?? "").split("/").at(-1), title: node.title ?? node["dct:title"] ?? node["dcterms:title"] }));
}

const FILES = ["csv", "json", "parquet", "xlsx"];

export const view = () => html`<h2>${t("openData")}</h2><p>${t("dataHelp")}</p>
  <p class="choices"><a href="open-data/catalog.jsonld">${t("catalogue")}</a><a href="openapi.json">${t("api")}</a><a href="asyncapi.json">${t("topics")}</a><a href="sensorthings/v1.1">SensorThings</a><a href="ngsi-ld/v1/entities?type=KeyPerformanceIndicator">NGSI-LD</a></p>
  ${table(t("datasets"), [[t("name"), set => text(set.title, state.language)], ["id", set => html`<code>${set.id}</code>`], [t("files"), set => FILES.map(file => html`<a class="file" href="open-data/${set.id}.${file}${file === "csv" ? "?bom=true" : ""}" download>${file.toUpperCase()}</a> `)]], state.data.datasets)}`;
