// Payments by state, store and device, page by page.

import { get } from '../api.js';
import { h } from '../dom.js';
import { when } from '../format.js';
import { go, link } from '../route.js';
import { named, t } from '../text.js';
import { amount, badge, empty, paymentName, table } from './parts.js';

const STATES = ['requested', 'unknown', 'reversing', 'succeeded', 'failed', 'reversed', 'rejected'];
const FILTERS = ['state', 'store_id', 'device_id', 'order', 'open'];

export async function load(route) {
  const query = { limit: 50, cursor: route.query.get('cursor') };
  FILTERS.forEach(name => { query[name] = route.query.get(name); });
  query.order ??= 'newest';
  return get('v1/payments', query);
}

export function title() {
  return t('nav.payments');
}

export function render(data, route) {
  const kept = Object.fromEntries(FILTERS.map(name => [name, route.query.get(name)]));
  return h('div', { class: 'view' },
    h('h1', {}, t('nav.payments')),
    filter(kept),
    data.payments.length === 0 ? h('div', { class: 'box' }, empty(t('list.empty'))) : list(data.payments),
    h('p', { class: 'pager' },
      route.query.has('cursor') && h('a', { class: 'button', href: link('payments', { query: kept }) }, t('list.first')),
      data.next_cursor && h('a', { class: 'button', href: link('payments', { query: { ...kept, cursor: data.next_cursor } }) },
        t('list.more'))));
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

function filter(kept) {
  const choice = (name, label, options) => h('label', {}, h('span', {}, label),
    h('select', { name, id: `f-${name}` },
      options.map(([value, text]) => h('option', { value, selected: (kept[name] ?? '') === value }, text))));
  const field = (name, label) => h('label', {}, h('span', {}, label),
    h('input', { name, id: `f-${name}`, value: kept[name] ?? '', maxlength: 64, autocomplete: 'off', spellcheck: 'false' }));
  return h('form', {
    class: 'filter',
    onsubmit: event => {
      event.preventDefault();
      go(link('payments', { query: Object.fromEntries(new FormData(event.target)) }));
    },
    onchange: event => event.currentTarget.requestSubmit(),
  },
  kept.open && h('input', { type: 'hidden', name: 'open', value: kept.open }),
  choice('state', t('column.state'), [['', t('list.all')], ...STATES.map(state => [state, t(`short.${state}`)])]),
  field('store_id', t('column.store')),
  field('device_id', t('column.device')),
  choice('order', t('list.order'), [['', t('list.order.newest')], ['oldest', t('list.order.oldest')]]),
  h('button', { type: 'submit' }, t('list.filter')),
  Object.values(kept).some(Boolean) && h('a', { class: 'button', href: link('payments') }, t('list.clear')));
}
