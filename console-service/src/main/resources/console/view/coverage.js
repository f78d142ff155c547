// How many of the trades that WeChat wants to hear of were reported: what acceptance looks at.

import { download, get } from '../api.js';
import { h } from '../dom.js';
import { count, percent, wechatDay } from '../format.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { errorBox } from './error.js';
import { empty, table } from './parts.js';

const PERIODS = [1, 7, 30];
const COUNTED = ['trades', 'due', 'reported', 'confirmed', 'failed', 'resolved', 'late', 'duplicates'];

export async function load(route) {
  try {
    return await get('v1/coverage', period(route));
  } catch (problem) {
    if (problem.status === 404) {
      // An older service: that is no failure of the page.
      return { rows: null };
    }
    throw problem;
  }
}

export function title() {
  return t('coverage.title');
}

export function render({ total, rows }, route) {
  const days = daysOf(route);
  const view = h('div', { class: 'view' },
    h('div', { class: 'heading' },
      h('h1', {}, t('coverage.title')),
      h('div', { class: 'choice', role: 'group', 'aria-label': t('places.days') },
        PERIODS.map(one => h('a', {
          id: `days-${one}`, href: link('coverage', { query: { days: one } }), 'aria-current': one === days ? 'true' : null,
        }, t(`places.days.${one}`))))),
    h('p', { class: 'dim' }, t('coverage.about')));
  if (rows === null) {
    view.append(h('div', { class: 'box' }, empty(t('coverage.missing'))));
  } else if (rows.length === 0) {
    view.append(h('div', { class: 'box' }, empty(t('coverage.none'))));
  } else {
    view.append(covered(total, rows), file(route, view));
  }
  return view;
}

function covered(total, rows) {
  const all = { counts: total };
  return table(t('coverage.title'), [
    { name: t('column.day'), className: 'nowrap', cell: row => row.day ?? h('b', {}, t('coverage.total')) },
    { name: t('column.place'), className: 'grow', cell: row => row.store_id ? `${row.store_id} / ${row.device_id}` : '' },
    ...COUNTED.map(name => ({
      name: t(`column.${name === 'failed' ? 'upload_failed' : name}`), className: 'right', cell: row => count(row.counts[name] ?? 0),
    })),
    { name: t('column.coverage'), className: 'right', cell: row => ratio(row.counts) },
  ], [all, ...rows], { rowClass: row => (row === all ? 'store' : ''), layout: 'tight' });
}

function ratio({ ratio: covered }) {
  const short = typeof covered === 'number' && covered < 1;
  return h('b', { class: short ? 'bad' : 'good' }, percent(covered));
}

function file(route, view) {
  const { from_day: from, to_day: to } = period(route);
  return h('p', {}, h('button', {
    type: 'button',
    onclick: () => download(`v1/coverage.csv?from_day=${from}&to_day=${to}`, `coverage-${from}-${to}.csv`)
      .catch(problem => view.append(errorBox(problem, () => file(route, view).firstChild.click()))),
  }, t('coverage.csv')));
}

function period(route) {
  return { from_day: wechatDay(1 - daysOf(route)), to_day: wechatDay() };
}

function daysOf(route) {
  const days = Number(route.query.get('days') ?? 7);
  return PERIODS.includes(days) ? days : 7;
}
