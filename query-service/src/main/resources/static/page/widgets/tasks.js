// The plan's tasks: done, in progress, due soon, overdue. One bar for each group.
import { html } from "../lib.js";
import { number } from "../format.js";
import { state } from "../state.js";
import { t } from "../words.js";

export function parts(row) {
  const late = row.overdue ?? 0, soon = row.dueSoon ?? 0;
  return { done: row.completed, dueSoon: soon, overdue: late, running: Math.max(0, row.tasks - row.completed - late - soon) };
}

/** Indicators that explain the numbers of tasks. */
const EXPLAINED = { done: "tasks.completed", dueSoon: "tasks.due_soon", overdue: "tasks.overdue" };

const PATTERN = { done: "●", running: "○", dueSoon: "◆", overdue: "▼" };

export function taskBar(row, name) {
  const found = parts(row);
  return html`<div class="task-bar">
    <p><strong>${name}</strong> <span>${number(found.done)}/${number(row.tasks)}</span></p>
    <div class="stack" role="img" aria-label=${Object.entries(found).map(([word, n]) => `${t(word)} ${n}`).join(", ")}>
      ${Object.entries(found).map(([word, n]) => html`<i class=${word} .style=${`flex-grow:${n}`}></i>`)}
    </div>
    <p class="quiet">${Object.entries(found).filter(([, n]) => n > 0).map(([word, n]) => html`<span class="task ${word}"><i aria-hidden="true">${PATTERN[word]}</i> ${EXPLAINED[word] ? html`<a href="#/indicators/${EXPLAINED[word]}">${t(word)} ${number(n)}</a>` : html`${t(word)} ${number(n)}`}</span> `)}</p>
  </div>`;
}

export const taskList = () => html`<section class="list short-list" aria-label=${t("tasks")}>
  <h2><a href="#/tasks">${t("tasksPillar")}</a> <span class="count">${number(state.tasks?.total?.tasks)}</span></h2>
  ${state.tasks?.groups?.length ? state.tasks.groups.map(row => taskBar(row, t(row.group))) : html`<p class="quiet">${t(state.tasks === null ? "loading" : "nothing")}</p>`}
</section>`;
