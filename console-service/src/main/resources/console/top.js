// The head of every page: search, pages, language, who one is, and whether what one sees is live.

import { byId, h } from './dom.js';
import { zone } from './format.js';
import { go, link } from './route.js';
import { may, who } from './session.js';
import { named, t } from './text.js';

const PAGES = ['home', 'today', 'payments', 'places', 'bills', 'coverage'];
// Pages behind a page.
const OF_HOME = ['stages'];
const OF_PLACES = ['stores', 'store', 'import', 'devices', 'device', 'audit'];
let live = null;

export function drawTop({ route, leave, switchLanguage }) {
  const typed = byId('q')?.value;
  const focused = document.activeElement?.id;
  const inside = who() !== null;
  byId('top').replaceChildren(
    h('a', { class: 'brand', href: '#/', 'aria-label': 'FacePay' },
      h('img', { src: 'console/icon.svg', alt: '', width: 24, height: 24 }), 'FacePay'),
    ...(inside ? [searchBox(typed ?? ''), pages(route)] : []),
    h('div', { class: 'side' },
      h('span', { id: 'live', class: 'live', role: 'status' }),
      h('button', { id: 'language', type: 'button', class: 'quiet', 'aria-label': t('app.language.label'), onclick: switchLanguage },
        t('app.language')),
      inside && person(),
      inside && h('button', { id: 'leave', type: 'button', class: 'quiet', onclick: leave }, t('app.leave'))));
  showLive(live);
  if (focused && byId('top').contains(byId(focused))) {
    byId(focused).focus();
  }
}

/** The name and, in a word, the role; what all of the scopes open is told in full to who asks. */
function person() {
  const role = t(may('payments:act') || may('devices:write') ? 'role.acts' : 'role.reads');
  const opens = who().scopes.map(scope => named('scope', scope)).join(', ');
  return h('span', { id: 'who', class: 'who', title: opens },
    h('span', { class: 'strong' }, who().operator), ' ', h('span', { class: 'dim' }, role),
    h('span', { class: 'unseen' }, `: ${opens}`));
}

function searchBox(typed) {
  const field = h('input', {
    id: 'q', name: 'q', type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: 128,
    placeholder: t('app.search.hint'), 'aria-label': t('app.search.label'), title: t('app.search.key'),
    'aria-keyshortcuts': '/',
  });
  field.value = typed;
  return h('form', {
    class: 'search', role: 'search',
    onsubmit: event => {
      event.preventDefault();
      const wanted = field.value.trim();
      if (wanted !== '') {
        go(link('search', { query: { q: wanted } }));
      }
    },
  }, h('span', { class: 'field' }, field, h('kbd', { 'aria-hidden': 'true' }, '/')), h('button', { type: 'submit' }, t('app.search')));
}

function pages(route) {
  return h('nav', { 'aria-label': t('app.nav') },
    PAGES.map(page => h('a', {
      id: `nav-${page}`, href: link(page === 'home' ? '' : page),
      'aria-current': route.name === page ? 'page' : (page === 'places' ? OF_PLACES : page === 'home' ? OF_HOME : []).includes(route.name) ? 'true' : null,
    }, t(`nav.${page}`))));
}

/** `on`, `off`, `wait`, or null where there is nothing to be live. */
export function showLive(state) {
  live = state;
  document.body.dataset.live = state ?? '';
  const mark = byId('live');
  if (mark !== null) {
    mark.hidden = state === null;
    mark.dataset.state = state ?? '';
    mark.textContent = state === null ? '' : t(`live.${state}`);
    mark.title = t('app.zone', { zone: zone() });
  }
}

/** A line under the head that can't be overlooked; empty takes it away. */
export function banner(text) {
  const line = byId('banner');
  line.hidden = text === '';
  line.textContent = text;
}
