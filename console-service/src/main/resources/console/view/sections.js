// What pages that stand side by side have in common: those of whoever is on call, and those of stores, devices and the audit.

import { h } from '../dom.js';
import { forgetAnswers, words } from '../registry.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { empty } from './parts.js';

const SECTIONS = ['places', 'stores', 'devices', 'audit'];
// Nothing went wrong there: it is so.
const PLAIN = ['registry_not_connected', 'scope_missing', 'store_not_found', 'device_unknown'];

export function sections(current) {
  return beside('sections.label', SECTIONS, current, section => link(section), section => t(`sections.${section}`));
}

export function oncallSections(current) {
  return beside('oncall.sections', ['home', 'stages'], current,
    section => link(section === 'home' ? '' : section), section => t(`oncall.sections.${section}`));
}

function beside(label, all, current, place, words) {
  return h('nav', { class: 'sections', 'aria-label': t(label) }, all.map(section => h('a', {
    id: `section-${section}`, href: place(section), 'aria-current': section === current ? 'page' : null,
  }, words(section))));
}

/** In place of what the registry did not tell. */
export function untold(problem, refresh) {
  if (PLAIN.includes(problem.code)) {
    return h('div', { class: 'box untold' }, empty(words(problem), problem.code === 'registry_not_connected' && t('registry.not_connected.more')));
  }
  return h('div', { class: 'box bad', role: 'alert' },
    h('p', {}, words(problem)),
    problem.code && h('p', { class: 'dim' }, t('error.code', { code: problem.code })),
    h('button', { type: 'button', onclick: () => { forgetAnswers(); refresh(); } }, t('app.retry')));
}

/** What people call it, and what programs do. */
export function named(name, id) {
  return h('h1', {}, name, name !== id && [' ', h('span', { class: 'number dim' }, id)]);
}

/** A field to search by and perhaps others; where one is then stands in the address. */
export function searchForm(name, kept, fields, sent) {
  return h('form', { class: 'filter', role: 'search', onsubmit: event => { event.preventDefault(); sent(Object.fromEntries(new FormData(event.target))); },
    onchange: event => event.target.tagName === 'SELECT' && event.currentTarget.requestSubmit() },
  fields,
  h('button', { type: 'submit' }, t('app.search')),
  Object.values(kept).some(Boolean) && h('a', { class: 'button', href: link(name) }, t('list.clear')));
}

export function textField(name, label, value, more = {}) {
  return h('label', {}, h('span', {}, label),
    h('input', { name, id: `f-${name}`, value: value ?? '', maxlength: 64, autocomplete: 'off', spellcheck: 'false', ...more }));
}

/** The registry's cursors lead forward alone; back is the browser's. */
export function pager(name, kept, route, next) {
  const page = (id, query, label) => h('a', { class: 'button', id: `page-${id}`, href: link(name, { query }) }, label);
  return (route.query.has('cursor') || next) && h('div', { class: 'pager', role: 'navigation', 'aria-label': t('list.pages') },
    route.query.has('cursor') && page('first', kept, t('list.first')),
    next && page('next', { ...kept, cursor: next }, t('list.more')));
}

/** What the address says of these. */
export function said(route, names) {
  return Object.fromEntries(names.map(name => [name, route.query.get(name)]));
}
