// Merchants, stores and devices to choose from.

import { get } from '../api.js';
import { h } from '../dom.js';
import { t } from '../text.js';

const KNOWN_MS = 60_000;
const DAYS = 30;

let known = { at: -Infinity, rows: [] };

/** Those of the last month; asked for now and then. */
export async function places() {
  if (performance.now() - known.at > KNOWN_MS) {
    const { rows } = await get('v1/devices', { days: DAYS });
    known = { at: performance.now(), rows: rows.map(({ merchant_id, store_id, store_name, device_id }) => ({ merchant_id, store_id, store_name, device_id })) };
  }
  return known.rows;
}

/** `Noodles at the Bund (S001)`, or the id where nobody knows a name. */
export function storeName({ store_id: id, store_name: name }) {
  return name && name !== id ? `${name} (${id})` : id;
}

/** A form that calls `chosen` with {merchant_id, store_id, device_id} whenever one of them is chosen. */
export function placeFilter(rows, kept, chosen, more = []) {
  return h('form', {
    class: 'filter',
    onsubmit: event => { event.preventDefault(); chosen(Object.fromEntries(new FormData(event.target))); },
    onchange: event => event.currentTarget.requestSubmit(),
  }, placeChoices(rows, kept), more);
}

/** The choices alone; what is chosen in a wider one leaves the narrower ones fewer. */
export function placeChoices(rows, kept) {
  const merchants = new Map(rows.map(row => [row.merchant_id, row.merchant_id]));
  const ofMerchant = rows.filter(row => !kept.merchant_id || row.merchant_id === kept.merchant_id);
  const stores = new Map(ofMerchant.map(row => [row.store_id, storeName(row)]));
  const ofStore = ofMerchant.filter(row => row.store_id === kept.store_id && row.device_id);
  const devices = new Map(ofStore.map(row => [row.device_id, row.device_id]));
  return [
    merchants.size > 1 || kept.merchant_id ? choice('merchant_id', t('column.merchant'), merchants, kept.merchant_id) : null,
    choice('store_id', t('column.store'), stores, kept.store_id),
    choice('device_id', t('column.device'), devices, kept.device_id),
  ];
}

export function choice(name, label, options, value) {
  // What the address names is there to be seen, known or not.
  const all = value && !options.has(value) ? new Map([[value, value], ...options]) : options;
  return h('label', {}, h('span', {}, label), h('select', { name, id: `f-${name}` },
    h('option', { value: '' }, t('list.all')),
    [...all].sort(([, one], [, other]) => one.localeCompare(other))
      .map(([id, text]) => h('option', { value: id, selected: id === value }, text))));
}
