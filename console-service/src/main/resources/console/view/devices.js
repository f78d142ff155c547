// The devices that the registry has: looked for, added, and each a way to its page.

import { h } from '../dom.js';
import { ago, when } from '../format.js';
import { look } from '../registry.js';
import { go, link } from '../route.js';
import { t } from '../text.js';
import { addDevice } from './deviceacts.js';
import { empty, table } from './parts.js';
import { choice } from './place.js';
import { pager, said, searchForm, sections, textField, untold } from './sections.js';

const ROWS = 50;
const FILTERS = ['q', 'store', 'status'];
const STATES = ['active', 'revoked'];

export async function load(route) {
  return look('devices', { ...said(route, FILTERS), cursor: route.query.get('cursor'), limit: ROWS });
}

export function title() {
  return t('devices.title');
}

export function render({ said: page, problem }, route, refresh) {
  const kept = said(route, FILTERS);
  return h('div', { class: 'view' },
    sections('devices'),
    h('div', { class: 'heading' },
      h('h1', {}, t('devices.title')),
      page && h('button', { type: 'button', id: 'add-device', class: 'main', onclick: () => addDevice(kept.store, refresh) }, t('devices.add'))),
    problem ? untold(problem, refresh) : [
      searchForm('devices', kept, [
        textField('q', t('devices.search'), kept.q, { type: 'search' }),
        textField('store', t('store.store_id'), kept.store, { maxlength: 32 }),
        choice('status', t('column.state'), new Map(STATES.map(state => [state, t(`device.${state}`)])), kept.status),
      ], wanted => go(link('devices', { query: wanted }))),
      page.devices.length === 0
        ? h('div', { class: 'box' }, empty(t(page.next_cursor ? 'registry.further' : Object.values(kept).some(Boolean) ? 'devices.nothing' : 'devices.none')))
        : list(page.devices),
      pager('devices', kept, route, page.next_cursor),
    ]);
}

/** Revoked, without a key yet, or at work. */
export function deviceState({ status, keys }) {
  const [tone, words] = status === 'revoked' ? ['', 'device.revoked'] : keys.length === 0 ? ['requested', 'device.waiting'] : ['succeeded', 'device.active'];
  return h('span', { class: `badge ${tone}` }, t(words));
}

function list(devices) {
  return table(t('devices.title'), [
    { name: t('column.device'), className: 'grow', cell: device =>
      [h('a', { id: `d-${device.device_id}`, href: link('device', { id: device.device_id }) }, device.name), ' ',
        h('span', { class: 'number dim' }, device.device_id)] },
    { name: t('column.state'), cell: deviceState },
    { name: t('column.store'), cell: ({ store }) => h('a', { href: link('store', { id: store.store_id }) }, store.store_name) },
    { name: t('column.seen'), className: 'nowrap', cell: device => (device.last_seen_at ? ago(device.last_seen_at) : '–') },
    { name: t('device.face_sdk_version'), cell: device => device.face_sdk_version ?? '–' },
    { name: t('device.created_at'), className: 'nowrap desk', cell: device => when(device.created_at) },
  ], devices, { layout: 'list' });
}
