// Asks for the operator's key, and sends it once for a session.

import { h } from '../dom.js';
import { logIn } from '../session.js';
import { t } from '../text.js';
import { wordsOf } from './error.js';

/** `problem`: why somebody who was in is out. */
export function render(problem, entered) {
  const field = h('input', {
    id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true,
    maxlength: 256, 'aria-describedby': 'key-about key-problem',
  });
  const wrong = h('p', { id: 'key-problem', class: 'wrong', role: 'alert' }, problem ? because(problem, 'login.again') : '');
  const button = h('button', { type: 'submit', class: 'main' }, t('login.enter'));
  return h('section', { class: 'login box' },
    h('h1', {}, t('login.title')),
    h('form', {
      onsubmit: async event => {
        event.preventDefault();
        button.disabled = true;
        wrong.textContent = '';
        try {
          await logIn(field.value.trim());
          await entered();
        } catch (refused) {
          wrong.textContent = because(refused, 'login.wrong');
          field.select();
        } finally {
          button.disabled = false;
        }
      },
    }, h('label', { for: 'key' }, t('login.label')), field, wrong, button),
    h('p', { id: 'key-about', class: 'dim' }, t('login.about'), ' ', t('login.where')));
}

/** A key that breaks the rule for keys is as wrong as another. */
function because(problem, unknown) {
  return problem.code === 'unauthorized' || problem.code === 'invalid_request' ? t(unknown) : wordsOf(problem);
}
