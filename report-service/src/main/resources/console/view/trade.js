// A trade that must be reported to WeChat, and every try: where its payment is ours, the way to that.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, money, when } from '../format.js';
import { paymentLink } from '../route.js';
import { named, t } from '../text.js';
import { numberList, table, unreported } from './parts.js';
import { happened } from './payment.js';

export async function load(route) {
  return get(`v1/trades/${encodeURIComponent(route.id)}`);
}

export function title(trade) {
  return `${trade.out_trade_no} ${t(`report.${trade.state}`)}`;
}

export function render(trade) {
  return h('div', { class: 'view trade' },
    h('h1', {}, t(`report.${trade.state}`)),
    h('p', { class: 'line' },
      h('span', { class: 'number' }, trade.out_trade_no),
      trade.amount_fen !== undefined && h('span', { class: 'money' }, money(trade.amount_fen)),
      h('span', {}, `${trade.store_id} / ${trade.device_id}`),
      trade.paid_at && h('span', {}, `${t('column.paid')} `, when(trade.paid_at)),
      trade.elsewhere && h('span', {}, t('report.elsewhere'))),
    trade.reversed_after_report && h('p', { class: 'strong' }, t('fact.report.reversed-after')),
    trade.reason && h('section', { class: 'box alarm' },
      unreported(trade),
      h('p', {}, named('delay', `${trade.reason}.do`)),
      trade.attention_since && h('p', {}, `${t('home.waiting')} `, ago(trade.attention_since, 'strong'))),
    h('section', {}, h('h2', {}, t('detail.tries')), tries(trade.tries)),
    trade.elsewhere === false && h('p', {}, h('a', { class: 'button', href: paymentLink(trade.id) }, t('report.payment'))),
    (trade.timeline ?? []).length > 0 && h('section', { 'aria-labelledby': 'story-title' },
      h('h2', { id: 'story-title' }, t('payment.timeline')), h('ol', { class: 'story' }, trade.timeline.map(happened))),
    numberList({
      order_no: trade.order_no, out_trade_no: trade.out_trade_no, transaction_id: trade.transaction_id,
      merchant: trade.merchant_id, sub_merchant: trade.sub_merchant_id, id: trade.id,
    }));
}

function tries(rows) {
  const time = at => at ? when(at) : '–';
  return table(t('detail.tries'), [
    { name: t('detail.try'), cell: row => String(row.number) },
    { name: t('detail.method'), cell: row => row.method || '–' },
    { name: t('mark.report.needed'), className: 'nowrap', cell: row => time(row.asked_at) },
    { name: t('mark.report.confirmed'), className: 'nowrap', cell: row => time(row.confirmed_at) },
    { name: t('mark.report.failed'), className: 'nowrap', cell: row => time(row.refused_at) },
    { name: t('detail.device'), className: 'grow', cell: row => [row.err_code, row.return_msg].filter(Boolean).join(' – ') || '–' },
  ], rows, { layout: 'tight' });
}
