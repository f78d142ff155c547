// Who did what to stores and devices, newest first.

import { h } from '../dom.js';
import { when } from '../format.js';
import { look } from '../registry.js';
import { go, link } from '../route.js';
import { codes, named, t } from '../text.js';
import { empty, table } from './parts.js';
import { choice } from './place.js';
import { pager, said, searchForm, sections, textField, untold } from './sections.js';

const ROWS = 50;
const FILTERS = ['who', 'what', 'subject', 'result', 'all'];
const RESULTS = ['done', 'unchanged', 'refused', 'failed', 'begun'];

export async function load(route) {
  const { all, ...kept } = said(route, FILTERS);
  return look('audit', { ...kept, acts: all ? null : true, cursor: route.query.get('cursor'), limit: ROWS });
}

export function title() {
  return t('audit.title');
}

export function render({ said: page, problem }, route, refresh) {
  const kept = said(route, FILTERS);
  return h('div', { class: 'view' },
    sections('audit'),
    h('div', { class: 'heading' }, h('h1', {}, t('audit.title'))),
    problem ? untold(problem, refresh) : [
      searchForm('audit', kept, [
        textField('who', t('audit.who'), kept.who, { class: 'short' }),
        choice('what', t('audit.what'), new Map(codes('audit.what').map(what => [what, t(`audit.what.${what}`)])), kept.what),
        textField('subject', t('audit.subject'), kept.subject),
        choice('result', t('audit.result'), new Map(RESULTS.map(result => [result, t(`audit.result.${result}`)])), kept.result),
        h('label', {}, h('span', {}, t('audit.looks')), h('select', { name: 'all', id: 'f-all' },
          h('option', { value: '' }, t('audit.looks.no')), h('option', { value: 'true', selected: kept.all === 'true' }, t('audit.looks.yes')))),
      ], wanted => go(link('audit', { query: wanted }))),
      page.entries.length === 0
        ? h('div', { class: 'box' }, empty(t(page.next_cursor ? 'registry.further' : 'audit.none')))
        : list(page.entries),
      pager('audit', kept, route, page.next_cursor),
    ]);
}

function list(entries) {
  return table(t('audit.title'), [
    { name: t('audit.at'), className: 'nowrap', cell: entry => when(entry.at) },
    { name: t('audit.result'), cell: ({ result }) => h('span', { class: `badge ${tone(result)}` }, named('audit.result', result)) },
    { name: t('audit.what'), className: 'grow', cell: ({ what }) => named('audit.what', what) },
    { name: t('audit.subject'), cell: subject },
    { name: t('audit.who'), cell: ({ who }) => named('audit.by', who) },
    { name: t('column.reason'), cell: ({ reason }) => (reason ? named('audit.reason', reason) : '–') },
  ], entries, { layout: 'list' });
}

function tone(result) {
  return { done: 'succeeded', refused: 'reversed', failed: 'stuck', begun: 'requested' }[result] ?? '';
}

function subject({ what, subject: id }) {
  const [kind] = what.split('.');
  return id === '-' ? '–'
    : h('a', { class: 'number', href: link(kind === 'store' ? 'store' : 'device', { id }) }, id);
}
