// Times in the viewer's zone with UTC on hover; money in yuan; how long things took.

import { h } from './dom.js';
import { locale, t } from './text.js';

const FORMATS = new Map();

function format(options) {
  const key = locale() + JSON.stringify(options);
  if (!FORMATS.has(key)) {
    FORMATS.set(key, new Intl.DateTimeFormat(locale(), { hourCycle: 'h23', ...options }));
  }
  return FORMATS.get(key);
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' };

export function clock(at) {
  return format(CLOCK).format(new Date(at));
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function sameDay(a, b) {
  return a.toDateString() === b.toDateString();
}

/** A time element: today's by the clock, others with their day. */
export function when(at, { milliseconds = false } = {}) {
  const date = new Date(at);
  const options = { ...CLOCK, ...(milliseconds ? { fractionalSecondDigits: 3 } : {}) };
  const text = format(sameDay(date, new Date()) ? options : { ...DAY, ...options }).format(date);
  return h('time', { datetime: at, title: `${at.replace('T', ' ').replace('Z', '')} UTC` }, text);
}

/** How long ago; kept fresh by `keepFresh`. Longer than `silentAfter` milliseconds is marked. */
export function ago(at, className = '', silentAfter = Infinity) {
  const element = h('time', {
    datetime: at, 'data-ago': at, 'data-silent': silentAfter, class: className,
    title: `${at.replace('T', ' ').replace('Z', '')} UTC`,
  });
  age(element);
  return element;
}

function age(element) {
  const passed = Date.now() - Date.parse(element.dataset.ago);
  element.textContent = lasted(passed);
  element.classList.toggle('silent', passed > Number(element.dataset.silent));
}

export function keepFresh() {
  setInterval(() => document.querySelectorAll('[data-ago]').forEach(age), 5000);
}

/** Two units at most: 340 ms, 12.4 s, 3 min 5 s, 2 h 10 min, 6 d 3 h. */
export function lasted(milliseconds) {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1000) {
    return t('lasted.ms', { n: ms });
  }
  if (ms < 60_000) {
    const seconds = ms / 1000;
    return t('lasted.s', { n: ms < 10_000 ? trimmed(seconds) : Math.round(seconds) });
  }
  const seconds = Math.round(ms / 1000);
  const [big, small, n, rest] =
    seconds < 3600 ? ['min', 's', Math.floor(seconds / 60), seconds % 60]
    : seconds < 86_400 ? ['h', 'min', Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
    : ['d', 'h', Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const head = t(`lasted.${big}`, { n });
  return rest === 0 ? head : `${head} ${t(`lasted.${small}`, { n: rest })}`;
}

function trimmed(seconds) {
  return seconds.toFixed(1).replace(/\.0$/, '');
}

export function money(fen) {
  return new Intl.NumberFormat(locale(), { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' })
    .format(fen / 100);
}

export function count(number) {
  return new Intl.NumberFormat(locale()).format(number);
}

export function percent(ratio) {
  if (ratio === null || ratio === undefined) {
    return '–';
  }
  // 99.96 % is not 100 %: what is not whole must not look whole.
  const shown = ratio < 1 ? Math.min(ratio, 0.999) : 1;
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(shown);
}

/** WeChat's day (UTC+8), some days from now. */
export function wechatDay(offset = 0) {
  return new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
}
