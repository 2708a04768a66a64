// The state of a value relative to its target. One word selects the shape, the colour and the text.

/** A target is nearly met when nine tenths of it are reached. */
const CLOSE = 0.9;

/** Returns met, near, short, free (no target) or none (no value). */
export function standing(row) {
  if (row?.value == null) return "none";
  if (row.met == null) return "free";
  return row.met ? "met" : (row.attainment ?? 0) >= CLOSE ? "near" : "short";
}

export const PILLARS = ["dg", "de", "ds", "da"];

/** Returns the indicators of a part of the plan, in its order. */
export const ofPillar = (indicators, pillar) => [...indicators.values()].filter(indicator => indicator.pillar === pillar);

/** Returns the indicators with values by commune, which a map can show. */
export const byCommune = indicators => [...indicators.values()].filter(indicator => indicator.levels.includes("commune"));
