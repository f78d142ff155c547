// A question before an act of the registry: what is to be filled in, what will happen, and what came of it.

import { byId, h, say } from '../dom.js';
import { fault, words } from '../registry.js';
import { t } from '../text.js';

/**
 * @param about sentences that say what will happen
 * @param fields {name, label, hint?, value?, needed?, max?}
 * @param act sends what was filled in
 * @param done is told the answer: an element that it returns is shown, and without one the dialog closes
 */
export function ask({ title, about = [], fields = [], send, danger = false, act, done }) {
  const dialog = byId('dialog');
  const outcome = h('div', { id: 'outcome', role: 'alert' });
  const button = h('button', { type: 'submit', id: 'send', class: danger ? 'danger' : 'main' }, send);
  const close = h('button', { type: 'button', id: 'cancel', onclick: () => dialog.close() }, t('act.cancel'));
  const rows = fields.map(row);
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('form', {
    novalidate: true,
    onsubmit: async event => {
      event.preventDefault();
      const values = Object.fromEntries(rows.map(({ name, input }) => [name, input.value.trim()]));
      const missing = rows.filter(({ needed, name }) => needed && values[name] === '').map(({ name }) => ({ field: name, code: 'missing' }));
      outcome.replaceChildren();
      if (mark(rows, missing)) {
        return;
      }
      button.disabled = true;
      try {
        const shown = done(await act(values));
        if (shown instanceof Element) {
          dialog.replaceChildren(shown);
          // What is shown once does not stay in the page.
          dialog.addEventListener('close', () => dialog.replaceChildren(), { once: true });
          byId('close').focus();
        } else {
          dialog.close();
        }
        say(t('registry.done'));
      } catch (problem) {
        if (!problem.code) {
          throw problem;
        }
        if (!mark(rows, problem.errors ?? [])) {
          outcome.replaceChildren(h('div', { class: 'box bad' }, h('p', { class: 'strong' }, t('act.refused')), h('p', {}, words(problem))));
        }
      } finally {
        button.disabled = false;
      }
    },
  },
  h('h2', { id: 'dialog-title' }, title),
  about.map(sentence => h('p', { class: danger ? '' : 'dim' }, sentence)),
  rows.map(({ element }) => element),
  outcome,
  h('p', { class: 'actions' }, button, close)));
  dialog.showModal();
  (rows[0]?.input ?? close).focus();
}

function row({ name, label, hint = '', value = '', needed = false, max = 128 }) {
  const wrong = h('p', { id: `${name}-wrong`, class: 'wrong' });
  const input = h('input', {
    id: name, name, value, maxlength: max, required: needed, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${name}-hint ${name}-wrong`,
  });
  const element = h('div', {}, h('label', { for: name }, label, !needed && h('span', { class: 'dim' }, ` ${t('registry.optional')}`)), input,
    h('p', { id: `${name}-hint`, class: 'dim small' }, hint), wrong);
  return { name, needed, input, wrong, element };
}

/** Says what is wrong beside each field; whether there is one to say it beside. */
function mark(rows, errors) {
  const wrong = rows.filter(({ name, input, wrong: said }) => {
    const error = errors.find(({ field }) => field === name);
    said.textContent = error ? fault(error) : '';
    input.setAttribute('aria-invalid', error ? 'true' : 'false');
    return error;
  });
  wrong[0]?.input.focus();
  return wrong.length > 0;
}
