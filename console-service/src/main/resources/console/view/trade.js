// A trade that must be reported to WeChat, what to do about it, and every try on its timeline: where its payment is ours, the way to that.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, money, when } from '../format.js';
import { paymentLink } from '../route.js';
import { named, t } from '../text.js';
import { offerReport } from './action.js';
import { numberList, unreported } from './parts.js';
import { happened } from './payment.js';

export async function load(route) {
  return get(`v1/trades/${encodeURIComponent(route.id)}`);
}

export function title(trade) {
  return `${trade.out_trade_no} ${t(`report.${trade.state}`)}`;
}

export function render(trade, route, refresh) {
  return h('div', { class: 'view trade' },
    h('h1', {}, t(`report.${trade.state}`)),
    h('p', { class: 'line' },
      h('span', { class: 'number' }, trade.out_trade_no),
      trade.amount_fen !== undefined && h('span', { class: 'money' }, money(trade.amount_fen)),
      h('span', {}, `${trade.store_id} / ${trade.device_id}`),
      trade.paid_at && h('span', {}, `${t('column.paid')} `, when(trade.paid_at)),
      trade.elsewhere && h('span', {}, t('report.elsewhere'))),
    trade.reversed_after_report && h('p', { class: 'strong' }, t('fact.report.reversed-after')),
    resolved(trade),
    todo(trade, refresh),
    trade.elsewhere === false && h('p', { class: 'actions' },
      h('a', { class: 'button', id: 'to-payment', href: paymentLink(trade.id) }, t('report.payment'))),
    (trade.timeline ?? []).length > 0 && h('section', { 'aria-labelledby': 'story-title' },
      h('h2', { id: 'story-title' }, t('payment.timeline')), h('ol', { class: 'story' }, trade.timeline.map(happened))),
    numberList({
      order_no: trade.order_no, out_trade_no: trade.out_trade_no, transaction_id: trade.transaction_id,
      merchant: trade.merchant_id, sub_merchant: trade.sub_merchant_id, id: trade.id,
    }));
}

function todo(trade, refresh) {
  const actions = offerReport(trade, refresh);
  if (!trade.reason) {
    return actions.length > 0 && h('p', { class: 'actions' }, actions);
  }
  return h('section', { class: 'box alarm' },
    unreported(trade),
    h('p', {}, named('delay', `${trade.reason}.do`)),
    trade.attention_since && h('p', {}, `${t('home.waiting')} `, ago(trade.attention_since, 'strong')),
    h('p', { class: 'actions' }, actions));
}

/** Whose word it is that nobody need report it any more. */
function resolved(trade) {
  const act = trade.state === 'resolved' && trade.acts.find(done => done.act === 'resolve');
  return act && h('section', { class: 'box' },
    h('p', {}, h('span', { class: 'strong' }, act.who), ' ', when(act.at)),
    h('p', {}, act.why),
    h('p', {}, h('span', { class: 'dim' }, `${t('detail.evidence')} `), act.evidence),
    h('p', { class: 'dim' }, t('report.resolved.counts')));
}
