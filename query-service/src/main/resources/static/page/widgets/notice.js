// Loading, nothing there, something wrong: drawn, not left over.
import { html } from "../lib.js";
import { state } from "../state.js";
import { t } from "../words.js";
import { keyForm } from "./key.js";

export const loading = () => html`<p class="notice" role="status"><i class="spinner" aria-hidden="true"></i> ${t("loading")}</p>`;

export const wrong = () => state.problem.status === 401
  ? keyForm()
  : html`<p class="notice wrong" role="alert">${state.problem.status === 0 ? t("unreachable") : state.problem.message}</p>`;
