// What a person may do about a payment or a report: said why, checked by the service, and its refusal shown in full.

import { act } from '../api.js';
import { byId, h, say } from '../dom.js';
import { money } from '../format.js';
import { may } from '../session.js';
import { named, t } from '../text.js';
import { wordsOf } from './error.js';

const WHY_MAX = 500;
const EVIDENCE_MAX = 200;
// WeChat's bound: the buyer reads it.
const REFUND_WHY_MAX = 80;

// What may be asked for: where it goes, its words, and what it sends. WeChat can't be asked about reports, so there the evidence
// stands for itself; with a payment it is part of the reason, since what counts is WeChat's own answer.
const PAYMENT = {
  kind: 'payments', words: 'act', evidenceNeeded: false,
  body: (why, evidence) => ({ why: evidence === '' ? why : t('act.evidence.joined', { why, evidence }) }),
};
const REPORT = {
  kind: 'trades', words: 'report.act', evidenceNeeded: true,
  body: (why, evidence) => evidence === '' ? { why } : { why, evidence },
};

/** The buttons that make sense for the payment as it stands, and for who looks at it. */
export function offer(payment, refresh) {
  return !may('payments:act') ? [] : [
    payment.open && button(PAYMENT, payment, 'retry', 'main', refresh),
    (payment.state === 'reversing' || (payment.attention ?? []).length > 0) && button(PAYMENT, payment, 'resolve', '', refresh),
    mayGiveBack(payment) && left(payment) > 0 && refundButton(payment, refresh),
  ].filter(Boolean);
}

/**
 * Paid; or told as not paid while the buyer's money may be with us: then the service asks WeChat first. Where another system's order
 * has the number, the money is not ours to give.
 */
export function mayGiveBack(payment) {
  const attention = payment.attention ?? [];
  return payment.state === 'succeeded'
    || (['failed', 'reversed'].includes(payment.state) && attention.length > 0 && payment.reason !== 'order_number_used')
    || (payment.state === 'reversing' && attention.includes('reverse_expired'));
}

function left(payment) {
  return payment.refunds?.left_fen ?? payment.amount_fen;
}

function refundButton(payment, refresh) {
  return h('button', { type: 'button', id: 'do-refund', onclick: () => openRefund(payment, refresh) }, t('payment.refund'));
}

/** One number for as long as the dialog is open: whoever presses twice gives back once. */
function openRefund(payment, refresh) {
  const dialog = byId('dialog');
  const number = `C${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const yuan = h('input', { id: 'yuan', inputmode: 'decimal', required: true, autocomplete: 'off', value: (left(payment) / 100).toFixed(2) });
  const why = h('input', { id: 'why', maxlength: REFUND_WHY_MAX, required: true, autocomplete: 'off', placeholder: t('refund.act.why.hint') });
  const outcome = h('div', { id: 'outcome', role: 'alert' });
  const send = h('button', { type: 'submit', id: 'send', class: 'main' }, t('act.send.refund'));
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('form', {
    onsubmit: event => {
      event.preventDefault();
      const fen = fenOf(yuan.value);
      if (fen === null || why.value.trim() === '') {
        outcome.replaceChildren(h('p', { class: 'wrong' }, t(fen === null ? 'refund.act.amount.wrong' : 'act.why.missing')));
        return;
      }
      ask({ kind: 'payments', words: 'refund.act' }, payment, 'refund', 'refunds',
        { refund_no: number, amount_fen: fen, why: why.value.trim() }, { outcome, send, refresh });
    },
  },
  h('h2', { id: 'dialog-title' }, t('refund.act.refund.title')),
  h('p', { class: 'number' }, payment.out_trade_no),
  h('p', { class: 'dim' }, t('refund.act.refund.about', { left: money(left(payment)) })),
  h('label', { for: 'yuan' }, t('refund.act.amount')), yuan,
  h('label', { for: 'why' }, t('refund.act.why')), why,
  outcome,
  h('p', { class: 'actions' }, send,
    h('button', { type: 'button', id: 'cancel', onclick: () => dialog.close() }, t('act.cancel')))));
  dialog.showModal();
  why.focus();
}

/** In fen, or null if it is no amount. */
function fenOf(yuan) {
  const [, whole, part = ''] = /^\s*(\d{1,7})(?:[.](\d{1,2}))?\s*$/.exec(yuan) ?? [];
  const fen = whole === undefined ? 0 : Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return fen > 0 ? fen : null;
}

/** The same for a trade's report. */
export function offerReport(trade, refresh) {
  const open = may('payments:act') && ['due', 'asked', 'failed'].includes(trade.state);
  return open ? [button(REPORT, trade, 'retry', 'main', refresh), button(REPORT, trade, 'resolve', '', refresh)] : [];
}

function button(about, subject, verb, className, refresh) {
  return h('button', {
    type: 'button', id: `do-${verb}`, class: className, onclick: () => open(about, subject, verb, refresh),
  }, t(`${about === REPORT ? 'report' : 'payment'}.${verb}`));
}

function open(about, subject, verb, refresh) {
  const dialog = byId('dialog');
  const why = h('textarea', { id: 'why', rows: 3, maxlength: WHY_MAX - EVIDENCE_MAX, required: true, placeholder: t(`${about.words}.why.hint`) });
  const evidence = h('input', {
    id: 'evidence', maxlength: EVIDENCE_MAX - 20, autocomplete: 'off', required: about.evidenceNeeded, placeholder: t(`${about.words}.evidence.hint`),
  });
  const outcome = h('div', { id: 'outcome', role: 'alert' });
  const send = h('button', { type: 'submit', id: 'send', class: 'main' }, t(`act.send.${verb}`));
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('form', {
    onsubmit: event => {
      event.preventDefault();
      submit({ about, subject, verb, why, evidence, outcome, send, dialog, refresh });
    },
  },
  h('h2', { id: 'dialog-title' }, t(`${about.words}.${verb}.title`)),
  h('p', { class: 'number' }, subject.out_trade_no),
  h('p', { class: 'dim' }, t(`${about.words}.${verb}.about`)),
  h('label', { for: 'why' }, t('act.why')), why,
  verb === 'resolve' && [h('label', { for: 'evidence' }, t(`${about.words}.evidence`)), evidence],
  outcome,
  h('p', { class: 'actions' }, send,
    h('button', { type: 'button', id: 'cancel', onclick: () => dialog.close() }, t('act.cancel')))));
  dialog.showModal();
  why.focus();
}

async function submit({ about, subject, verb, why, evidence, outcome, send, refresh }) {
  const reason = why.value.trim();
  const seen = evidence.value.trim();
  const missing = reason === '' ? 'act.why.missing' : verb === 'resolve' && about.evidenceNeeded && seen === '' ? 'act.evidence.missing' : '';
  if (missing) {
    outcome.replaceChildren(h('p', { class: 'wrong' }, t(missing)));
    return;
  }
  await ask(about, subject, verb, verb, about.body(reason, seen), { outcome, send, refresh });
}

async function ask(about, subject, verb, path, body, { outcome, send, refresh }) {
  send.disabled = true;
  outcome.replaceChildren(h('p', { class: 'dim' }, t('act.sending')));
  try {
    await act(about.kind, subject.id, path, body);
    outcome.replaceChildren(h('p', { class: 'taken' }, `✓ ${t(`${about.words}.taken.${verb}`)}`));
    say(t(`${about.words}.taken.${verb}`));
    send.remove();
    byId('cancel').textContent = 'OK';
    byId('cancel').focus();
    refresh();
  } catch (problem) {
    send.disabled = false;
    outcome.replaceChildren(refusal(problem));
  }
}

/** WeChat's trade state in the reader's words, with the rest of what it said. */
function said(detail) {
  const [, state, rest] = /^WeChat says ([A-Z]+)\b ?(.*)$/.exec(detail) ?? [];
  return state === undefined ? detail : `${state} (${named('trade', state)}) ${rest}`.trim();
}

function refusal(problem) {
  const fromGateway = problem.code === 'gateway_contradicts' || problem.code === 'gateway_unclear';
  return h('div', { class: 'box bad' },
    h('p', { class: 'strong' }, t('act.refused')),
    problem.detail && h('p', { class: 'said' }, fromGateway
      ? t('act.says', { text: said(problem.detail) }) : t('act.detail', { text: problem.detail })),
    h('p', {}, wordsOf(problem)));
}
