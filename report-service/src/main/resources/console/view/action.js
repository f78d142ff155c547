// What a person may do: said why, held against WeChat by the service, and its refusal shown in full.

import { act } from '../api.js';
import { byId, h, say } from '../dom.js';
import { named, t } from '../text.js';
import { wordsOf } from './error.js';

const WHY_MAX = 500;
const EVIDENCE_MAX = 200;

/** The buttons that make sense for the payment as it stands. */
export function offer(payment, refresh) {
  const button = (verb, className) => h('button', {
    type: 'button', id: `do-${verb}`, class: className, onclick: () => open(payment, verb, refresh),
  }, t(`payment.${verb}`));
  return [
    payment.state === 'reversing' && button('retry', 'main'),
    (payment.state === 'reversing' || (payment.attention ?? []).length > 0) && button('resolve', ''),
  ].filter(Boolean);
}

function open(payment, verb, refresh) {
  const dialog = byId('dialog');
  const why = h('textarea', { id: 'why', rows: 3, maxlength: WHY_MAX - EVIDENCE_MAX, required: true, placeholder: t('act.why.hint') });
  const evidence = h('input', { id: 'evidence', maxlength: EVIDENCE_MAX - 20, autocomplete: 'off', placeholder: t('act.evidence.hint') });
  const outcome = h('div', { id: 'outcome', role: 'alert' });
  const send = h('button', { type: 'submit', id: 'send', class: 'main' }, t(`act.send.${verb}`));
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('form', {
    onsubmit: event => {
      event.preventDefault();
      submit({ payment, verb, why, evidence, outcome, send, dialog, refresh });
    },
  },
  h('h2', { id: 'dialog-title' }, t(`act.${verb}.title`)),
  h('p', { class: 'number' }, payment.out_trade_no),
  h('p', { class: 'dim' }, t(`act.${verb}.about`)),
  h('label', { for: 'why' }, t('act.why')), why,
  verb === 'resolve' && [h('label', { for: 'evidence' }, t('act.evidence')), evidence],
  outcome,
  h('p', { class: 'actions' }, send,
    h('button', { type: 'button', id: 'cancel', onclick: () => dialog.close() }, t('act.cancel')))));
  dialog.showModal();
  why.focus();
}

async function submit({ payment, verb, why, evidence, outcome, send, dialog, refresh }) {
  const reason = why.value.trim();
  if (reason === '') {
    outcome.replaceChildren(h('p', { class: 'wrong' }, t('act.why.missing')));
    return;
  }
  const seen = evidence.value.trim();
  send.disabled = true;
  outcome.replaceChildren(h('p', { class: 'dim' }, t('act.sending')));
  try {
    await act(payment.id, verb, seen === '' ? reason : t('act.evidence.joined', { why: reason, evidence: seen }));
    outcome.replaceChildren(h('p', { class: 'taken' }, `✓ ${t(`act.taken.${verb}`)}`));
    say(t(`act.taken.${verb}`));
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
