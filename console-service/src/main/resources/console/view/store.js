// One store: what the registry has of it, its day, and its devices.

import { h } from '../dom.js';
import { ago, count, money } from '../format.js';
import { look, storePath } from '../registry.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { day, dayOf } from './day.js';
import { deviceState } from './devices.js';
import { empty, table } from './parts.js';
import { heartbeat, ratio } from './places.js';
import { named, sections, untold } from './sections.js';
import { storeActs } from './storeacts.js';
import { storeState } from './stores.js';

export const REFRESH_MS = 3000;

// As many as the registry tells at once.
const DEVICES = 100;

export async function load(route) {
  const [store, devices, figures] = await Promise.all([
    look(storePath(route.id)),
    look('devices', { store: route.id, limit: DEVICES }),
    dayOf({ store_id: route.id }),
  ]);
  return { store, devices, figures };
}

export function title({ store, figures }, route) {
  return store.said?.store_name ?? figures.rows[0]?.store_name ?? route.id;
}

export function render({ store, devices, figures }, route, refresh) {
  const place = { store_id: route.id };
  const rows = together(devices.said?.devices ?? [], figures.rows);
  return h('div', { class: 'view store-page' },
    sections('stores'),
    h('div', { class: 'heading' }, named(title({ store, figures }, route), route.id), store.said && storeState(store.said)),
    store.problem ? untold(store.problem, refresh) : about(store.said, refresh),
    day(figures, place),
    h('section', { 'aria-labelledby': 'devices-title' },
      h('div', { class: 'heading' }, h('h2', { id: 'devices-title' }, t('sections.devices')),
        devices.said?.next_cursor && h('a', { href: link('devices', { query: { store: route.id } }) }, t('store.devices.all'))),
      devices.problem && !store.problem && untold(devices.problem, refresh),
      rows.length === 0 ? h('div', { class: 'box' }, empty(t('store.devices.none'))) : list(rows)));
}

function about(store, refresh) {
  return h('section', {},
    h('dl', { class: 'numbers' }, ['merchant_id', 'sub_mch_id', 'area_code', 'address'].filter(name => store[name]).map(name =>
      h('div', {}, h('dt', {}, t(`store.${name}`)), h('dd', {}, store[name])))),
    store.closed && h('p', { class: 'dim' }, t('store.closed.about')),
    storeActs(store, refresh));
}

/** What the registry has, with its figures; and who pays without being there, such as trial devices. */
function together(devices, figures) {
  const rows = new Map(devices.map(device => [device.device_id, { device_id: device.device_id, device }]));
  for (const figure of figures.filter(({ device_id: id }) => id)) {
    rows.set(figure.device_id, { device_id: figure.device_id, ...rows.get(figure.device_id), figure });
  }
  return [...rows.values()].sort((one, other) => one.device_id.localeCompare(other.device_id));
}

/** The console knows the last hour's heartbeats, the registry the last one of each; without a key there is none yet. */
function seen({ figure, device }) {
  if (figure?.seen_at || !device) {
    return heartbeat(figure);
  }
  return device.last_seen_at ? ago(device.last_seen_at, 'dim') : device.keys.length === 0 ? '–' : heartbeat({});
}

function list(rows) {
  return table(t('sections.devices'), [
    { name: t('column.device'), className: 'grow', cell: ({ device_id: id, device }) =>
      h('span', {}, h('a', { id: `d-${id}`, href: link('device', { id }) }, device?.name ?? id), ' ',
        device && device.name !== id && h('span', { class: 'number dim' }, id)) },
    { name: t('column.state'), className: 'grow', cell: ({ device }) => (device ? deviceState(device) : h('span', { class: 'badge' }, t('device.unlisted'))) },
    { name: t('column.seen'), className: 'grow nowrap', cell: seen },
    { name: t('column.ratio'), className: 'right', cell: ({ figure }) => ratio(figure ?? {}) },
    { name: t('column.payments'), className: 'right', cell: ({ figure }) => count(figure?.payments ?? 0) },
    { name: t('column.paid'), className: 'right', cell: ({ figure }) => h('span', { class: 'money' }, money(figure?.paid_fen ?? 0)) },
  ], rows, { layout: 'tight' });
}
