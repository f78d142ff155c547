// What needs a person, by its cause: money first, then what is worse, then what has waited longer.

import { h } from '../dom.js';
import { ago, count, money } from '../format.js';
import { link, paymentLink } from '../route.js';
import { named, t } from '../text.js';
import { retryButton, said, sayButton } from './oncall.js';
import { amount, badge, differing } from './parts.js';

// The worse the earlier. The runbook of each says more than its line here.
const CAUSES = {
  reverse_expired: 'FacePayReversalOld',
  reverse_refused: 'FacePayReversalOld',
  refund_changed: 'FacePayRefundOld',
  refund_refused: 'FacePayRefundOld',
  refund_not_enough: 'FacePayRefundOld',
  order_number_used: 'FacePayAttentionNeeded',
  unreadable_credential: 'FacePayAttentionNeeded',
  refund_seen: 'FacePayAttentionNeeded',
  reverse_slow: 'FacePayReversalOld',
  refund_slow: 'FacePayRefundOld',
};
const ORDER = Object.keys(CAUSES);
const SHOWN = 5;

/** Groups of {cause, isMoney, items}, each of items a payment or a report; the most pressing first. */
function grouped({ payments, reports }) {
  const groups = new Map();
  const put = (cause, isMoney, item) => {
    const key = `${isMoney} ${cause}`;
    if (!groups.has(key)) {
      groups.set(key, { cause, isMoney, items: [] });
    }
    groups.get(key).items.push(item);
  };
  payments.forEach(payment => put(worst(payment.attention), true, payment));
  reports.forEach(report => put(report.reason ?? '', false, report));
  const since = group => Math.min(...group.items.map(item => Date.parse(item.attention_since)));
  return [...groups.values()].sort((one, other) =>
    other.isMoney - one.isMoney || rank(one) - rank(other) || since(one) - since(other));
}

function worst(reasons) {
  return [...reasons].sort((one, other) => place(one) - place(other))[0];
}

/** What a later service sends that this page does not know is looked at first. */
function place(reason) {
  return ORDER.indexOf(reason);
}

/** Overdue reports before those that are only late; the services' own order within. */
function rank({ cause, isMoney, items }) {
  return isMoney ? place(cause) : items.some(item => item.attention) ? 0 : 1;
}

export function alarms(attention, refresh) {
  const by = { me: attention.me, refresh };
  return h('div', { class: 'causes' },
    grouped(attention).map(group => (group.isMoney ? ofMoney(group, by) : ofReports(group, by))),
    Object.entries(Object.groupBy(attention.differences ?? [], difference => difference.kind)).map(([kind, items]) => ofBills(kind, items, by)));
}

function ofMoney({ cause, items }, by) {
  return card('payment', `cause-${cause}`, named('attention', cause), named('attention', `${cause}.do`), CAUSES[cause] ?? 'FacePayAttentionNeeded', items, by,
    money(items.reduce((sum, payment) => sum + payment.amount_fen, 0)), payment => h('li', { class: 'need' },
      h('div', { class: 'need-what' },
        h('p', { class: 'line' },
          h('span', { class: 'number' }, payment.out_trade_no), amount(payment),
          h('span', {}, `${payment.store_id} / ${payment.device_id}`), badge(payment)),
        payment.attention.filter(reason => reason !== cause).map(reason => h('p', { class: 'small' }, named('attention', reason))),
        said(payment, by.me)),
      waiting(payment),
      todo('payment', payment, by, h('a', {
        class: 'button main', id: `need-${payment.id}`, href: paymentLink(payment.id),
        'aria-label': `${t('home.handle')} ${payment.out_trade_no}`,
      }, t('home.handle')))));
}

/** No money is at stake: they stand behind all that is stuck, device by device. */
function ofReports({ cause, items }, by) {
  const overdue = items.some(item => item.attention);
  return card('report', `cause-${cause}`, `${t(overdue ? 'report.overdue' : 'report.delayed')}: ${named('delay', cause)}`, named('delay', `${cause}.do`),
    'FacePayReportOld', byDevice(items), by, '', report => h('li', { class: `need report ${report.attention ? 'overdue' : ''}` },
      h('div', { class: 'need-what' },
        h('p', { class: 'line' },
          h('span', { class: 'number' }, report.out_trade_no), amount(report),
          h('span', {}, `${report.store_id} / ${report.device_id}`)),
        said(report, by.me)),
      waiting(report),
      todo('report', report, by, h('a', {
        class: 'button', id: `need-report-${report.id}`, href: link('trade', { id: report.id }),
        'aria-label': `${t('home.look')} ${report.out_trade_no}`,
      }, t('home.look')))));
}

/** A bill changes no payment, and a later one may explain it: a person looks, and need not press anything. */
function ofBills(kind, items, by) {
  return card('difference', `cause-difference-${kind}`, named('difference', kind), named('difference', `${kind}.do`), 'FacePayBillDifferenceOld', items, by, '',
    difference => h('li', { class: 'need report overdue' },
      h('div', { class: 'need-what' }, differing(difference), said(difference, by.me)),
      waiting(difference),
      todo('difference', difference, by, h('a', {
        class: 'button', id: `need-difference-${difference.id}`,
        href: link('bills', { query: { merchant: difference.merchant_id, day: difference.day } }),
        'aria-label': `${t('home.look')} ${difference.out_trade_no}`,
      }, t('home.look')))));
}

function todo(about, item, { me, refresh }, way) {
  return h('div', { class: 'need-do' }, way, sayButton(`${about}-${item.id}`, [{ ...item, about }], item.out_trade_no, me, refresh));
}

/** Of one alone its row has all. */
function ofAll(about, id, title, items, { me, refresh }) {
  const open = about === 'payment' ? items.filter(payment => payment.open) : [];
  return items.length > 1 && h('p', { class: 'actions' },
    sayButton(id, items.map(item => ({ ...item, about })), title, me, refresh),
    open.length > 1 && retryButton(id, open, title, refresh));
}

function byDevice(items) {
  const name = item => `${item.merchant_id} ${item.store_id} ${item.device_id}`;
  return [...items].sort((one, other) => name(one).localeCompare(name(other)) || Date.parse(one.attention_since) - Date.parse(other.attention_since));
}

function waiting(item) {
  return h('div', { class: 'need-age' }, h('span', { class: 'dim' }, t('home.waiting')), ago(item.attention_since, 'big'));
}

function card(about, id, title, advice, runbook, items, by, sum, draw) {
  const devices = new Set(items.map(item => `${item.merchant_id} ${item.store_id} ${item.device_id ?? ''}`)).size;
  const rows = items.map(draw);
  return h('section', { class: 'cause', 'aria-labelledby': id },
    h('div', { class: 'heading' },
      h('h2', { id }, title),
      h('p', { class: 'line' },
        h('b', {}, items.some(item => item.device_id)
          ? t('alarms.count', { n: count(items.length), devices: count(devices) }) : t('bills.count', { n: count(items.length) })), sum && h('b', { class: 'money' }, sum))),
    h('p', {}, advice, ' ', h('a', { href: link('runbook', { id: runbook }) }, t('alarms.runbook'))),
    ofAll(about, id, title, items, by),
    h('ul', { class: 'needs' }, rows.slice(0, SHOWN)),
    rows.length > SHOWN && h('details', { id: `${id}-more` },
      h('summary', {}, t('alarms.more', { n: count(rows.length - SHOWN) })), h('ul', { class: 'needs' }, rows.slice(SHOWN))));
}
