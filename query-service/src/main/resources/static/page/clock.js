// The hub's clock. The clock of a browser on a wall may be minutes off, so what is new, old or late is judged by the
// hub's time.
let ahead = 0;

/** Sets the clock to the hub's time. */
export function setClock(moment) { ahead = Date.parse(moment) - Date.now(); }

export const hubNow = () => Date.now() + ahead;
