// Calls to the service, with the session that the browser keeps. What goes wrong is a Problem that can be shown.

const PATIENCE_MS = 20_000;
// A day's books may have a million lines.
const FILE_PATIENCE_MS = 600_000;

export class Problem extends Error {
  constructor({ status, code, detail = '', whatToDo = '', errors = [] }) {
    super(`${status} ${code} ${detail}`);
    Object.assign(this, { status, code, detail, whatToDo, errors });
  }

  get lockedOut() {
    return this.status === 401;
  }
}

// A page that only stands open keeps no session alive: what somebody did is told with the next request, once.
let touched = true;
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchmove']) {
  window.addEventListener(sign, () => { touched = true; }, { capture: true, passive: true });
}

/** The answer itself, or a Problem is thrown. */
export async function call(path, asked = {}) {
  try {
    return await ask(path, asked);
  } catch (problem) {
    // The refusal has brought the token that was missing.
    if (problem.code === 'csrf_token_missing') {
      return ask(path, asked);
    }
    throw problem;
  }
}

async function ask(path, { method = 'GET', body, accept = 'application/json', signal } = {}) {
  const headers = { Accept: `${accept}, application/problem+json` };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET') {
    headers['X-XSRF-TOKEN'] = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  }
  if (!touched) {
    headers['X-Unattended'] = '1';
  }
  touched = false;
  let answer;
  try {
    answer = await fetch(path, {
      method, headers, cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (e) {
    throw new Problem({ status: 0, code: e.name === 'TimeoutError' ? 'timeout' : 'unreachable' });
  }
  if (!answer.ok) {
    throw await problem(answer);
  }
  return answer;
}

async function problem(answer) {
  const said = await answer.json().catch(() => ({}));
  return new Problem({
    status: answer.status,
    code: said.code ?? `http_${answer.status}`,
    detail: said.detail ?? (said.errors ?? []).map(one => `${one.field} ${one.detail}`).join('; '),
    whatToDo: said.what_to_do ?? '',
    errors: said.errors ?? [],
  });
}

/** A file of the console's own, as text. */
export async function file(path) {
  return (await call(path, { accept: 'text/markdown' })).text();
}

export async function get(path, query = {}) {
  const search = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return (await call(search.size > 0 ? `${path}?${search}` : path)).json();
}

/** What a person does about one of `payments` or `trades`. */
export async function act(kind, id, verb, body) {
  return post(`v1/${kind}/${encodeURIComponent(id)}/${verb}`, body);
}

export async function post(path, body) {
  return (await call(path, { method: 'POST', body })).json();
}

/** A file behind the session: fetched, then handed to the browser to keep. */
export async function download(path, name) {
  keep(await (await call(path, { accept: 'text/csv', signal: AbortSignal.timeout(FILE_PATIENCE_MS) })).blob(), name);
}

/** Hands a file to the browser to keep. */
export function keep(file, name) {
  const address = URL.createObjectURL(file);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
