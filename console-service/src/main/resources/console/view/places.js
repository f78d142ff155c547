// Stores and their devices: how they fare, and whether they are alive.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, count, money, percent } from '../format.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { empty, table } from './parts.js';
import { storeName } from './place.js';
import { sections } from './sections.js';

const PERIODS = [1, 7, 30];
const COUNTED = ['payments', 'succeeded', 'failed', 'reversed', 'open', 'paid_fen', 'refunded_fen', 'net_fen'];
// Below these a ratio catches the eye; a device that is silent for longer is perhaps off.
const RATIO_FAIR = 0.95;
const RATIO_BAD = 0.8;
export const SILENT_MS = 5 * 60_000;

export async function load(route) {
  const days = daysOf(route);
  const devices = (await get('v1/devices', { days })).rows;
  return { stores: storesOf(devices), devices };
}

// What v1/stores would say, without asking for the same sums once more. The rows come by store.
function storesOf(devices) {
  const stores = [];
  for (const device of devices) {
    let store = stores.at(-1);
    if (store === undefined || !inside(device, store)) {
      store = { merchant_id: device.merchant_id, store_id: device.store_id, store_name: device.store_name, ...Object.fromEntries(COUNTED.map(name => [name, 0])) };
      stores.push(store);
    }
    COUNTED.forEach(name => { store[name] += device[name]; });
    if (device.seen_at && (!store.seen_at || device.seen_at > store.seen_at)) {
      store.seen_at = device.seen_at;
    }
  }
  for (const store of stores) {
    const settled = store.succeeded + store.failed + store.reversed;
    store.success_ratio = settled === 0 ? null : store.succeeded / settled;
  }
  return stores;
}

export function title() {
  return t('places.title');
}

export function render({ stores, devices }, route) {
  const days = daysOf(route);
  const rows = stores.flatMap(store => [store, ...devices.filter(device => inside(device, store))]);
  return h('div', { class: 'view' },
    sections('places'),
    h('div', { class: 'heading' },
      h('h1', {}, t('places.title')),
      h('div', { class: 'choice', role: 'group', 'aria-label': t('places.days') },
        PERIODS.map(period => h('a', {
          id: `days-${period}`, href: link('places', { query: { days: period } }),
          'aria-current': period === days ? 'true' : null,
        }, t(`places.days.${period}`))))),
    rows.length === 0 ? h('div', { class: 'box' }, empty(t('places.none'))) : fares(rows, devices));
}

function fares(rows, devices) {
  return table(t('places.title'), [
    { name: t('column.place'), className: 'grow', cell: row => name(row, devices) },
    { name: t('column.ratio'), className: 'right', cell: ratio },
    { name: t('column.payments'), className: 'right', cell: payments },
    { name: t('column.failed'), className: 'right', cell: row => count(row.failed) },
    { name: t('column.reversed'), className: 'right', cell: row => count(row.reversed) },
    { name: t('column.open'), className: 'right', cell: row => count(row.open) },
    { name: t('column.paid'), className: 'right', cell: row => h('span', { class: 'money' }, money(row.paid_fen)) },
    { name: t('column.refunded'), className: 'right', cell: row => h('span', { class: 'money' }, money(row.refunded_fen)) },
    { name: t('column.net'), className: 'right', cell: row => h('span', { class: 'money' }, money(row.net_fen)) },
    { name: t('column.seen'), className: 'right nowrap', cell: heartbeat },
  ], rows, { rowClass: row => (row.device_id ? 'device' : 'store'), layout: 'tight' });
}

function name(row, devices) {
  const place = row.device_id ? link('device', { id: row.device_id }) : link('store', { id: row.store_id });
  const label = h('a', { class: 'number', href: place }, row.device_id ?? storeName(row));
  return row.device_id
    ? label
    : h('span', {}, label, h('span', { class: 'dim' },
      ` ${row.merchant_id} · ${t('places.devices', { n: devices.filter(device => inside(device, row)).length })}`));
}

function payments(row) {
  const query = { merchant_id: row.merchant_id, store_id: row.store_id, device_id: row.device_id };
  return row.payments === 0 ? count(0) : h('a', { href: link('payments', { query }), title: t('places.show') }, count(row.payments));
}

export function ratio(row) {
  if (row.success_ratio === undefined || row.success_ratio === null) {
    return '–';
  }
  const tone = row.success_ratio < RATIO_BAD ? 'bad' : row.success_ratio < RATIO_FAIR ? 'fair' : 'good';
  return h('span', { class: `ratio ${tone}` },
    h('meter', { min: 0, max: 1, low: RATIO_BAD, high: RATIO_FAIR, optimum: 1, value: row.success_ratio, 'aria-hidden': 'true' }),
    h('span', {}, percent(row.success_ratio)));
}

export function heartbeat({ seen_at: seen }) {
  return seen
    ? ago(seen, '', SILENT_MS)
    : h('span', { class: 'dim' }, t('places.never'));
}

function inside(device, store) {
  return device.merchant_id === store.merchant_id && device.store_id === store.store_id;
}

function daysOf(route) {
  const days = Number(route.query.get('days') ?? 1);
  return PERIODS.includes(days) ? days : 1;
}
