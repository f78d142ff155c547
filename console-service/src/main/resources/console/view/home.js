// The page of whoever is on call: today in numbers, what needs a person, what is under way.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, count, money, percent, wechatDay, when } from '../format.js';
import { link } from '../route.js';
import { named, t } from '../text.js';
import { alarms } from './alarms.js';
import { amount, badge, empty, paymentName, table } from './parts.js';
import { oncallSections } from './sections.js';

// As many as the service gives at once: causes are counted over them.
const ATTENTION_ROWS = 200;
// Whose: the words are the API's.
const WHOSE = ['', 'me', 'nobody'];
const OPEN = ['requested', 'unknown', 'reversing'];

export async function load(route) {
  const today = wechatDay();
  const [totals, attention, open, storage] = await Promise.all([
    get('v1/totals', { group_by: 'state', from_day: today, to_day: today }),
    get('v1/attention', {
      limit: ATTENTION_ROWS, cursor: route.query.get('cursor'), assigned: route.query.get('assigned'),
    }),
    get('v1/payments', { open: true, limit: 20 }),
    get('v1/storage'),
  ]);
  return { today, totals: totals.rows, attention, open, storage: scarce(storage.places) };
}

/** Only what is worth a word: what is well would be drawn anew with each byte. */
function scarce(places) {
  return places.filter(place => place.level !== 'ok')
    .map(({ store, level, used_ratio, full_at }) => ({ store, level, used_ratio, full_at }));
}

export function title() {
  return t('nav.home');
}

export function render({ today, totals, attention, open, storage }, route, refresh) {
  const assigned = route.query.get('assigned') ?? '';
  const needs = attention.payments.length + attention.reports.length + (attention.differences ?? []).length;
  return h('div', { class: 'view' },
    oncallSections('home'),
    storage.map(filling),
    h('section', { 'aria-labelledby': 'need-title' },
      h('div', { class: 'heading' },
        h('h1', { id: 'need-title', tabindex: -1 }, t('home.attention'),
          needs > 0 && h('span', { class: 'counted bad' }, count(needs) + (attention.next_cursor ? '+' : ''))),
        (needs > 0 || assigned !== '') && choice(assigned)),
      needs === 0 ? none(assigned) : alarms(attention, refresh),
      attention.next_cursor && h('p', {},
        h('a', { href: link('', { query: { assigned, cursor: attention.next_cursor } }) }, t('list.more')))),
    h('section', { 'aria-labelledby': 'today-title' },
      h('h2', { id: 'today-title' }, t('home.today', { day: today })),
      numbers(totals)),
    h('section', { 'aria-labelledby': 'open-title' },
      h('h2', { id: 'open-title' }, t('home.progress')),
      open.payments.length === 0 ? h('p', { class: 'dim' }, t('home.progress.none')) : underWay(open.payments),
      open.next_cursor && h('p', {},
        h('a', { href: link('payments', { query: { open: 'true', order: 'oldest' } }) }, t('payment.more')))));
}

function choice(assigned) {
  return h('div', { class: 'choice', role: 'group', 'aria-label': t('oncall.filter') }, WHOSE.map(whose => h('a', {
    id: `whose-${whose || 'all'}`, href: link('', { query: { assigned: whose } }), 'aria-current': whose === assigned ? 'true' : null,
  }, t(`oncall.${whose || 'all'}`))));
}

/** None of a choice is no good news yet. */
function none(assigned) {
  return assigned === ''
    ? h('div', { class: 'box calm' }, empty(`✓ ${t('home.attention.none')}`, t('home.attention.none.more')))
    : h('div', { class: 'box' }, empty(t('oncall.none'), t('oncall.none.more')));
}

function filling({ store, level, used_ratio, full_at }) {
  const full = level === 'full';
  return h('div', { id: `storage-${store}`, class: `box bad ${full ? 'alarm' : ''}`, role: 'alert' },
    h('p', {},
      h('b', {}, t(full ? 'storage.full' : 'storage.filling', { what: named('storage', store), percent: percent(used_ratio) })),
      ' ',
      full && store !== 'heap' && t('storage.full.refused'),
      !full && full_at && [t('storage.until'), ' ', when(full_at)]));
}

function numbers(rows) {
  const sums = {};
  for (const row of rows) {
    sums[row.parts.state] = row;
  }
  const payments = states => states.reduce((sum, state) => sum + (sums[state]?.payments ?? 0), 0);
  const settled = payments(['succeeded', 'failed', 'reversed']);
  if (rows.length === 0) {
    return h('p', { class: 'dim' }, t('home.none.today'));
  }
  const paid = payments(['succeeded']);
  const { amount_fen: asked = 0, settled_fen: net = 0, coupon_fen: coupons = 0 } = sums.succeeded ?? {};
  const tile = (name, value, more, className = '') =>
    h('div', { class: `tile ${className}` }, h('dt', {}, name), h('dd', {}, h('b', {}, value), more && h('span', { class: 'dim' }, more)));
  return h('dl', { class: 'tiles' },
    tile(t('home.paid'), money(asked), `${count(paid)} ${t('home.payments')}`, 'wide'),
    coupons > 0 && tile(t('home.coupons'), money(coupons)),
    net !== asked && tile(t('home.settled'), money(net)),
    tile(t('home.ratio'), percent(settled === 0 ? null : paid / settled)),
    tile(t('home.failed'), count(payments(['failed']))),
    tile(t('home.reversed'), count(payments(['reversed']))),
    tile(t('home.open'), count(payments(OPEN))));
}

function underWay(payments) {
  return table(t('home.progress'), [
    { name: t('column.payment'), className: 'grow', cell: paymentName },
    { name: t('column.state'), cell: badge },
    { name: t('column.amount'), className: 'right', cell: amount },
    { name: t('column.place'), cell: payment => `${payment.store_id} / ${payment.device_id}` },
    { name: t('column.reason'), cell: payment => payment.reason ? named('reason', payment.reason) : '–' },
    { name: t('column.requested'), className: 'nowrap desk', cell: payment => when(payment.requested_at) },
    { name: t('home.waiting'), className: 'right nowrap', cell: payment => ago(payment.requested_at) },
  ], payments, { layout: 'list' });
}
