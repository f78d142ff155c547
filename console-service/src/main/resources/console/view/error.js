// What went wrong, in words, with a way on.

import { h } from '../dom.js';
import { maybe, t } from '../text.js';

/** Whose fault it is and what to do: our words for a known code, the service's own otherwise. */
export function wordsOf(problem) {
  return maybe(`problem.${problem.code}`) || maybe(`error.${problem.code}`) || problem.whatToDo || problem.message;
}

export function errorBox(problem, again) {
  return h('section', { class: 'box bad', role: 'alert' },
    h('h1', {}, t('error.title')),
    h('p', {}, wordsOf(problem)),
    problem.detail && h('p', {}, t('act.detail', { text: problem.detail })),
    problem.code && h('p', { class: 'dim' }, t('error.code', { code: problem.code })),
    h('button', { type: 'button', onclick: again }, t('app.retry')));
}
