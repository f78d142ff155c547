// One payment: what it came to, what to do about it, its numbers, and all that happened.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, lasted, money, when } from '../format.js';
import { picture } from '../picture.js';
import { link } from '../route.js';
import { named, t } from '../text.js';
import { mayGiveBack, offer } from './action.js';
import { copyButton, numberList } from './parts.js';

export async function load(route) {
  return get(`v1/payments/${encodeURIComponent(route.id)}`);
}

export function title(payment) {
  return `${payment.out_trade_no} ${t(`short.${payment.state}`)}`;
}

export function render(payment, route, refresh) {
  return h('div', { class: 'view payment' },
    verdict(payment),
    attention(payment, refresh),
    refunds(payment),
    payment.timeline.some(entry => entry.type === 'report.due')
      && h('p', { class: 'actions' }, h('a', { class: 'button', id: 'to-report', href: link('trade', { id: payment.id }) }, t('payment.report'))),
    h('section', { 'aria-labelledby': 'story-title' },
      h('h2', { id: 'story-title' }, t('payment.timeline')),
      drawing(payment),
      h('p', { class: 'dim small' }, t('payment.scale')),
      h('ol', { class: 'story' }, payment.timeline.map(happened))),
    numbers(payment));
}

/** What is to be said at the till, before everything else. */
export function verdictKey(payment) {
  if (payment.state === 'reversing' && (payment.attention ?? []).length > 0) {
    return 'stuck';
  }
  return payment.state === 'reversed' && payment.reason === 'never_reached' ? 'never' : payment.state;
}

function verdict(payment) {
  const key = verdictKey(payment);
  return h('section', { class: `verdict ${key}`, 'aria-labelledby': 'verdict' },
    h('div', { class: 'verdict-head' },
      h('h1', { id: 'verdict' }, t(`state.${key}`)),
      h('p', { class: 'sum' }, money(payment.amount_fen))),
    h('p', { class: 'advice' }, t(`state.${key}.more`)),
    h('p', { class: 'line' },
      h('span', { class: 'number' }, payment.out_trade_no), copyButton(payment.out_trade_no, t('payment.out_trade_no')),
      h('span', {}, `${payment.store_id} / ${payment.device_id}`),
      h('span', {}, named('channel', payment.channel)),
      payment.attempt > 1 && h('span', {}, t('payment.attempt', { n: payment.attempt })),
      h('span', {}, `${t('payment.requested')} `, when(payment.requested_at)),
      payment.took_ms !== undefined && h('span', {}, t('payment.took', { time: lasted(payment.took_ms) })),
      payment.open && h('span', {}, `${t('home.waiting')} `, ago(payment.requested_at, 'strong')),
      payment.reason && h('span', {}, named('reason', payment.reason))),
    paidWith(payment));
}

/** What coupons paid, and what of it is settled; a sale without coupons has nothing to say here. */
function paidWith({ amount_fen, settled_fen, cash_fen, coupon_fen, amounts_doubt }) {
  const line = (name, fen) => fen !== undefined && h('span', {}, `${t(`payment.${name}`)} ${money(fen)}`);
  return (coupon_fen > 0 || amounts_doubt || (settled_fen ?? amount_fen) !== amount_fen)
    && h('p', { class: 'line' },
      line('cash', cash_fen), line('coupons', coupon_fen), line('settled', settled_fen),
      amounts_doubt && h('span', { class: 'strong' }, t('payment.amounts_doubt')));
}

function attention(payment, refresh) {
  const reasons = payment.attention ?? [];
  const actions = offer(payment, refresh);
  if (reasons.length === 0) {
    return (payment.state === 'reversing' || mayGiveBack(payment)) && actions.length > 0 && h('p', { class: 'actions' }, actions);
  }
  const last = payment.timeline.filter(entry => entry.type === 'payment.attention-needed');
  return h('section', { class: 'box alarm', 'aria-labelledby': 'attention-title' },
    h('h2', { id: 'attention-title' }, t('payment.attention'),
      h('span', { class: 'dim beside' }, `${t('home.waiting')} `, ago(payment.attention_since))),
    reasons.map(reason => {
      const entry = last.findLast(one => one.details.reason === reason);
      return [
        h('p', { class: 'strong' }, named('attention', reason)),
        said(entry?.details ?? {}),
        h('p', {}, named('attention', `${reason}.do`)),
      ];
    }),
    h('p', { class: 'actions' }, actions));
}

/** What went back, and what is left. */
function refunds(payment) {
  const back = payment.refunds;
  return back && h('section', { class: 'box', 'aria-labelledby': 'refunds-title' },
    h('h2', { id: 'refunds-title' }, t('payment.refunds')),
    h('p', { class: 'line' },
      h('span', {}, t('payment.refunded', { money: money(back.refunded_fen) })),
      back.pending_fen > 0 && h('span', {}, t('payment.refund_pending', { money: money(back.pending_fen) })),
      h('span', {}, t('payment.refund_left', { money: money(back.left_fen) }))),
    h('ul', {}, back.list.map(refund => h('li', {},
      h('span', { class: 'number' }, refund.refund_no), ` ${money(refund.amount_fen)} `,
      h('span', { class: 'strong' }, t(`refund.${refund.state}`)),
      refund.reason && ` – ${named('reason', refund.reason)}`,
      refund.why && h('span', { class: 'dim' }, ` ${refund.why} (${refund.who})`)))));
}

// What stands in WeChat's place then is what our own client found.
const NO_WORD_OF_WECHAT = ['no_answer', 'not_sent', 'http_error', 'unreadable', 'interrupted'];

function said(details) {
  const text = [details.gateway_code, details.gateway_text].filter(Boolean).join(' – ');
  return text && h('p', { class: 'said' }, h('span', { class: 'dim' }, `${t(NO_WORD_OF_WECHAT.includes(details.reason) ? 'detail.technical' : 'detail.gateway')} `), h('code', {}, text));
}

/** As wide as there is room, and drawn anew when that changes. */
function drawing(payment) {
  const place = h('div', { class: 'drawing' });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== drawn) {
      drawn = width;
      place.replaceChildren(picture(payment, width));
    }
  }).observe(place);
  return place;
}

export function happened(entry) {
  const { details } = entry;
  const reasons = entry.type.startsWith('payment.attention') ? 'attention' : entry.type.startsWith('report.') ? 'delay' : 'reason';
  const line = (name, value) => value !== undefined && value !== ''
    && h('p', {}, h('span', { class: 'dim' }, `${t(`detail.${name}`)} `), h('span', {}, value));
  return h('li', { class: entry.version > 0 ? 'state' : '' },
    h('div', { class: 'story-when' }, when(entry.at, { milliseconds: true }),
      entry.took_ms !== undefined && h('span', { class: 'dim' }, t('detail.took', { time: lasted(entry.took_ms) }))),
    h('div', { class: 'story-what' },
      h('p', {}, h('span', { class: `stage ${entry.by}` }, named('stage', entry.by)),
        h('span', { class: 'strong' }, named('fact', entry.type))),
      line('act', details.act && t(`act.${details.act}`)),
      line('reason', details.reason && named(reasons, details.reason)),
      said(details),
      details.sent_at && entry.type === 'payment.unknown' && h('p', {}, call(entry)),
      line('paid_at', details.paid_at && when(details.paid_at)),
      line('transaction_id', details.transaction_id),
      line('refund_no', details.refund_no), line('amount', details.refund_no && money(details.amount_fen)),
      line('refund_id', details.refund_id), line('receiving_account', details.receiving_account),
      line('tries', details.tries === undefined ? undefined : String(details.tries)),
      line('try', details.try === undefined ? undefined : String(details.try)), line('method', details.method),
      line('device', [details.err_code, details.return_msg].filter(Boolean).join(' – ')),
      line('assignee', details.assignee), line('who', details.who), line('why', details.why), line('evidence', details.evidence)));
}

function call(entry) {
  const sent = when(entry.details.sent_at, { milliseconds: true }).textContent;
  return t('detail.call', { from: sent, time: lasted(Date.parse(entry.at) - Date.parse(entry.details.sent_at)) });
}

function numbers(payment) {
  return numberList({
    order_no: payment.order_no, out_trade_no: payment.out_trade_no, transaction_id: payment.transaction_id,
    merchant: payment.merchant_id, sub_merchant: payment.sub_merchant_id, id: payment.id,
  });
}
