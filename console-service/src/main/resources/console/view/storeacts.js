// What one may do about a store: each is asked before it is done.

import { h } from '../dom.js';
import { go, link } from '../route.js';
import { change, send } from '../registry.js';
import { t } from '../text.js';
import { ask } from './ask.js';
import { addDevice } from './deviceacts.js';

const field = (name, more = {}) => ({ name, label: t(`store.${name}`), ...more });
const id = () => field('store_id', { needed: true, max: 32, hint: t('store.store_id.hint') });
const name = value => field('store_name', { needed: true, value, hint: t('store.store_name.hint') });
const merchant = value => field('merchant_id', { needed: true, value, max: 32, hint: t('store.merchant_id.hint') });
const subMerchant = value => field('sub_mch_id', { value, max: 32, hint: t('store.sub_mch_id.hint') });
const area = value => field('area_code', { value, max: 6, hint: t('store.area_code.hint') });
const address = value => field('address', { value, hint: t('store.address.hint') });

export function addStore() {
  ask({
    title: t('stores.add'), send: t('stores.add'),
    fields: [id(), name(''), merchant(''), subMerchant(''), area(''), address('')],
    act: values => send('POST', 'stores', Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))),
    done: ({ said }) => go(link('store', { id: said.store_id })),
  });
}

export function storeActs(store, refresh) {
  const button = (act, words, what, className = '') => h('button', { type: 'button', id: `do-${act}`, class: className, onclick: what }, t(words));
  return h('p', { class: 'actions' },
    !store.closed && button('add', 'devices.add', () => addDevice(store.store_id, refresh), 'main'),
    button('change', 'store.change', () => rename(store, refresh)),
    button('move', 'store.move', () => move(store, refresh)),
    store.closed ? button('open', 'store.open', () => open(store, refresh)) : button('close', 'store.close', () => close(store, refresh)));
}

function rename(store, refresh) {
  ask({
    title: t('store.change'), about: [t('store.change.about')], send: t('store.save'),
    fields: [name(store.store_name), area(store.area_code), address(store.address)],
    act: values => change(store.store_id, values), done: () => refresh(),
  });
}

function move(store, refresh) {
  ask({
    title: t('store.move'), about: [t('store.move.about')], send: t('store.move.send'),
    fields: [merchant(store.merchant_id), subMerchant(store.sub_mch_id)],
    act: values => change(store.store_id, values), done: () => refresh(),
  });
}

function close(store, refresh) {
  ask({
    title: t('store.close.title', { store: store.store_name }), about: [t('store.close.about'), t('store.close.more')], send: t('store.close'), danger: true,
    act: () => change(store.store_id, { closed: true }), done: () => refresh(),
  });
}

function open(store, refresh) {
  ask({
    title: t('store.open.title', { store: store.store_name }), about: [t('store.open.about')], send: t('store.open'),
    act: () => change(store.store_id, { closed: false }), done: () => refresh(),
  });
}
