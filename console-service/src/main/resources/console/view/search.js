// One number leads straight to its payment, or to a trade that was paid elsewhere; several to their lists.

import { get } from '../api.js';
import { h } from '../dom.js';
import { link, paymentLink } from '../route.js';
import { t } from '../text.js';
import { empty, tradeList } from './parts.js';
import { list } from './payments.js';

export async function load(route) {
  const q = route.query.get('q') ?? '';
  const { payments, trades = [] } = q === '' ? { payments: [] } : await get('v1/search', { q });
  const short = rows => rows.map(({ timeline, ...row }) => row);
  return { payments: short(payments), trades: short(trades) };
}

export function title(data, route) {
  return t('search.title', { q: route.query.get('q') ?? '' });
}

export function render({ payments, trades }, route) {
  if (payments.length + trades.length === 1) {
    // Replaced, so that "back" does not lead here again.
    location.replace(payments.length === 1 ? paymentLink(payments[0].id) : link('trade', { id: trades[0].id }));
    return h('p', {}, t('app.loading'));
  }
  const q = route.query.get('q') ?? '';
  return h('div', { class: 'view' },
    payments.length + trades.length === 0
      ? h('div', { class: 'box' }, empty(t('search.none', { q }), t('search.none.more')))
      : [
        h('h1', {}, t('search.title', { q })),
        payments.length > 0 && h('section', {}, h('h2', {}, t('search.payments')), list(payments)),
        trades.length > 0 && h('section', {}, h('h2', {}, t('search.trades')), tradeList(trades)),
      ]);
}
