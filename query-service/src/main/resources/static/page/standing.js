// How a value stands to its target. One word each for the shape, the colour and the text.

/** A target is close when nine tenths of it are reached. */
const CLOSE = 0.9;

/** met, near, short, free (no target is set) or none (there is no value). */
export function standing(row) {
  if (row?.value == null) return "none";
  if (row.met == null) return "free";
  return row.met ? "met" : (row.attainment ?? 0) >= CLOSE ? "near" : "short";
}

export const PILLARS = ["dg", "de", "ds", "da"];

/** The indicators of a part of the plan, in its order. */
export const ofPillar = (indicators, pillar) => [...indicators.values()].filter(indicator => indicator.pillar === pillar);

/** The indicators that have values by commune: what a map can show. */
export const byCommune = indicators => [...indicators.values()].filter(indicator => indicator.levels.includes("commune"));
