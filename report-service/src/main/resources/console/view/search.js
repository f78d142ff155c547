// One number leads straight to its payment; an order of several attempts to their list.

import { get } from '../api.js';
import { h } from '../dom.js';
import { paymentLink } from '../route.js';
import { t } from '../text.js';
import { empty } from './parts.js';
import { list } from './payments.js';

export async function load(route) {
  const q = route.query.get('q') ?? '';
  const found = q === '' ? { payments: [] } : await get('v1/search', { q });
  return found.payments.map(({ timeline, ...payment }) => payment);
}

export function title(data, route) {
  return t('search.title', { q: route.query.get('q') ?? '' });
}

export function render(payments, route) {
  if (payments.length === 1) {
    // Replaced, so that "back" does not lead here again.
    location.replace(paymentLink(payments[0].id));
    return h('p', {}, t('app.loading'));
  }
  const q = route.query.get('q') ?? '';
  return h('div', { class: 'view' },
    payments.length === 0
      ? h('div', { class: 'box' }, empty(t('search.none', { q }), t('search.none.more')))
      : h('section', {}, h('h1', {}, t('search.title', { q })), list(payments)));
}
