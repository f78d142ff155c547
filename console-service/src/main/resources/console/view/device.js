// One device: is it alive, its day, its last payments, and its keys.

import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, when } from '../format.js';
import { devicePath, look } from '../registry.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { day, dayOf } from './day.js';
import { deviceActs } from './deviceacts.js';
import { deviceState } from './devices.js';
import { SILENT_MS } from './places.js';
import { named, sections, untold } from './sections.js';

export const REFRESH_MS = 3000;

export async function load(route) {
  const device = await look(devicePath(route.id));
  const store = device.said?.store.store_id ?? await storeOf(route.id);
  return { device, store, figures: store ? await dayOf({ store_id: store, device_id: route.id }) : null };
}

/** Of a device that the registry does not tell of: where it was seen or paid lately. */
async function storeOf(id) {
  const { rows } = await get('v1/devices', { days: 30 });
  return rows.find(row => row.device_id === id)?.store_id ?? null;
}

export function title({ device }, route) {
  return device.said?.name ?? route.id;
}

export function render({ device: { said: device, problem }, store, figures }, route, refresh) {
  return h('div', { class: 'view' },
    sections('devices'),
    h('div', { class: 'heading' },
      named(device?.name ?? route.id, route.id),
      device && deviceState(device)),
    problem && untold(problem, refresh),
    facts(device, store, figures?.rows[0]?.seen_at ?? device?.last_seen_at),
    device && [
      device.enrolment_expires_at && h('p', { class: 'dim' }, `${t('device.code.waits')} `, when(device.enrolment_expires_at)),
      device.status === 'revoked' ? h('p', { class: 'dim' }, t('device.revoked.about')) : deviceActs(device, refresh),
    ],
    figures && day(figures, { store_id: store, device_id: route.id }));
}

function facts(device, store, seen) {
  const line = (name, value) => value && h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h('dl', { class: 'numbers' },
    line(t('column.store'), store && h('a', { id: 'to-store', href: link('store', { id: store }) }, device?.store.store_name ?? store)),
    line(t('column.seen'), seen ? ago(seen, '', device?.status === 'revoked' ? Infinity : SILENT_MS) : device?.keys.length === 0 ? '–' : t('places.never')),
    line(t('device.face_sdk_version'), device?.face_sdk_version),
    line(t('device.app_version'), device?.app_version),
    line(t('device.created_at'), device && when(device.created_at)),
    line(t('device.changed_at'), device && device.changed_at !== device.created_at && when(device.changed_at)),
    line(t('device.keys'), device?.keys.length > 0 && h('ul', { class: 'keys' }, device.keys.map(key => h('li', {},
      h('span', { class: 'number' }, `${key.key_id}…`), key.until && [` ${t('device.key.until')} `, when(key.until)])))));
}
