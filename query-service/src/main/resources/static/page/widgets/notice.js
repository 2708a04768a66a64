// Notices: loading, nothing to show, or an error; the page is never left blank.
import { html, nothing } from "../lib.js";
import { state } from "../state.js";
import { knows, t } from "../words.js";
import { keyForm } from "./key.js";

export const loading = () => html`<p class="notice" role="status"><i class="spinner" aria-hidden="true"></i> ${t("loading")}</p>`;

/** Describes an error in the language of the page. */
export function sentence(problem) {
  const own = `problem${problem.status}`;
  if (knows(own)) return t(own);
  return t(problem.status === 0 ? "unreachable" : problem.status > 0 && problem.status < 500 ? "problem4xx" : "problem5xx");
}

export const wrong = () => state.problem.status === 401
  ? keyForm()
  : html`<p class="notice wrong" role="alert">${sentence(state.problem)}${state.problem.message ? html`<br><span class="quiet" lang="en">${state.problem.message}</span>` : nothing}</p>`;
