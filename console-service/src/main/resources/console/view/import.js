// Stores from a file: all lines are judged first, and nothing is written while one is wrong.

import { keep } from '../api.js';
import { COLUMNS, parse, ROWS_MAX, textOf } from '../csv.js';
import { h, say } from '../dom.js';
import { count } from '../format.js';
import { fault, send, storePath, words } from '../registry.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { empty, table } from './parts.js';
import { sections } from './sections.js';

// Calls at once, and faults that are shown.
const AT_ONCE = 4;
const SHOWN_MAX = 200;
const BYTES_MAX = 2_000_000;
// The others are judged all the same, in the name of a store that nobody makes.
const NOBODY = '-';
const ID = /^(?!\.{1,2}$)[0-9A-Za-z_.-]{1,32}$/;
const EXAMPLE = [COLUMNS.join(','), 'S017,Noodles at the Bund,1900000109,,310101,17 Zhongshan East Road', ''].join('\r\n');

export async function load() {
  return {};
}

export function title() {
  return t('import.title');
}

export function render() {
  const outcome = h('div', { id: 'import-outcome', 'aria-live': 'polite' });
  const field = h('input', { id: 'file', type: 'file', accept: '.csv,text/csv', required: true });
  const check = h('button', { type: 'submit', id: 'check', class: 'main' }, t('import.check'));
  return h('div', { class: 'view' },
    sections('stores'),
    h('h1', {}, t('import.title')),
    h('p', {}, t('import.about', { n: count(ROWS_MAX) })),
    h('p', { class: 'dim' }, t('import.columns'), ' ', h('code', {}, COLUMNS.join(',')), ' ',
      h('button', { type: 'button', class: 'copy', id: 'example', onclick: () => keep(new Blob([EXAMPLE], { type: 'text/csv' }), 'stores.csv') }, t('import.example'))),
    h('form', {
      class: 'filter',
      onsubmit: async event => {
        event.preventDefault();
        check.disabled = true;
        await judge(field.files[0], outcome).finally(() => { check.disabled = false; });
      },
    }, h('label', { for: 'file' }, h('span', {}, t('import.file')), field), check),
    outcome);
}

async function judge(file, outcome) {
  if (file.size > BYTES_MAX) {
    return faulty(outcome, [{ line: 0, what: 'large', values: {} }]);
  }
  const { rows, faults } = parse(await textOf(file));
  const found = faults.map(one => ({ line: one.line, text: t(`import.fault.${one.what}`, one.values) }));
  let fresh = 0;
  const stopped = await each(rows, outcome, 'import.checking', async row => {
    const named = ID.test(row.fields.store_id ?? '');
    const body = named ? row.fields : { ...row.fields, store_id: NOBODY };
    if (!named) {
      found.push({ line: row.line, id: row.fields.store_id, text: `${t('store.store_id')}: ${fault(row.fields.store_id ? { field: 'store_id' } : { code: 'missing' })}` });
    }
    try {
      const { status } = await send('PUT', `${storePath(body.store_id)}?dry_run=true`, body);
      fresh += status === 201 ? 1 : 0;
    } catch (problem) {
      found.push(...against(problem, row, named));
    }
  });
  if (stopped) {
    outcome.replaceChildren(h('div', { class: 'box bad', role: 'alert' }, h('p', {}, words(stopped))));
  } else if (found.length > 0) {
    faulty(outcome, found);
  } else {
    inOrder(outcome, rows, fresh);
  }
}

/** What the registry has against a line; what is no fault of the line stops all. */
function against(problem, row, named) {
  if (problem.errors?.length > 0) {
    return problem.errors.map(error => ({ line: row.line, id: row.fields.store_id, text: `${t(`store.${error.field}`)}: ${fault(error)}` }));
  }
  if (![409, 422].includes(problem.status)) {
    throw problem;
  }
  return named ? [{ line: row.line, id: row.fields.store_id, text: words(problem) }] : [];
}

function faulty(outcome, found) {
  found.sort((one, other) => one.line - other.line);
  const summary = t('import.faults', { n: count(found.length) });
  say(summary);
  outcome.replaceChildren(
    h('div', { class: 'box bad' }, h('p', { class: 'strong' }, summary), h('p', {}, t('import.nothing'))),
    table(t('import.title'), [
      { name: t('import.line'), className: 'right', cell: one => (one.line > 0 ? count(one.line) : '–') },
      { name: t('column.store'), cell: one => h('span', { class: 'number' }, one.id ?? '–') },
      { name: t('import.wrong'), className: 'grow', cell: one => one.text ?? t(`import.fault.${one.what}`) },
    ], found.slice(0, SHOWN_MAX)),
    found.length > SHOWN_MAX ? h('p', { class: 'dim' }, t('import.more', { n: count(found.length - SHOWN_MAX) })) : '');
}

function inOrder(outcome, rows, fresh) {
  const summary = t('import.good', { n: count(rows.length), fresh: count(fresh), there: count(rows.length - fresh) });
  const write = h('button', { type: 'button', id: 'write', class: 'main', onclick: () => save(rows, outcome) }, t('import.write', { n: count(rows.length) }));
  say(summary);
  outcome.replaceChildren(h('div', { class: 'box calm' }, h('p', { class: 'strong' }, `✓ ${summary}`), h('p', {}, t('import.good.more')), h('p', { class: 'actions' }, write)));
  write.focus();
}

async function save(rows, outcome) {
  const stopped = await each(rows, outcome, 'import.writing', row => send('PUT', storePath(row.fields.store_id), row.fields));
  if (stopped) {
    outcome.replaceChildren(h('div', { class: 'box bad', role: 'alert' },
      h('p', { class: 'strong' }, words(stopped)), h('p', {}, t('import.again')),
      h('button', { type: 'button', id: 'again', onclick: () => save(rows, outcome) }, t('import.write', { n: count(rows.length) }))));
    return;
  }
  say(t('import.done', { n: count(rows.length) }));
  outcome.replaceChildren(h('div', { class: 'box calm' }, empty(`✓ ${t('import.done', { n: count(rows.length) })}`),
    h('p', { class: 'actions' }, h('a', { class: 'button', id: 'to-stores', href: link('stores') }, t('stores.title')))));
}

/** Some at a time, and how far it is; the first that throws stops the rest, and is returned. */
async function each(rows, outcome, key, work) {
  const bar = h('progress', { max: rows.length, value: 0, 'aria-label': t(key) });
  const far = h('p', { class: 'dim' }, t(key));
  outcome.replaceChildren(bar, far);
  const waiting = [...rows];
  let done = 0;
  let stopped = null;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (waiting.length > 0 && stopped === null) {
      try {
        await work(waiting.shift());
        bar.value = ++done;
        far.textContent = `${t(key)} ${count(done)} / ${count(rows.length)}`;
      } catch (problem) {
        stopped = problem;
      }
    }
  }));
  return stopped;
}
