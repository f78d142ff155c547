// What one may do about a device; its enrolment code is shown once, for eyes and for a camera.

import { post } from '../api.js';
import { byId, h, s } from '../dom.js';
import { when } from '../format.js';
import { devicePath, send } from '../registry.js';
import { link } from '../route.js';
import { t } from '../text.js';
import { ask } from './ask.js';
import { copyButton } from './parts.js';

// As much light around it as a camera needs.
const QUIET = 4;

export function addDevice(store, refresh) {
  const field = (name, more = {}) => ({ name, label: t(`device.${name}`), needed: true, ...more });
  ask({
    title: t('devices.add'), about: [t('devices.add.about')], send: t('devices.add'),
    fields: [
      field('device_id', { max: 32, hint: t('device.device_id.hint') }),
      field('name', { max: 64, hint: t('device.name.hint') }),
      field('store_id', { max: 32, value: store ?? '' }),
    ],
    act: values => send('POST', 'devices', values),
    done: ({ said }) => { refresh(); return coded(said); },
  });
}

export function deviceActs(device, refresh) {
  return h('p', { class: 'actions' },
    h('button', { type: 'button', id: 'do-rotate', onclick: () => rotate(device, refresh) }, t(device.keys.length > 0 ? 'device.rotate' : 'device.code')),
    h('button', { type: 'button', id: 'do-revoke', onclick: () => revoke(device, refresh) }, t('device.revoke')));
}

function rotate(device, refresh) {
  const has = device.keys.length > 0;
  ask({
    title: t(has ? 'device.rotate' : 'device.code'), about: [t(has ? 'device.rotate.about' : 'device.code.about')], send: t('device.code.make'),
    act: () => send('POST', `${devicePath(device.device_id)}/rotate`),
    done: ({ said }) => { refresh(); return coded(said); },
  });
}

function revoke(device, refresh) {
  ask({
    title: t('device.revoke.title', { device: device.name }), about: [t('device.revoke.about'), t('device.revoke.more')],
    send: t('device.revoke'), danger: true,
    act: () => send('POST', `${devicePath(device.device_id)}/revoke`), done: () => refresh(),
  });
}

/** A repeat of an addition finds the device, and gets no code. */
function coded(device) {
  const code = device.enrolment_code;
  const leave = h('p', { class: 'actions' },
    h('button', { type: 'button', id: 'close', class: 'main', onclick: () => byId('dialog').close() }, t('device.code.close')),
    h('a', { class: 'button', href: link('device', { id: device.device_id }), onclick: () => byId('dialog').close() }, t('device.page')));
  if (!code) {
    return h('div', {}, h('h2', { id: 'dialog-title' }, t('device.there')), h('p', {}, t('device.there.about')), leave);
  }
  const picture = h('div', { class: 'qr' });
  post('console/qr', { text: code }).then(drawn => picture.append(drawing(drawn)), () => picture.remove());
  return h('div', { class: 'coded' },
    h('h2', { id: 'dialog-title' }, t('device.code.title', { device: device.name })),
    h('p', {}, t('device.code.once')),
    h('p', { class: 'line' }, h('strong', { class: 'code number', id: 'code' }, code), copyButton(code, t('device.enrolment_code'))),
    picture,
    h('p', { class: 'dim' }, `${t('device.code.until')} `, when(device.enrolment_expires_at)),
    leave);
}

function drawing({ size, path }) {
  const side = size + 2 * QUIET;
  return s('svg', { viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`, role: 'img', 'aria-label': t('device.code.picture') }, s('path', { d: path }));
}
