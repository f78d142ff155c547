// Where one is stands in the address: reload, back and a link that is sent to somebody all lead there.

/** `#/payments?state=unknown` → name, id, query. */
export function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  return {
    name: name || 'home',
    id: id === undefined ? null : decodeURIComponent(id),
    query: new URLSearchParams(query),
  };
}

export function link(name, { id = null, query = {} } = {}) {
  const search = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  const tail = search.size > 0 ? `?${search}` : '';
  return `#/${name}${id === null ? '' : `/${encodeURIComponent(id)}`}${tail}`;
}

export function go(target) {
  if (location.hash === target) {
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = target;
  }
}

export function paymentLink(id) {
  return link('payment', { id });
}
