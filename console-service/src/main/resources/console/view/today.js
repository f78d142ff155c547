// How payments go, minute by minute or hour by hour, beside the same day last week.

import { download, get } from '../api.js';
import { chart, prepare } from '../chart.js';
import { h } from '../dom.js';
import { count, lasted, money, percent, wechatDay } from '../format.js';
import { go, link } from '../route.js';
import { t } from '../text.js';
import { placeFilter, places } from './place.js';

export const REFRESH_MS = 3000;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const RECENT_MS = 120 * MINUTE_MS;
const PLACE = ['merchant_id', 'store_id', 'device_id'];

export async function load(route) {
  const step = stepOf(route);
  const now = Date.now();
  const from = step === 'hour' ? Date.parse(`${wechatDay()}T00:00:00+08:00`) : Math.floor((now - RECENT_MS) / MINUTE_MS) * MINUTE_MS;
  const to = step === 'hour' ? from + DAY_MS : now;
  const [known, course, before] = await Promise.all([
    places(),
    get('v1/pace', query(route, step, from, now)),
    get('v1/pace', query(route, step, from - 7 * DAY_MS, to - 7 * DAY_MS)),
    prepare(),
  ]);
  return { known, step, from, course: rowsOf(course, 0), all: course.all, before: rowsOf(before, 7 * DAY_MS), allBefore: before.all };
}

function query(route, step, from, to) {
  const place = Object.fromEntries(PLACE.map(name => [name, route.query.get(name)]));
  return { step, from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...place };
}

function rowsOf(course, shift) {
  return course.rows.map(row => ({ ...row, at: Date.parse(row.at) + shift }));
}

function stepOf(route) {
  return route.query.get('by') === 'hour' ? 'hour' : 'minute';
}

export function title() {
  return t('nav.today');
}

export function render(data, route) {
  const { step, known, all, allBefore } = data;
  const kept = Object.fromEntries(PLACE.map(name => [name, route.query.get(name)]));
  return h('div', { class: 'view today' },
    h('div', { class: 'heading' },
      h('h1', {}, t('nav.today')),
      h('div', { class: 'choice', role: 'group', 'aria-label': t('today.step') },
        ['minute', 'hour'].map(one => h('a', {
          id: `by-${one}`, href: link('today', { query: { ...kept, by: one === 'hour' ? 'hour' : null } }),
          'aria-current': one === step ? 'true' : null,
        }, t(`today.by.${one}`))))),
    placeFilter(known, kept, query => go(link('today', { query: { ...query, by: step === 'hour' ? 'hour' : null } }))),
    tiles(all, allBefore),
    h('div', { class: 'charts' }, charts(data, route, kept)));
}

function tiles(all, before) {
  const took = row => (row.p50_ms === undefined ? '–' : `${lasted(row.p50_ms)} / ${lasted(row.p95_ms)}`);
  const tile = (name, value) => h('div', { class: 'tile' }, h('dt', {}, name),
    h('dd', {}, h('b', {}, value(all)), h('span', { class: 'dim small' }, t('today.then', { value: value(before) }))));
  return h('dl', { class: 'tiles even' },
    tile(t('column.payments'), row => count(row.payments)),
    tile(t('home.ratio'), row => percent(row.success_ratio)),
    tile(t('today.took'), took),
    tile(t('today.unknown'), row => count(row.unknown)),
    tile(t('column.reversed'), row => count(row.reversed)),
    tile(t('column.paid'), row => money(row.paid_fen)),
    tile(t('column.refunded'), row => money(row.refunded_fen)),
    tile(t('column.net'), row => money(row.net_fen)));
}

/** Rows of both weeks side by side: this week's numbers under their names, last week's under `then`. */
function beside({ course, before }) {
  const rows = new Map(course.map(row => [row.at, { at: row.at, now: row, then: null }]));
  for (const row of before) {
    rows.set(row.at, { ...(rows.get(row.at) ?? { at: row.at, now: null }), then: row });
  }
  return [...rows.values()].sort((one, other) => one.at - other.at);
}

function charts(data, route, kept) {
  const rows = beside(data);
  const length = data.step === 'hour' ? 60 * MINUTE_MS : MINUTE_MS;
  const span = (from, to, more = {}) => link('payments', {
    query: { ...kept, from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...more } });
  const end = (data.course.at(-1)?.at ?? data.from) + length;
  const file = query(route, data.step, data.from, end);
  const links = id => [
    h('a', { href: span(data.from, end) }, t('today.rows')),
    h('button', { id: `${id}-csv`, type: 'button', class: 'copy', onclick: () =>
      download(`v1/pace?${new URLSearchParams(Object.entries({ ...file, format: 'csv' }).filter(([, value]) => value))}`, `pace-${data.step}.csv`) },
    t('today.csv')),
  ];
  const now = (label, tone, value, shown, more = {}) => ({ label: t(label), tone, shown, value: row => row.now && value(row.now), ...more });
  const then = (label, value, shown, more = {}) => ({
    label: t('today.week', { what: t(label) }), tone: 'dim', kind: 'beside', shown, value: row => row.then && value(row.then), ...more });
  const yuan = { tick: value => count(value / 100) };
  const took = { gaps: true, tick: value => lasted(value) };
  const share = { share: true, gaps: true, tick: value => percent(value) };
  const draw = (id, title, series) => chart({
    id, title: t(title), rows, series, links: links(id), rowsAt: row => span(row.at, row.at + length) });
  return [
    draw('chart-payments', 'today.chart.payments', [
      now('column.payments', 'back', row => row.payments, count, { kind: 'bars' }),
      now('today.unpaid', 'bad', row => row.failed + row.reversed, count),
      now('today.unknown', 'wait', row => row.unknown, count),
      then('column.payments', row => row.payments, count),
    ]),
    draw('chart-ratio', 'home.ratio', [
      now('home.ratio', 'good', row => row.success_ratio, percent, share),
      then('home.ratio', row => row.success_ratio, percent, share),
    ]),
    draw('chart-took', 'today.chart.took', [
      now('today.p50', 'good', row => row.p50_ms, lasted, took),
      now('today.p95', 'back', row => row.p95_ms, lasted, took),
      then('today.p95', row => row.p95_ms, lasted, took),
    ]),
    draw('chart-money', 'today.chart.money', [
      now('column.paid', 'good', row => row.paid_fen, money, { ...yuan, kind: 'bars' }),
      now('column.refunded', 'bad', row => row.refunded_fen, money, yuan),
      now('column.net', 'back', row => row.net_fen, money, yuan),
      then('column.paid', row => row.paid_fen, money, yuan),
    ]),
  ];
}
