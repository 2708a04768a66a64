// Who looks: a key is given once, and kept where no script reads it.
import { html } from "../lib.js";
import { send } from "../load.js";
import { change, state } from "../state.js";
import { t } from "../words.js";

let refused = "";
let entered = () => {};

/** What is to be done once somebody is known. */
export function onEntered(then) { entered = then; }

async function enter(event) {
  event.preventDefault();
  const field = event.target.elements.key;
  try {
    refused = "";
    change({ session: await send("POST", "v1/session", { key: field.value }), problem: null });
    field.value = "";
    entered();
  } catch (problem) {
    refused = problem.message || t("unreachable");
    change({});
  }
}

export const keyForm = () => html`<form class="key" @submit=${enter}>
  <p>${t("giveKey")}</p>
  <label>${t("key")} <input name="key" type="password" autocomplete="off" required aria-describedby="refused"></label>
  <button type="submit">${t("enter")}</button>
  <p id="refused" class="wrong" role="alert">${refused}</p>
</form>`;

export async function leave() {
  change({ session: await send("DELETE", "v1/session") });
  entered();
}

export const who = () => state.session.role === null ? "" : html`<p class="who">${t(`${state.session.role}Role`)} ${state.session.agency ?? ""} <button type="button" @click=${leave}>${t("leave")}</button></p>`;
