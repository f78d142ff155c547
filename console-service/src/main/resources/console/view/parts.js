// Pieces that several views are made of.

import { h, say } from '../dom.js';
import { money, when } from '../format.js';
import { link, paymentLink } from '../route.js';
import { named, t } from '../text.js';

export function badge(payment) {
  const stuck = payment.open && (payment.attention ?? []).length > 0;
  return h('span', { class: `badge ${stuck ? 'stuck' : payment.state}` }, t(`short.${payment.state}`));
}

/**
 * A table that becomes a stack of cards where there is no room. Columns: {key, name, className?,
 * cell(row)}; layout there: `tight`, two to a line, or `list`,
 * the same without names. The roles stand there since a table laid out otherwise is none for a screen reader.
 */
export function table(caption, columns, rows, { rowClass = () => '', layout = '' } = {}) {
  return h('table', { role: 'table', class: `cards ${layout}` },
    h('caption', { class: 'unseen' }, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map(column => h('th', { role: 'columnheader', scope: 'col', class: column.className }, column.name)))),
    h('tbody', { role: 'rowgroup' }, rows.map(row => h('tr', { role: 'row', class: rowClass(row) },
      columns.map(column => h('td', { role: 'cell', class: column.className, 'data-label': column.name }, column.cell(row)))))));
}

export function paymentName(payment) {
  return h('a', { class: 'number', id: `p-${payment.id}`, href: paymentLink(payment.id) }, payment.out_trade_no);
}

export function amount(payment) {
  return h('span', { class: 'money' }, money(payment.amount_fen));
}

/** Trades that are no payments of ours. */
export function tradeList(trades) {
  return table(t('search.trades'), [
    { name: t('column.trade'), className: 'grow', cell: trade =>
      h('a', { class: 'number', id: `t-${trade.id}`, href: link('trade', { id: trade.id }) }, trade.out_trade_no) },
    { name: t('column.report'), cell: trade => t(`report.${trade.state}`) },
    { name: t('column.amount'), className: 'right', cell: trade => trade.amount_fen === undefined ? '–' : amount(trade) },
    { name: t('column.place'), cell: trade => `${trade.store_id} / ${trade.device_id}` },
    { name: t('column.reason'), cell: trade => trade.reason ? named('delay', trade.reason) : '–' },
    { name: t('column.paid'), className: 'right nowrap', cell: trade => trade.paid_at ? when(trade.paid_at) : '–' },
  ], trades, { layout: 'list' });
}

/** Whatever is known by a number, to be copied: {name: number}. */
export function numberList(names) {
  return h('section', { 'aria-labelledby': 'numbers-title' },
    h('h2', { id: 'numbers-title' }, t('payment.numbers')),
    h('dl', { class: 'numbers' }, Object.entries(names).filter(([, value]) => value).map(([name, value]) => h('div', {},
      h('dt', {}, t(`payment.${name}`)),
      h('dd', {}, h('span', { class: 'number' }, value), copyButton(value, t(`payment.${name}`)))))));
}

/** Why a trade is not reported, and what that means. */
export function unreported(report) {
  return [
    h('p', { class: 'strong' }, t(report.attention ? 'report.overdue' : 'report.delayed')),
    h('p', {}, named('delay', report.reason)),
  ];
}

/** What a bill and our facts say of an order. */
export function differing(difference) {
  const { out_trade_no: number, refund, store_id: store, ours_fen: ours, theirs_fen: theirs, gateway } = difference;
  const said = (words, fen) => [fen === undefined ? '' : `${money(fen)} · `, words || t('difference.nothing')];
  return [
    h('p', { class: 'line' },
      h('a', { class: 'number', href: link('search', { query: { q: number } }) }, number),
      refund && h('span', { class: 'number' }, refund),
      h('span', {}, [difference.merchant_id, store, difference.day].filter(Boolean).join(' / '))),
    h('p', {}, t('difference.ours'), ' ', said(difference.ours, ours)),
    h('p', {}, t('difference.theirs'), ' ', said(difference.theirs, theirs)),
    h('p', {}, t('difference.gateway'), ' ', h('span', { class: 'number' }, gateway)),
  ];
}

export function empty(title, more) {
  return h('div', { class: 'empty' }, h('p', { class: 'strong' }, title), more && h('p', { class: 'dim' }, more));
}

export function copyButton(text, what) {
  const button = h('button', {
    type: 'button', class: 'copy', 'aria-label': t('payment.copy.label', { what }),
    onclick: async () => {
      await copy(text);
      button.textContent = t('payment.copied');
      say(t('payment.copied'));
      setTimeout(() => { button.textContent = t('payment.copy'); }, 1500);
    },
  }, t('payment.copy'));
  return button;
}

/** The clipboard's own door is open on safe addresses only; the old way works everywhere. */
async function copy(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // Not allowed: the old way.
    }
  }
  const area = h('textarea', { class: 'unseen' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
