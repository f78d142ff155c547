// A plot over time: for the eye a picture, for everybody a table of the same numbers, its rows and a file.

import { h } from './dom.js';
import { count, when } from './format.js';
import { locale, t } from './text.js';

const HEIGHT = 220;
const DARK = matchMedia('(prefers-color-scheme: dark)');

// A plot that is drawn anew with each change would lose the pointer and an open table: it is kept, and gets its new numbers.
const kept = new Map();
let uPlot = null;

/** The library is fetched when the first plot is wanted, not before. */
export async function prepare() {
  uPlot ??= (await import('./lib/uplot/uPlot.esm.js')).default;
}

/**
 * A figure. `rows` in the order of time, each with `at`; `series` of {label, tone, value(row), shown(number), kind?}: `tone` names a
 * colour of the style sheet, `kind` is `bars`, `beside` (dashed) or a line, with dots where it has `gaps`. `rowsAt(row)` is where the row's payments are listed.
 */
export function chart({ id, title, rows, series, rowsAt, links }) {
  const key = [locale(), DARK.matches, rows.length > 1 ? rows[1].at - rows[0].at : 0, series.map(one => one.label)].join();
  if (kept.get(id)?.key !== key) {
    kept.get(id)?.end();
    kept.set(id, { key, ...create(id, title, series) });
  }
  const one = kept.get(id);
  one.show(rows, rowsAt);
  one.foot.replaceChildren(...links);
  return one.figure;
}

function create(id, title, series) {
  const picture = h('div', { class: 'plot', role: 'img' });
  const body = h('div', { class: 'plot-table' });
  const details = h('details', { ontoggle: () => fill() }, h('summary', { id: `${id}-table` }, t('today.table')), body);
  const foot = h('p', { class: 'line small' });
  const figure = h('figure', { id, class: 'chart', 'aria-labelledby': `${id}-title` },
    h('figcaption', { id: `${id}-title` }, title), picture, h('div', { class: 'chart-foot' }, details, foot));
  let shown = { rows: [], rowsAt: null };
  let plot = null;
  const fill = () => {
    body.replaceChildren(...(details.open ? [numbers(title, series, shown)] : []));
  };
  const fit = new ResizeObserver(() => plot?.setSize({ width: picture.clientWidth, height: HEIGHT }));
  fit.observe(picture);
  return {
    figure,
    foot,
    end: () => { fit.disconnect(); plot?.destroy(); },
    show: (rows, rowsAt) => {
      shown = { rows, rowsAt };
      const data = [rows.map(row => row.at / 1000), ...series.map(one => rows.map(row => one.value(row) ?? null))];
      picture.setAttribute('aria-label', summary(title, series, rows));
      if (plot === null) {
        plot = new uPlot(options(series), data, picture);
      } else {
        plot.setData(data);
      }
      fill();
    },
  };
}

/** The most that each line came to: what one sees at a glance. */
function summary(title, series, rows) {
  const parts = series.filter(one => one.kind !== 'beside').map(one => {
    const most = Math.max(...rows.map(row => one.value(row)).filter(value => value !== null && value !== undefined));
    return `${one.label}: ${most === -Infinity ? '–' : t('today.most', { n: one.shown(most) })}`;
  });
  return `${title}. ${parts.join('. ')}. ${t('today.in.table')}`;
}

function numbers(title, series, { rows, rowsAt }) {
  const shown = (one, value) => (value === null || value === undefined ? '–' : one.shown(value));
  return h('table', {},
    h('caption', { class: 'unseen' }, title),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('today.time')),
      series.map(one => h('th', { scope: 'col', class: 'right' }, one.label)))),
    h('tbody', {}, rows.toReversed().map(row => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: rowsAt(row) }, when(new Date(row.at).toISOString()))),
      series.map(one => h('td', { class: 'right' }, shown(one, one.value(row))))))));
}

function options(series) {
  const style = getComputedStyle(document.documentElement);
  const colour = tone => style.getPropertyValue(`--${tone}`).trim();
  const axis = { stroke: colour('dim'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } };
  const share = series[0].share === true;
  return {
    width: 300,
    height: HEIGHT,
    cursor: { drag: { x: false, y: false }, sync: { key: 'today' } },
    scales: { y: { range: (_, low, high) => [Math.min(0, low ?? 0), share ? 1 : Math.max(high ?? 0, 1)] } },
    axes: [
      { ...axis, values: (_, times) => times.map(time => hourAndMinute(time)) },
      { ...axis, size: 64, values: (_, values) => values.map(value => (series[0].tick ?? count)(value)) },
    ],
    series: [
      { label: t('today.time'), value: (_, time) => (time === null ? '–' : hourAndMinute(time)) },
      ...series.map(one => ({
        label: one.label,
        stroke: colour(one.tone),
        width: one.kind === 'bars' ? 0 : 2,
        fill: one.kind === 'bars' ? `${colour(one.tone)}99` : undefined,
        dash: one.kind === 'beside' ? [5, 4] : undefined,
        paths: one.kind === 'bars' ? uPlot.paths.bars({ size: [0.75, 40] }) : undefined,
        points: { show: one.kind !== 'bars' && one.gaps === true, size: 5 },
        spanGaps: true,
        value: (_, value) => (value === null ? '–' : one.shown(value)),
      })),
    ],
  };
}

function hourAndMinute(seconds) {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(seconds * 1000));
}
