// Sign-in: a key is entered once, and stored where no script can read it.
import { html, nothing } from "../lib.js";
import { send } from "../load.js";
import { change, state } from "../state.js";
import { t } from "../words.js";

let refused = "";
let entered = () => {};

/** Sets what to do after signing in or out. */
export function onEntered(then) { entered = then; }

async function enter(event) {
  event.preventDefault();
  const field = event.target.elements.key;
  try {
    refused = "";
    change({ session: await send("POST", "v1/session", { key: field.value }), problem: null, isEntering: false });
    field.value = "";
    entered();
  } catch (problem) {
    refused = t(problem.status === 401 || problem.status === 403 ? "wrongKey" : problem.status === 0 ? "unreachable" : "problem5xx");
    change({});
  }
}

export const keyForm = () => html`<form class="key" @submit=${enter}>
  <p>${t("giveKey")}</p>
  <label>${t("key")} <input name="key" type="password" autocomplete="off" required aria-describedby="refused"></label>
  <p class="choices"><button type="submit">${t("enter")}</button>${state.isEntering ? html`<button type="button" @click=${() => change({ isEntering: false })}>${t("cancel")}</button>` : nothing}</p>
  <p id="refused" class="wrong" role="alert">${refused}</p>
</form>`;

/** Signs out; nothing that requires a key stays on the screen. */
async function leave() {
  try {
    change({ session: await send("DELETE", "v1/session"), indicators: new Map(), data: null });
  } catch (problem) { change({ problem }); return; }
  entered();
}

export const who = () => state.session.role === null
  ? html`<button type="button" id="enter" @click=${() => change({ isEntering: true })}>${t("enter")}</button>`
  : html`<p class="who"><span>${t(`${state.session.role}Role`)} ${state.session.agency ?? ""}</span> <button type="button" @click=${leave}>${t("leave")}</button></p>`;
