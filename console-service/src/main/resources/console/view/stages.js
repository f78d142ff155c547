// How each stage stands, and the records that they put aside: the page of whoever is on call when payments stand still.

import { get, post } from '../api.js';
import { byId, h } from '../dom.js';
import { ago, count, when } from '../format.js';
import { link } from '../route.js';
import { may } from '../session.js';
import { maybe, named, t } from '../text.js';
import { ask } from './ask.js';
import { wordsOf } from './error.js';
import { copyButton, empty, table } from './parts.js';
import { oncallSections } from './sections.js';

// The brokers are asked for all pages together every 3 s.
export const REFRESH_MS = 5_000;
const ROWS = 50;
// From then on FacePayStageStalled rings.
const STALLED_MS = 300_000;
const BADGES = { working: 'succeeded', rebalancing: 'unknown', no_instance: 'stuck' };

export async function load(route) {
  const [stages, letters] = await Promise.all([
    looked('v1/stages'),
    looked('v1/dead-letters', { open: route.query.get('open') ?? 'true', cursor: route.query.get('cursor'), limit: ROWS }),
  ]);
  return { stages: { stages: stages.said?.stages, problem: stages.problem }, letters };
}

/** One of them may be told where the other is not. */
function looked(path, query) {
  return get(path, query).then(said => ({ said }), problem => {
    if (problem.status === 401) {
      throw problem;
    }
    return { problem };
  });
}

export function title() {
  return t('stages.title');
}

export function render({ stages, letters }, route, refresh) {
  return h('div', { class: 'view' },
    oncallSections('stages'),
    h('div', { class: 'heading' }, h('h1', {}, t('stages.title'))),
    h('p', { class: 'dim' }, t('stages.about'), ' ', runbook('FacePayStageStalled', 'stages.stalled')),
    stages.problem ? untold(stages.problem) : standing(stages.stages),
    h('p', { class: 'dim' }, t('stages.held'), ' ', runbook('FacePayRecordHeld', 'stages.held.link')),
    deadLetters(letters, route, refresh));
}

function runbook(name, words) {
  return h('a', { href: link('runbook', { id: name }) }, `${t('alarms.runbook')}: ${t(words)}`);
}

function untold(problem) {
  return h('div', { class: 'box bad', role: 'alert' }, h('p', {}, wordsOf(problem)));
}

function standing(stages) {
  const left = stages.filter(stage => stage.state === 'no_instance');
  return [
    left.length > 0 && h('div', { class: 'box bad' },
      h('p', { class: 'strong' }, t('stages.nobody', { stages: left.map(stage => named('group', stage.stage)).join(', ') }))),
    stages.length === 0 ? h('div', { class: 'box' }, empty(t('stages.none'))) : table(t('stages.title'), [
      { name: t('column.stage'), className: 'grow', cell: ({ stage }) =>
        h('span', {}, named('group', stage), ' ', h('span', { class: 'number dim' }, stage)) },
      { name: t('column.state'), cell: ({ state }) => h('span', { class: `badge ${BADGES[state] ?? ''}` }, named('standing', state)) },
      { name: t('column.instances'), className: 'right', cell: ({ instances }) =>
        h('span', { title: instances.map(one => `${one.name} (${one.host})`).join(', ') }, count(instances.length)) },
      { name: t('column.lag'), className: 'right', cell: ({ lag }) => count(lag) },
      { name: t('column.oldest'), className: 'right nowrap', cell: ({ oldest_at: at }) => at ? ago(at, '', STALLED_MS) : '–' },
    ], pressingFirst(stages), { rowClass: ({ state }) => state === 'no_instance' ? 'stuck' : '', layout: 'tight' }),
  ];
}

/** Nobody there, then whatever has more waiting; the rest by name, as they come. */
function pressingFirst(stages) {
  return [...stages].sort((one, other) =>
    (other.state === 'no_instance') - (one.state === 'no_instance') || other.lag - one.lag);
}

function deadLetters({ said, problem }, route, refresh) {
  const rows = said?.dead_letters ?? [];
  const openOnly = route.query.get('open') !== 'false';
  return h('section', { 'aria-labelledby': 'letters-title' },
    h('div', { class: 'heading' },
      h('h2', { id: 'letters-title', tabindex: -1 }, t('letters.title'),
        openOnly && rows.length > 0 && h('span', { class: 'counted bad' }, count(rows.length) + (said.next_cursor ? '+' : ''))),
      h('div', { class: 'choice', role: 'group', 'aria-label': t('letters.whose') },
        choice('open', null, openOnly), choice('all', 'false', !openOnly))),
    h('p', { class: 'dim' }, t('letters.about'), ' ', runbook('FacePayDeadLetters', 'letters.runbook')),
    problem ? untold(problem) : rows.length === 0
      ? h('div', { class: 'box' }, empty(t('letters.none')))
      : h('ul', { class: 'needs' }, rows.map(letter => item(letter, refresh))),
    said?.next_cursor && h('p', {},
      h('a', { id: 'more-letters', href: link('stages', { query: { open: route.query.get('open'), cursor: said.next_cursor } }) }, t('list.more'))));
}

function choice(word, open, current) {
  return h('a', { id: `letters-${word}`, href: link('stages', { query: { open } }), 'aria-current': current ? 'true' : null }, t(`letters.${word}`));
}

function item(letter, refresh) {
  const { id, state, acted, acted_by: who, acted_at: at } = letter;
  return h('li', { class: `need ${acted ? 'report' : ''}` },
    h('div', { class: 'need-what' },
      h('p', { class: 'strong' }, named('letters.kind', letter.kind)),
      h('p', { class: 'number' }, id),
      h('p', {}, letter.reason),
      h('p', { class: 'line small dim' },
        letter.type && h('span', { class: 'number' }, letter.type),
        letter.key && h('a', { href: link('search', { query: { q: letter.key.replace(/^\d+:/, '') } }) }, t('letters.key', { key: letter.key })),
        h('span', {}, t('letters.by', { stage: letter.stage }))),
      state === 'unreadable' && h('p', { class: 'small' }, t('letters.unreadable', { why: letter.obstacle ?? '' })),
      state === 'not_granted' && may('payments:act') && byCommand(id),
      acted && h('p', { class: 'small' }, maybe(`letters.acted.${acted}`) ? t(`letters.acted.${acted}`, { who }) : `${acted} ${who}`,
        ' · ', when(at), ' ', h('q', {}, letter.why))),
    h('div', { class: 'need-age' }, h('span', { class: 'dim' }, t('letters.age')), ago(letter.at, 'big')),
    h('div', { class: 'need-do' },
      button('show', letter, () => show(letter)),
      may('payments:act') && state === 'redrivable' && button('redrive', letter, () => decide('redrive', letter, refresh)),
      may('payments:act') && state !== 'over' && button('drop', letter, () => decide('drop', letter, refresh))));
}

function byCommand(id) {
  const command = `./facepay dlt redrive ${id} --who NAME --why "…"`;
  return h('div', { class: 'small' }, h('p', {}, t('letters.not_granted')),
    h('p', { class: 'line' }, h('code', {}, command), copyButton(command, t('letters.command'))));
}

function button(act, { id }, onclick) {
  return h('button', { type: 'button', id: `${act}-${id}`, 'aria-label': `${t(`letters.${act}`)} ${id}`, onclick }, t(`letters.${act}`));
}

function decide(act, { id, topic }, refresh) {
  ask({
    title: t(`letters.${act}.title`), about: [id, t(`letters.${act}.about`, { topic })],
    fields: [{ name: 'why', label: t('letters.why'), hint: t('letters.why.hint'), needed: true, max: 500 }],
    send: t(`letters.${act}`), danger: act === 'drop',
    act: async values => {
      await post(`v1/dead-letters/${encodeURIComponent(id)}/${act}`, values);
      await refresh();
    },
    done: () => {},
  });
  byId('dialog').addEventListener('close', () => (byId(`${act}-${id}`) ?? byId('letters-title'))?.focus(), { once: true });
}

/** Read whole only when somebody asks for it. */
async function show({ id }) {
  const dialog = byId('dialog');
  const content = h('div', {}, h('p', { class: 'dim' }, t('app.loading')));
  const close = h('button', { type: 'button', id: 'close', onclick: () => dialog.close() }, t('letters.close'));
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  dialog.replaceChildren(h('h2', { id: 'dialog-title', class: 'number' }, id), content, h('p', { class: 'actions' }, close));
  // What it says does not stay in the page.
  dialog.addEventListener('close', () => dialog.replaceChildren(), { once: true });
  dialog.showModal();
  close.focus();
  content.replaceChildren(...await get(`v1/dead-letters/${encodeURIComponent(id)}`).then(whole, problem => [untold(problem)]));
}

function whole(letter) {
  if (letter.headers === undefined) {
    return [h('p', {}, letter.reason), h('p', { class: 'dim' }, t('letters.hidden'))];
  }
  return [
    h('p', {}, letter.reason),
    h('p', { class: 'strong' }, t('letters.headers')),
    h('pre', { class: 'said', tabindex: 0, 'aria-label': t('letters.headers') }, letter.headers.map(one => `${one.name}: ${one.text}`).join('\n')),
    h('p', { class: 'strong' }, letter.value === '' ? t('letters.value.none') : t('letters.value', { n: count(letter.value_bytes) })),
    letter.value !== '' && h('pre', { class: 'said', tabindex: 0, 'aria-label': t('letters.value', { n: count(letter.value_bytes) }) }, letter.value),
    letter.value_cut && h('p', { class: 'dim' }, t('letters.value.cut')),
  ].filter(Boolean);
}
