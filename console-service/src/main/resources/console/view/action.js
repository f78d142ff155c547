// What a person may do about a payment or a report: said why, checked by the service, and its refusal shown in full.

import { act } from '../api.js';
import { byId, h, say } from '../dom.js';
import { named, t } from '../text.js';
import { wordsOf } from './error.js';

const WHY_MAX = 500;
const EVIDENCE_MAX = 200;

// What may be asked for: where it goes, its words, and what it sends. WeChat can't be asked about reports, so there the evidence
// stands for itself; with a payment it is part of the reason, since what counts is WeChat's own answer.
const PAYMENT = {
  kind: 'payments', words: 'act', evidenceNeeded: false,
  body: (why, evidence) => ({ why: evidence === '' ? why : t('act.evidence.joined', { why, evidence }) }),
};
const REPORT = { kind: 'trades', words: 'report.act', evidenceNeeded: true, body: (why, evidence) => ({ why, evidence }) };

/** The buttons that make sense for the payment as it stands. */
export function offer(payment, refresh) {
  return [
    payment.open && button(PAYMENT, payment, 'retry', 'main', refresh),
    (payment.state === 'reversing' || (payment.attention ?? []).length > 0) && button(PAYMENT, payment, 'resolve', '', refresh),
  ].filter(Boolean);
}

/** The same for a trade's report. */
export function offerReport(trade, refresh) {
  const open = ['due', 'asked', 'failed'].includes(trade.state);
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
  send.disabled = true;
  outcome.replaceChildren(h('p', { class: 'dim' }, t('act.sending')));
  try {
    await act(about.kind, subject.id, verb, about.body(reason, seen));
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
