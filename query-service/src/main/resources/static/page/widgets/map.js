// The 126 communes, coloured by an indicator. Without boundaries each is a circle sized by its population (a Dorling
// cartogram), so that the small, dense inner wards are readable; with boundaries (HUB_BOUNDARIES) the land itself can
// be drawn.
import { d3 } from "../d3.js";
import { html, svg, nothing } from "../lib.js";
import { number, period, quantity } from "../format.js";
import { standing } from "../standing.js";
import { state } from "../state.js";
import { said, t } from "../words.js";
import { explained } from "./tile.js";

const WIDTH = 1000, HEIGHT = 860, STEPS = 5;
/** Number of steps in which the circles are moved. */
const ROUNDS = 120;
/**
 * Share of these steps in which the circles grow to full size: they are placed while small, so that neighbours stay
 * neighbours.
 */
const GROWING = 0.8;
/** Share of the drawing that the circles cover. */
const COVER = 0.42;

/** The Red River through the city, longitude and latitude, downstream: readers find their way by it. */
const RED_RIVER = [[105.3, 21.27], [105.35, 21.255], [105.4, 21.285], [105.445, 21.3], [105.475, 21.23], [105.505, 21.165], [105.56, 21.15], [105.62, 21.165], [105.68, 21.155], [105.73, 21.135], [105.785, 21.1], [105.825, 21.095], [105.855, 21.06], [105.862, 21.04], [105.875, 21.015], [105.9, 20.985], [105.915, 20.965], [105.9, 20.93], [105.925, 20.885], [105.925, 20.84], [105.95, 20.79], [105.985, 20.735], [106, 20.69]];
/** Points per stretch of the river, so that it bends between the circles. */
const BENDS = 5;

const isCommune = unit => unit.properties.level === "commune";
const isLand = unit => isCommune(unit) && unit.geometry?.type.endsWith("Polygon");

/** Calculated once for each register: positions do not depend on values. */
const once = make => { let of = null, made = null; return units => { if (of !== units) { made = make(units); of = units; } return made; }; };

const riverOf = once(nodes => river(nodes));
const circlesOf = once(units => circles(units.filter(unit => isCommune(unit) && unit.properties.longitude != null)));
const outlinesOf = once(units => outlined(units.filter(isLand)));
let walkedTo = null;

/** Places circles without overlaps, each near its true position. */
function circles(communes) {
  const projection = d3.geoMercator().fitExtent([[90, 60], [WIDTH - 90, HEIGHT - 60]], { type: "MultiPoint", coordinates: communes.map(({ properties: p }) => [p.longitude, p.latitude]) });
  const scale = Math.sqrt(COVER * WIDTH * HEIGHT / Math.PI / d3.sum(communes, ({ properties: p }) => p.population));
  const nodes = communes.map(({ properties: p }) => {
    const [x, y] = projection([p.longitude, p.latitude]);
    return { unit: p, x, y, home: [x, y], r: Math.max(15, scale * Math.sqrt(p.population)) };
  });
  let grown = 0;
  const apart = d3.forceCollide().iterations(3);
  const moved = d3.forceSimulation(nodes)
    .force("x", d3.forceX(node => node.home[0]).strength(0.05)).force("y", d3.forceY(node => node.home[1]).strength(0.06))
    .force("collide", apart).alphaDecay(0).stop();
  for (let round = 1; round <= ROUNDS; round++) {
    grown = Math.min(1, round / (ROUNDS * GROWING));
    if (grown === 1) moved.alpha(0.3 * (ROUNDS - round) / (ROUNDS * (1 - GROWING)));
    apart.radius(node => (node.r + 1.2) * grown);
    moved.tick();
  }
  return Object.assign(nodes, { projection });
}

/** Draws the river where the circles are: each of its points is moved as the circles near it were. */
function river(nodes) {
  const line = RED_RIVER.slice(1).flatMap((end, i) => d3.range(BENDS).map(step => RED_RIVER[i].map((from, k) => from + (end[k] - from) * step / BENDS))).concat([RED_RIVER.at(-1)]).map(nodes.projection);
  const moved = line.map(([x, y]) => {
    const near = nodes.map(node => ({ node, weight: 1 / (1 + ((node.home[0] - x) ** 2 + (node.home[1] - y) ** 2) ** 1.5) }));
    const whole = d3.sum(near, one => one.weight);
    return [x + d3.sum(near, one => one.weight * (one.node.x - one.node.home[0])) / whole, y + d3.sum(near, one => one.weight * (one.node.y - one.node.home[1])) / whole];
  });
  return d3.line().curve(d3.curveBasis).digits(1)(moved);
}

/** Returns the part of the drawing that the circles occupy. */
function frame(nodes) {
  const [left, right] = [d3.min(nodes, node => node.x - node.r) - 4, d3.max(nodes, node => node.x + node.r) + 4];
  const [top, bottom] = [d3.min(nodes, node => node.y - node.r) - 4, d3.max(nodes, node => node.y + node.r) + 4];
  return [left, top, right - left, bottom - top].map(Math.round).join(" ");
}

function outlined(features) {
  const projection = d3.geoMercator().fitExtent([[8, 8], [WIDTH - 8, HEIGHT - 8]], { type: "FeatureCollection", features: features.map(rewound) });
  const path = d3.geoPath(projection).digits(1);
  const nodes = features.map(feature => ({ unit: feature.properties, d: path(rewound(feature)), centre: path.centroid(rewound(feature)) })).map(({ unit, d, centre: [x, y] }) => ({ unit, d, x, y, home: [x, y], r: 0 }));
  return Object.assign(nodes, { projection });
}

/** Corrects the direction of a ring: on a sphere, the wrong direction means everything except the commune. */
function rewound(feature) {
  if (d3.geoArea(feature) <= 2 * Math.PI) return feature;
  const turned = rings => rings.map(ring => [...ring].reverse());
  const { type, coordinates } = feature.geometry;
  return { ...feature, geometry: { type, coordinates: type === "Polygon" ? turned(coordinates) : coordinates.map(turned) } };
}

/** Shares of the target at which the colour steps begin: four steps below the target, and one for reaching it. */
const UP = [0.6, 0.8, 0.9, 1], DOWN = [1, 1.1, 1.25, 1.5];

/**
 * Returns where the colour steps begin: at shares of the target, at fifths of a percentage, or at equal parts of the
 * range. Never at quantiles of the communes, which would exaggerate small differences.
 */
function edgesOf(indicator, rows) {
  const target = d3.median(rows, row => row.target ?? undefined) ?? indicator.latest?.target;
  if (target) return { target, edges: (indicator.direction === "down" ? DOWN : UP).map(share => share * target) };
  if (indicator.unit === "%") return { target: null, edges: [20, 40, 60, 80] };
  const [low, high] = d3.nice(Math.min(0, d3.min(rows, row => row.value) ?? 0), d3.max(rows, row => row.value) ?? 0, STEPS);
  return { target: null, edges: high > low ? d3.range(1, STEPS).map(i => low + (high - low) * i / STEPS) : [] };
}

/** Returns which of the five steps a value is in, darkest for the best, or the value's own colour. */
function colours(indicator, rows) {
  const { target, edges } = edgesOf(indicator, rows.filter(row => row.value != null));
  const steps = d3.range(edges.length + 1).map(i => edges.length === 0 ? 3 : indicator.direction === "down" ? STEPS - i : 1 + i);
  const scale = d3.scaleThreshold(edges, steps);
  return { target, edges, steps, step: row => row?.value == null ? "step none" : row.category ? "step own" : `step s${scale(row.value)}` };
}

const dark = colour => d3.lab(colour).l < 50;

/** Writes the name in one or two lines, as large as possible. */
function label(node, below) {
  const words = node.unit.name.split(" ");
  const half = Math.ceil(words.length / 2);
  const lines = words.length > 1 ? [words.slice(0, half).join(" "), words.slice(half).join(" ")] : words;
  if (below) lines.push(below);
  const size = Math.min(20, node.r * (below ? 0.5 : 0.62), 3.1 * node.r / d3.max(lines, line => line.length));
  return svg`<text font-size=${size.toFixed(1)}>${lines.map((line, i) => svg`<tspan x="0" dy=${i === 0 ? `${0.35 - (lines.length - 1) / 2}em` : "1em"}>${line}</tspan>`)}</text>`;
}

function commune(node, row, indicator, step, drawsLand) {
  const title = `${node.unit.fullName}: ${row?.value == null ? t("none") : quantity(row.value, indicator.unit)}${row?.met == null ? "" : `, ${t(standing(row))}`}${row?.category ? `, ${said(row.category)}` : ""}`;
  const own = row?.category?.colour;
  const shape = drawsLand ? svg`<path class=${step} d=${node.d} .style=${own ? `fill:${own}` : ""}></path>` : svg`<circle class=${step} r=${node.r.toFixed(1)} .style=${own ? `fill:${own}` : ""}></circle>`;
  return svg`<a href=${row ? explained(indicator.id, row) : `#/areas/${node.unit.code}`} data-code=${node.unit.code} tabindex=${node.unit.code === (walkedTo ?? "00070") ? 0 : -1} aria-label=${title}
      transform=${drawsLand ? nothing : `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`}><title>${title}</title>${shape}${drawsLand ? nothing : svg`<g class="label ${step} ${own && dark(own) ? "on-dark" : ""}">${label(node, own ? number(row.value) : "")}</g>`}</a>`;
}

/** Arrow keys move to the nearest commune in their direction. */
function walk(event, nodes) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const from = nodes.find(node => node.unit.code === event.target.closest?.("[data-code]")?.dataset.code);
  if (!way || !from) return;
  event.preventDefault();
  const ahead = nodes.map(node => ({ node, along: (node.x - from.x) * way[0] + (node.y - from.y) * way[1], aside: Math.abs((node.x - from.x) * way[1]) + Math.abs((node.y - from.y) * way[0]) })).filter(({ along, aside }) => along > 1 && aside <= along * 1.5);
  const nearest = d3.least(ahead, ({ along, aside }) => along + 2 * aside)?.node;
  if (!nearest) return;
  walkedTo = nearest.unit.code;
  const root = event.currentTarget;
  root.querySelectorAll("[data-code]").forEach(link => link.setAttribute("tabindex", link.dataset.code === walkedTo ? "0" : "-1"));
  root.querySelector(`[data-code="${walkedTo}"]`).focus();
}

function legend(rows, { target, edges, steps }) {
  if (rows.some(row => row.category)) {
    const kinds = [...new Map(rows.filter(row => row.category).map(row => [row.category.colour, row.category])).values()];
    return html`<p class="map-legend">${kinds.map(kind => html`<span><i class="swatch" .style=${`background:${kind.colour}`}></i>${said(kind)}</span>`)}</p>`;
  }
  return html`<p class="map-legend">${rows.length === 0 ? nothing : steps.map((step, i) => html`<span><i class="swatch step s${step}"></i>${i === 0 ? (edges.length ? `< ${number(edges[0])}` : t("all")) : `≥ ${number(edges[i - 1])}`}${i > 0 && edges[i - 1] === target ? ` (${t("target")})` : ""}</span>`)}<span><i class="swatch step none"></i>${t("none")}</span></p>`;
}

const waters = nodes => nodes.length === 0 ? nothing : svg`<path class="river" d=${riverOf(nodes)} aria-hidden="true"><title>${t("redRiver")}</title></path>`;

/**
 * The map.
 * @param indicator the indicator that determines the colours
 * @param values rows by area code
 */
export function map(indicator, values, asLand) {
  const drawsLand = asLand && hasBoundaries();
  const nodes = (drawsLand ? outlinesOf : circlesOf)(state.units);
  const rows = [...values.values()];
  const colour = colours(indicator, rows);
  return html`<div class="map-scroll"><svg class="map ${drawsLand ? "land" : "cartogram"}" viewBox=${drawsLand ? `0 0 ${WIDTH} ${HEIGHT}` : frame(nodes)} role="group" aria-label="${t("mapOf")}: ${said(indicator.name)}. ${t("mapHelp")}" @keydown=${event => walk(event, nodes)}>
    ${nodes.map(node => { const row = values.get(node.unit.code); return commune(node, row, indicator, colour.step(row), drawsLand); })}
    ${waters(nodes)}
  </svg></div>
  ${legend(rows, colour)}`;
}

/** Returns whether the operator has provided boundaries. */
export const hasBoundaries = () => state.units.some(isLand);
export const mapPeriod = () => period(state.map.period);
