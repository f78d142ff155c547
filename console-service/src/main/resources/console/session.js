// Who has logged in, and what they may do. The key is sent once, and kept nowhere in the page.

import { call, get, post } from './api.js';

let known = null;

/** {operator, scopes, until, idle_until}, or null. */
export function who() {
  return known;
}

export function may(scope) {
  return known !== null && known.scopes.includes(scope);
}

/** Throws the service's Problem if nobody is logged in. */
export async function find() {
  known = null;
  known = await get('v1/session');
}

export async function logIn(key) {
  known = await post('v1/session', { key });
}

/** Even if the service does not hear it, the page shows nothing more. */
export async function leave() {
  known = null;
  await call('v1/session', { method: 'DELETE' });
}

export function forget() {
  known = null;
}
