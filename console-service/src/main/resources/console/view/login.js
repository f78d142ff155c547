// Asks for the operator's key, tries it, and keeps it for this tab.

import { forgetKey, get, keepKey } from '../api.js';
import { h } from '../dom.js';
import { t } from '../text.js';
import { wordsOf } from './error.js';

export function render(problem, entered) {
  const field = h('input', {
    id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true,
    maxlength: 256, 'aria-describedby': 'key-about key-problem',
  });
  const wrong = h('p', { id: 'key-problem', class: 'wrong', role: 'alert' }, problem ? because(problem, true) : '');
  const button = h('button', { type: 'submit', class: 'main' }, t('login.enter'));
  return h('section', { class: 'login box' },
    h('h1', {}, t('login.title')),
    h('form', {
      onsubmit: async event => {
        event.preventDefault();
        button.disabled = true;
        wrong.textContent = '';
        keepKey(field.value.trim());
        try {
          await get('v1/attention', { limit: 1 });
          await entered();
        } catch (refused) {
          forgetKey();
          wrong.textContent = because(refused, false);
          field.select();
        } finally {
          button.disabled = false;
        }
      },
    }, h('label', { for: 'key' }, t('login.label')), field, wrong, button),
    h('p', { id: 'key-about', class: 'dim' }, t('login.about'), ' ', t('login.where')));
}

function because(problem, wasIn) {
  if (problem.status === 401) {
    return t(wasIn ? 'login.again' : 'login.wrong');
  }
  return problem.status === 403 ? t('login.scope') : wordsOf(problem);
}
