// The money as WeChat settles it: each merchant's bill of each day, whether it agrees, and what differs.

import { download, get } from '../api.js';
import { h } from '../dom.js';
import { ago, count, money, wechatDay, when } from '../format.js';
import { link } from '../route.js';
import { named, t } from '../text.js';
import { errorBox } from './error.js';
import { differing, empty, table } from './parts.js';

const PERIODS = [7, 30, 92];
const SUMS = ['gross', 'coupon', 'refund', 'fee', 'net'];

export async function load(route) {
  const merchant = route.query.get('merchant');
  const day = route.query.get('day');
  const [bills, differences] = await Promise.all([
    get('v1/bills', { from_day: day ?? wechatDay(1 - daysOf(route)), to_day: day ?? wechatDay(), merchant_id: merchant }),
    get('v1/differences', { merchant_id: merchant, day, open: true, limit: 100, cursor: route.query.get('cursor') }),
  ]);
  return { rows: bills.rows, ...differences };
}

export function title() {
  return t('bills.title');
}

export function render({ rows, differences, next_cursor: more }, route) {
  const merchant = route.query.get('merchant');
  const day = route.query.get('day');
  const here = query => link('bills', { query: { merchant, day, ...query } });
  return h('div', { class: 'view' },
    h('div', { class: 'heading' },
      h('h1', {}, t('bills.title')),
      h('div', { class: 'choice', role: 'group', 'aria-label': t('places.days') },
        PERIODS.map(one => h('a', {
          id: `days-${one}`, href: here({ day: null, days: one }), 'aria-current': !day && one === daysOf(route) ? 'true' : null,
        }, t('bills.days', { n: one }))))),
    h('p', { class: 'dim' }, t('bills.about')),
    (merchant || day) && h('p', {},
      h('span', { class: 'number' }, [merchant, day].filter(Boolean).join(' / ')), ' ',
      h('a', { id: 'all-bills', href: link('bills') }, t('bills.all'))),
    rows.length === 0 ? h('div', { class: 'box' }, empty(t('bills.none'))) : days(rows),
    h('section', { 'aria-labelledby': 'differences-title' },
      h('h2', { id: 'differences-title' }, t('bills.differences'),
        differences.length > 0 && h('span', { class: 'counted bad' }, count(differences.length) + (more ? '+' : ''))),
      differences.length === 0
        ? h('p', { class: 'dim' }, t('bills.differences.none'))
        : h('ul', { class: 'needs' }, differences.map(difference => h('li', { class: 'need report overdue' },
          h('div', { class: 'need-what' },
            h('p', { class: 'strong' }, named('difference', difference.kind)), differing(difference),
            h('p', { class: 'dim' }, named('difference', `${difference.kind}.do`))),
          h('div', { class: 'need-age' }, h('span', { class: 'dim' }, t('home.waiting')), ago(difference.found_at, 'big'))))),
      more && h('p', {}, h('a', { href: here({ days: daysOf(route), cursor: more }) }, t('list.more')))));
}

function days(rows) {
  return table(t('bills.title'), [
    { name: t('column.day'), className: 'nowrap', cell: row => row.day },
    { name: t('column.merchant'), className: 'grow', cell: row =>
      h('a', { class: 'number', id: `bill-${row.merchant_id}-${row.day}`, href: link('bills', { query: { merchant: row.merchant_id, day: row.day } }) },
        row.merchant_id) },
    { name: t('column.bill'), cell: row => h('span', { class: `badge ${BADGES[row.state] ?? ''}` }, named('bill', row.state)) },
    { name: t('column.differences'), className: 'right', cell: row => row.compared ? count(row.compared.open) : '–' },
    { name: t('column.lines'), className: 'right', cell: row => row.compared ? count(row.compared.lines) : '–' },
    ...SUMS.map(name => ({
      name: t(`column.${name}`), className: 'right nowrap', cell: row => row.compared ? sum(name, row.compared[`${name}_fen`]) : '–',
    })),
    { name: t('column.compared'), className: 'right nowrap desk', cell: row => row.compared ? when(row.compared.at) : '–' },
    { name: t('column.books'), className: 'right nowrap', cell: row => row.compared ? books(row) : '–' },
  ], rows, { layout: 'tight' });
}

function books({ merchant_id: merchant, day }) {
  const button = h('button', {
    type: 'button', id: `books-${merchant}-${day}`, class: 'quiet', 'aria-label': `${t('bills.books')} ${merchant} ${day}`,
    onclick: () => download(`v1/bills/${encodeURIComponent(merchant)}/${day}/books.csv`, `books-${merchant}-${day}.csv`)
      .catch(problem => button.after(errorBox(problem, () => button.click()))),
  }, 'CSV');
  return button;
}

const BADGES = { waiting: 'unknown', missing: 'stuck', broken: 'stuck', differences: 'stuck', reconciled: 'succeeded' };

function sum(name, fen) {
  return name === 'net' ? h('b', {}, money(fen)) : money(fen);
}

function daysOf(route) {
  const days = Number(route.query.get('days') ?? 7);
  return PERIODS.includes(days) ? days : 7;
}
