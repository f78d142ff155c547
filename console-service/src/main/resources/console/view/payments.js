// Payments by what became of them, where, when and how much, page by page; what is chosen stands in the address.

import { download, get } from '../api.js';
import { h } from '../dom.js';
import { count, when } from '../format.js';
import { go, link } from '../route.js';
import { codes, named, t } from '../text.js';
import { amount, badge, empty, paymentName, table } from './parts.js';
import { choice, placeChoices, places } from './place.js';

const STATES = ['requested', 'unknown', 'reversing', 'succeeded', 'failed', 'reversed', 'rejected'];
const PLACE = ['merchant_id', 'store_id', 'device_id'];
const FILTERS = ['state', 'reason', ...PLACE, 'from', 'to', 'from_fen', 'to_fen', 'number', 'order', 'open'];
const ROWS = 50;
const ROOM = matchMedia('(min-width: 641px)');

let isOpen = null;

export async function load(route) {
  const query = { ...said(route), limit: ROWS, count: true, cursor: route.query.get('cursor'), before: route.query.get('before') };
  query.order ??= 'newest';
  const [known, page] = await Promise.all([places(), get('v1/payments', query)]);
  return { known, ...page };
}

/** What the address says; what it does not say is null. */
function said(route) {
  return Object.fromEntries(FILTERS.map(name => [name, route.query.get(name)]));
}

export function title() {
  return t('nav.payments');
}

export function render(data, route) {
  const kept = said(route);
  const page = (name, at, words) => h('a', { class: 'button', id: `page-${name}`, href: link('payments', { query: { ...kept, ...at } }) }, t(words));
  return h('div', { class: 'view' },
    h('div', { class: 'heading' },
      h('h1', {}, t('nav.payments')),
      h('p', { class: 'line' },
        h('span', { id: 'counted' }, t('list.count', { n: count(data.count) + (data.count_is_more ? '+' : '') })),
        h('button', { id: 'csv', type: 'button', class: 'copy', onclick: () => file(kept) }, t('today.csv')))),
    filters(data.known, kept),
    data.payments.length === 0
      ? h('div', { class: 'box' }, empty(t(data.next_cursor ? 'list.further' : 'list.empty')))
      : list(data.payments),
    h('div', { class: 'pager', role: 'navigation', 'aria-label': t('list.pages') },
      (route.query.has('cursor') || route.query.has('before')) && page('first', {}, 'list.first'),
      data.previous_cursor && page('previous', { before: data.previous_cursor }, 'list.previous'),
      data.next_cursor && page('next', { cursor: data.next_cursor }, 'list.more')));
}

function file(kept) {
  const query = new URLSearchParams(Object.entries({ ...kept, order: kept.order ?? 'newest', format: 'csv' }).filter(([, value]) => value));
  return download(`v1/payments?${query}`, 'payments.csv');
}

export function list(payments) {
  return table(t('nav.payments'), [
    { name: t('column.payment'), className: 'grow', cell: paymentName },
    { name: t('column.state'), cell: badge },
    { name: t('column.amount'), className: 'right', cell: amount },
    { name: t('column.place'), cell: payment => `${payment.store_id} / ${payment.device_id}` },
    { name: t('column.reason'), cell: payment => payment.reason ? named('reason', payment.reason) : '–' },
    { name: t('column.requested'), className: 'right nowrap', cell: payment => when(payment.requested_at) },
  ], payments, { layout: 'list', rowClass: payment => ((payment.attention ?? []).length > 0 ? 'stuck' : '') });
}

/** Folded on a phone, where it would push the list out of sight; as it was left when the page is drawn anew. */
function filters(known, kept) {
  isOpen ??= ROOM.matches;
  return h('details', { class: 'filters', open: isOpen || ROOM.matches, ontoggle: event => { isOpen = event.target.open; } },
    h('summary', { id: 'filters' }, t('list.filter')), filter(known, kept));
}

function filter(known, kept) {
  const words = (name, label, options) => choice(name, label, new Map(options), kept[name]);
  const field = (name, label, value, more = {}) => h('label', {}, h('span', {}, label),
    h('input', { name, id: `f-${name}`, value: value ?? '', maxlength: 64, autocomplete: 'off', spellcheck: 'false', ...more }));
  const yuan = { inputmode: 'decimal', pattern: '\\d{1,9}(\\.\\d{1,2})?', title: t('list.yuan'), class: 'short' };
  const time = { type: 'datetime-local', step: 1 };
  return h('form', {
    class: 'filter',
    onsubmit: event => {
      event.preventDefault();
      go(link('payments', { query: query(new FormData(event.target)) }));
    },
    // A time or an amount is typed in parts: it counts when the form is sent.
    onchange: event => event.target.tagName === 'SELECT' && event.currentTarget.requestSubmit(),
  },
  kept.open && h('input', { type: 'hidden', name: 'open', value: kept.open }),
  words('state', t('column.state'), STATES.map(state => [state, t(`short.${state}`)])),
  placeChoices(known, kept),
  words('reason', t('column.reason'), codes('reason').map(reason => [reason, named('reason', reason)])),
  field('from', t('list.from'), local(kept.from), time),
  field('to', t('list.to'), local(kept.to), time),
  field('from_fen', t('list.from.yuan'), inYuan(kept.from_fen), yuan),
  field('to_fen', t('list.to.yuan'), inYuan(kept.to_fen), yuan),
  field('number', t('list.number'), kept.number, { title: t('list.number.about') }),
  h('label', {}, h('span', {}, t('list.order')), h('select', { name: 'order', id: 'f-order' },
    h('option', { value: '' }, t('list.order.newest')),
    h('option', { value: 'oldest', selected: kept.order === 'oldest' }, t('list.order.oldest')))),
  h('button', { type: 'submit' }, t('list.filter')),
  Object.values(kept).some(Boolean) && h('a', { class: 'button', href: link('payments') }, t('list.clear')));
}

/** What was filled in, as the address and the service say it. */
function query(form) {
  const wanted = Object.fromEntries(form);
  for (const name of ['from', 'to']) {
    wanted[name] = wanted[name] ? new Date(wanted[name]).toISOString() : '';
  }
  for (const name of ['from_fen', 'to_fen']) {
    wanted[name] = wanted[name] ? String(Math.round(Number(wanted[name]) * 100)) : '';
  }
  return wanted;
}

/** A time as its field wants it: the viewer's, to the second. */
function local(at) {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? '' : new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function inYuan(fen) {
  return fen === null || Number.isNaN(Number(fen)) ? '' : String(Number(fen) / 100);
}
