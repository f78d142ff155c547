// Starts the page: language, session, then whatever view the address names, kept fresh by the stream.

import { byId, h } from './dom.js';
import { keepFresh } from './format.js';
import { follow } from './live.js';
import { forgetAnswers } from './registry.js';
import { here } from './route.js';
import { find, forget, leave, may, who } from './session.js';
import { chosenLanguage, keepLanguage, otherLanguage, speak, t } from './text.js';
import { banner, drawTop, showLive } from './top.js';
import { errorBox, wordsOf } from './view/error.js';
import * as audit from './view/audit.js';
import * as bills from './view/bills.js';
import * as coverage from './view/coverage.js';
import * as device from './view/device.js';
import * as devices from './view/devices.js';
import * as home from './view/home.js';
import * as importing from './view/import.js';
import * as login from './view/login.js';
import * as payment from './view/payment.js';
import * as payments from './view/payments.js';
import * as places from './view/places.js';
import * as runbook from './view/runbook.js';
import * as stages from './view/stages.js';
import * as store from './view/store.js';
import * as stores from './view/stores.js';
import * as today from './view/today.js';
import * as search from './view/search.js';
import * as trade from './view/trade.js';

const VIEWS = {
  home, stages, today, payments, payment, places, stores, store, import: importing, devices, device, audit, bills, coverage, search, trade, runbook,
};
// Changes come in bursts: a view is loaded again at most this often.
const REFRESH_MS = 500;
// Heartbeats and days pass without a change of a payment.
const LOOK_AGAIN_MS = 30_000;

let shown = '';
let unfollow = null;
let pending = null;
let turn = 0;

async function start() {
  await speak(chosenLanguage());
  window.addEventListener('hashchange', () => {
    byId('dialog').close();
    show(true);
  });
  document.addEventListener('keydown', shortcut);
  keepFresh();
  setInterval(soon, LOOK_AGAIN_MS);
  await begin();
}

/** Whoever is logged in goes on where the address leads; whoever is not, after the login. */
async function begin() {
  try {
    await find();
  } catch (problem) {
    if (problem.lockedOut) {
      askForKey(problem.code === 'unauthorized' ? undefined : problem);
    } else {
      draw();
      byId('main').replaceChildren(errorBox(problem, begin));
    }
    return;
  }
  await enter();
}

async function enter() {
  if (may('payments:read')) {
    listen();
  }
  await show(true);
}

function askForKey(problem) {
  stop();
  showLive(null);
  byId('dialog').close();
  draw();
  byId('main').replaceChildren(login.render(problem, enter));
  document.title = 'FacePay';
  byId('key').focus();
}

/** The session is over: asks for the key again, and says why. */
function lockedOut(problem) {
  if (who() !== null) {
    forget();
    askForKey(problem);
  }
}

async function signOut() {
  stop();
  const asked = leave();
  askForKey();
  await asked.catch(problem => banner(wordsOf(problem)));
}

function listen() {
  stop();
  showLive('wait');
  unfollow = follow({
    change: () => soon(),
    reset: () => soon(),
    locked: lockedOut,
    state: (live, retryMs) => {
      showLive(live ? 'on' : 'off');
      banner(live ? '' : t('live.lost', { n: Math.round(retryMs / 1000) }));
    },
  });
}

function stop() {
  unfollow?.();
  unfollow = null;
  banner('');
}

function soon() {
  pending ??= setTimeout(() => {
    pending = null;
    show(false);
  }, VIEWS[here().name]?.REFRESH_MS ?? REFRESH_MS);
}

/** Loads and draws the view; a refresh draws only what has changed, and leaves things be if it fails. */
async function show(moved) {
  if (who() === null) {
    return;
  }
  const mine = ++turn;
  const route = here();
  const view = VIEWS[route.name] ?? home;
  if (moved) {
    // Not with each refresh: somebody may be typing into the search box.
    draw();
    forgetAnswers();
    shown = '';
    const main = byId('main');
    main.setAttribute('aria-busy', 'true');
    if (main.firstElementChild?.tagName !== 'DIV') {
      main.replaceChildren(h('p', { class: 'dim' }, t('app.loading')));
    }
  }
  try {
    const data = await view.load(route);
    if (mine === turn) {
      put(view, route, data);
    }
  } catch (problem) {
    if (mine === turn) {
      failed(problem, moved);
    }
  } finally {
    if (mine === turn) {
      byId('main').removeAttribute('aria-busy');
    }
  }
}

function put(view, route, data) {
  const text = JSON.stringify(data);
  if (text === shown) {
    return;
  }
  const first = shown === '';
  if (!first && byId('main').contains(document.activeElement) && isField(document.activeElement)) {
    // Somebody is filling something in: not under their hands.
    soon();
    return;
  }
  shown = text;
  const focused = document.activeElement?.id;
  byId('main').replaceChildren(view.render(data, route, () => show(false)));
  document.title = `${view.title(data, route)} · FacePay`;
  if (first) {
    window.scrollTo(0, 0);
  } else if (focused) {
    byId(focused)?.focus({ preventScroll: true });
  }
}

function failed(problem, moved) {
  if (problem.status === 401) {
    lockedOut(problem);
  } else if (moved) {
    byId('main').replaceChildren(errorBox(problem, () => show(true)));
  } else if (problem.code) {
    banner(wordsOf(problem));
  } else {
    throw problem;
  }
}

function draw() {
  byId('skip').textContent = t('app.skip');
  drawTop({
    route: here(),
    leave: signOut,
    switchLanguage: async () => {
      const other = otherLanguage();
      keepLanguage(other);
      await speak(other);
      draw();
      if (who() === null) {
        begin();
      } else {
        show(true);
      }
    },
  });
}

function isField(element) {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

function shortcut(event) {
  if (event.key === '/' && !isField(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = byId('q');
    if (field !== null && !byId('dialog').open) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
}

start().catch(broken => {
  byId('main').replaceChildren(h('p', { class: 'box bad' }, String(broken)));
});
