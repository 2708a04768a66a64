// The hub's clock. A browser on a wall may be minutes wrong; what is new, old or late is judged by the hub's time.
let ahead = 0;

/** The hub has said what time it is. */
export function setClock(moment) { ahead = Date.parse(moment) - Date.now(); }

export const hubNow = () => Date.now() + ahead;
