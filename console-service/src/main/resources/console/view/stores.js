// The stores that the registry has: looked for, added, and each a way to its page.

import { h } from '../dom.js';
import { look } from '../registry.js';
import { go, link } from '../route.js';
import { t } from '../text.js';
import { empty, table } from './parts.js';
import { pager, said, searchForm, sections, textField, untold } from './sections.js';
import { addStore } from './storeacts.js';

const ROWS = 50;

export async function load(route) {
  return look('stores', { q: route.query.get('q'), cursor: route.query.get('cursor'), limit: ROWS });
}

export function title() {
  return t('stores.title');
}

export function render({ said: page, problem }, route, refresh) {
  const kept = said(route, ['q']);
  return h('div', { class: 'view' },
    sections('stores'),
    h('div', { class: 'heading' },
      h('h1', {}, t('stores.title')),
      page && h('p', { class: 'line' },
        h('a', { class: 'button', id: 'to-import', href: link('import') }, t('import.title')),
        h('button', { type: 'button', id: 'add-store', class: 'main', onclick: addStore }, t('stores.add')))),
    problem ? untold(problem, refresh) : [
      searchForm('stores', kept, textField('q', t('stores.search'), kept.q, { type: 'search', class: 'wide' }), wanted => go(link('stores', { query: wanted }))),
      page.stores.length === 0
        ? h('div', { class: 'box' }, empty(t(page.next_cursor ? 'registry.further' : kept.q ? 'stores.nothing' : 'stores.none')))
        : list(page.stores),
      pager('stores', kept, route, page.next_cursor),
    ]);
}

export function storeState(store) {
  return h('span', { class: `badge ${store.closed ? '' : 'succeeded'}` }, t(store.closed ? 'store.closed' : 'store.opened'));
}

function list(stores) {
  return table(t('stores.title'), [
    { name: t('column.store'), className: 'grow', cell: store =>
      [h('a', { id: `s-${store.store_id}`, href: link('store', { id: store.store_id }) }, store.store_name), ' ',
        h('span', { class: 'number dim' }, store.store_id)] },
    { name: t('column.state'), cell: storeState },
    { name: t('column.merchant'), cell: store => h('span', { class: 'number' }, [store.merchant_id, store.sub_mch_id].filter(Boolean).join(' / ')) },
    { name: t('store.place'), cell: store => [store.area_code, store.address].filter(Boolean).join(' ') || '–' },
  ], stores, { layout: 'list' });
}
