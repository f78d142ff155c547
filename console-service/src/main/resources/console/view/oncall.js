// That one has seen an alarm, or whose it is, said of one or of many; and many retried at once. Each is answered by itself.

import { get, post } from '../api.js';
import { byId, h, say } from '../dom.js';
import { ago, count } from '../format.js';
import { may } from '../session.js';
import { t } from '../text.js';
import { wordsOf } from './error.js';

// As many as the service takes in one call.
const AT_ONCE = 100;
const WHY_MAX = 500;
const NAMED_MAX = 5;

/** What people said of it, if anybody did. */
export function said({ acknowledged_by: by, acknowledged_at: at, assignee, why }, me) {
  return (by || assignee) && h('p', { class: 'line small' },
    assignee && h('span', { class: `badge ${assignee === me ? 'mine' : ''}` },
      assignee === me ? t('oncall.yours') : t('oncall.of', { name: assignee })),
    by ? h('span', { class: 'dim' }, `${t('oncall.seen', { name: by })} · `, ago(at)) : h('span', { class: 'strong' }, t('oncall.new')),
    why && h('q', {}, why));
}

/** To say it of these: {about, id, out_trade_no}; `name` tells a screen reader of which; `me`: who looks. */
export function sayButton(id, alarms, name, me, refresh) {
  return button(`say-${id}`, 'oncall.say', alarms, name, () => {
    const whose = h('select', { id: 'whose' },
      h('option', { value: 'seen' }, t('oncall.to.seen')),
      h('option', { value: `to ${me}` }, t('oncall.to.me')),
      h('option', { value: 'nobody' }, t('oncall.to.nobody')));
    offerOthers(whose, me);
    open({
      opener: `say-${id}`, words: 'oncall.say', rows: alarms, whyNeeded: false, refresh,
      fields: [h('label', { for: 'whose' }, t('oncall.whose')), whose],
      ask: (some, why) => {
        // What is empty is left out.
        const body = { alarms: some.map(alarm => ({ about: alarm.about, id: alarm.id })), ...(why && { why }) };
        return whose.value === 'seen' ? post('v1/attention/acknowledge', body)
          : post('v1/attention/assign', whose.value === 'nobody' ? body : { ...body, assignee: whose.value.slice(3) });
      },
    });
  });
}

/** Without their names one can still take it: nobody waits for them. */
async function offerOthers(whose, me) {
  const { operators } = await get('v1/operators').catch(() => ({ operators: [] }));
  whose.lastElementChild.before(...operators.filter(other => other !== me)
    .map(other => h('option', { value: `to ${other}` }, t('oncall.to', { name: other }))));
}

export function retryButton(id, payments, name, refresh) {
  return button(`retry-${id}`, 'oncall.retry', payments, name, () => open({
    opener: `retry-${id}`, words: 'oncall.retry', rows: payments, whyNeeded: true, refresh, fields: [],
    ask: (some, why) => post('v1/payments/retry', { ids: some.map(payment => payment.id), why }),
  }));
}

/** Its name begins with what one sees; nothing for somebody who may only look. */
function button(id, word, rows, name, onclick) {
  if (!may('payments:act')) {
    return null;
  }
  const seen = rows.length > 1 ? `${t(word)} (${count(rows.length)})` : t(word);
  return h('button', { type: 'button', id, 'aria-label': `${seen} ${name}`, onclick }, seen);
}

function open({ opener, words, rows, whyNeeded, refresh, fields, ask }) {
  const dialog = byId('dialog');
  const why = h('textarea', { id: 'why', rows: 2, maxlength: WHY_MAX, required: whyNeeded, placeholder: t(`${words}.hint`) });
  const outcome = h('div', { id: 'outcome', role: 'alert' });
  const send = h('button', { type: 'submit', id: 'send', class: 'main' }, t(`${words}.send`, { n: count(rows.length) }));
  const numbers = rows.slice(0, NAMED_MAX).map(row => row.out_trade_no).join(', ');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('form', {
    onsubmit: event => {
      event.preventDefault();
      if (whyNeeded && why.value.trim() === '') {
        outcome.replaceChildren(h('p', { class: 'wrong' }, t('act.why.missing')));
        return;
      }
      submit({ rows, ask: some => ask(some, why.value.trim()), outcome, send, refresh });
    },
  },
  h('h2', { id: 'dialog-title' }, t(`${words}.title`, { n: count(rows.length) })),
  h('p', { class: 'number' }, rows.length > NAMED_MAX ? t('oncall.others', { numbers, n: count(rows.length - NAMED_MAX) }) : numbers),
  h('p', { class: 'dim' }, t(`${words}.about`)),
  fields,
  h('label', { for: 'why' }, t(whyNeeded ? 'act.why' : 'oncall.why')), why,
  outcome,
  h('p', { class: 'actions' }, send,
    h('button', { type: 'button', id: 'cancel', onclick: () => dialog.close() }, t('act.cancel')))));
  // The page may have been drawn anew meanwhile, and what was pressed may be gone.
  dialog.addEventListener('close', () => (byId(opener) ?? byId('need-title') ?? byId('main')).focus(), { once: true });
  dialog.showModal();
  (dialog.querySelector('select') ?? why).focus();
}

async function submit({ rows, ask, outcome, send, refresh }) {
  send.disabled = true;
  outcome.replaceChildren(h('p', { class: 'dim' }, t('act.sending')));
  const answers = [];
  let problem = null;
  try {
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      answers.push(...(await ask(rows.slice(from, from + AT_ONCE))).rows);
    }
  } catch (thrown) {
    problem = thrown;
  }
  outcome.replaceChildren(...told(rows, answers, problem));
  if (answers.length === rows.length) {
    say(outcome.textContent);
    send.remove();
    byId('cancel').textContent = 'OK';
    byId('cancel').focus();
  } else {
    // The same again is safe: what is so already is not said twice.
    send.disabled = false;
  }
  if (answers.length > 0) {
    refresh();
  }
}

/** How many were taken, and of each other one why not. */
function told(rows, answers, problem) {
  const taken = answers.filter(answer => answer.outcome === 'taken').length;
  const refused = answers.filter(answer => answer.outcome !== 'taken');
  const number = answer => rows.find(row => row.id === answer.id && (answer.about ?? row.about) === row.about)?.out_trade_no ?? answer.id;
  return [
    taken > 0 && h('p', { class: 'taken' }, `✓ ${t('oncall.taken', { n: count(taken) })}`),
    (refused.length > 0 || problem) && h('div', { class: 'box bad' },
      h('p', { class: 'strong' }, t('oncall.refused', { n: count(rows.length - taken) })),
      refused.length > 0 && h('ul', { class: 'refused' }, refused.map(answer => h('li', {},
        h('span', { class: 'number' }, number(answer)), ': ',
        wordsOf({ code: answer.code, whatToDo: answer.what_to_do, message: answer.code })))),
      problem && h('p', {}, wordsOf(problem))),
  ].filter(Boolean);
}
