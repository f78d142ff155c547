// The day of a store or a device: its figures, and its last payments.

import { get } from '../api.js';
import { h } from '../dom.js';
import { count, lasted, money, percent, wechatDay } from '../format.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { list } from './payments.js';

const LAST = 10;

/** @param place {store_id, device_id?} */
export async function dayOf(place) {
  const [course, last, fares] = await Promise.all([
    get('v1/pace', { step: 'hour', from: `${wechatDay()}T00:00:00+08:00`, ...place }),
    get('v1/payments', { ...place, order: 'newest', limit: LAST }),
    get('v1/devices', { days: 1 }),
  ]);
  const rows = fares.rows.filter(row => row.store_id === place.store_id && (!place.device_id || row.device_id === place.device_id));
  return { all: course.all, last: last.payments, rows };
}

export function day({ all, last }, place) {
  const tile = (name, value) => h('div', { class: 'tile' }, h('dt', {}, name), h('dd', {}, h('b', {}, value)));
  const took = all.p50_ms === undefined ? '–' : `${lasted(all.p50_ms)} / ${lasted(all.p95_ms)}`;
  return [
    h('section', { 'aria-labelledby': 'day-title' },
      h('div', { class: 'heading' },
        h('h2', { id: 'day-title' }, t('home.today', { day: wechatDay() })),
        h('a', { href: link('today', { query: { ...place, by: 'hour' } }) }, t('store.course'))),
      h('dl', { class: 'tiles even' },
        tile(t('column.paid'), money(all.paid_fen)), tile(t('column.payments'), count(all.payments)),
        tile(t('home.ratio'), percent(all.success_ratio)), tile(t('today.took'), took),
        tile(t('column.refunded'), money(all.refunded_fen)))),
    h('section', { 'aria-labelledby': 'last-title' },
      h('div', { class: 'heading' },
        h('h2', { id: 'last-title' }, t('store.last')),
        last.length > 0 && h('a', { id: 'all-payments', href: link('payments', { query: place }) }, t('store.payments'))),
      last.length === 0 ? h('p', { class: 'dim' }, t('store.last.none')) : list(last)),
  ];
}
