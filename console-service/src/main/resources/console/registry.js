// The registry of stores and devices, as the console's own service hands calls on to it.

import { call, get } from './api.js';
import { maybe, t } from './text.js';
import { wordsOf } from './view/error.js';

const AT = 'v1/admin';

let kept = new Map();

/** What was asked for is asked for anew: somebody came to a page, or changed something. */
export function forgetAnswers() {
  kept = new Map();
}

/**
 * What the registry says, as `{said}`, or `{problem}`: a page may have more to show than that. Asked for once, since each question
 * is written into its audit, and payments come in by the second.
 */
export async function look(path, query = {}) {
  const mine = kept;
  const question = `${path} ${JSON.stringify(query)}`;
  if (!mine.has(question)) {
    mine.set(question, await get(`${AT}/${path}`, query).then(said => ({ said }), problem => {
      if (problem.status === 401) {
        throw problem;
      }
      return { problem };
    }));
  }
  return mine.get(question);
}

export function storePath(id) {
  return `stores/${encodeURIComponent(id)}`;
}

export function devicePath(id) {
  return `devices/${encodeURIComponent(id)}`;
}

/** The registry's answer; what was looked at before is forgotten. */
export async function send(method, path, body) {
  const answer = await call(`${AT}/${path}`, { method, body });
  forgetAnswers();
  return { status: answer.status, said: await answer.json() };
}

/** The store as it is now, but for these changes; what is empty is none. */
export async function change(id, changes) {
  const before = await get(`${AT}/${storePath(id)}`);
  const next = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '');
  return send('PUT', storePath(id), Object.fromEntries(next));
}

/** In the reader's words. */
export function words(problem) {
  return problem.code === 'scope_missing'
    ? t('registry.scope_missing', { scope: problem.detail.replace('needs ', '') })
    : maybe(`registry.${problem.code}`) || wordsOf(problem);
}

/** What is wrong with a field, by the rule that it breaks. */
export function fault({ field, code, detail }) {
  return code === 'missing' ? t('rule.missing') : maybe(`rule.${field}`) || detail;
}
