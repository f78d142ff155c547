// Follows the service's stream of changes, read by hand: EventSource does not say why it is refused.

import { call } from './api.js';

const PAUSE_MS = [1000, 2000, 5000, 10_000];
// The service sends a sign of life every 15 s.
const SILENCE_MS = 40_000;

/**
 * Listens until stopped. `on.change(page)` for each change of a payment, a report or an alarm, `on.reset()` when all must be loaded
 * anew, `on.state(live, retryInMs)` as the connection comes and goes, `on.locked()` when the session is over.
 */
export function follow(on) {
  const stopping = new AbortController();
  run(on, stopping.signal);
  return () => stopping.abort();
}

async function run(on, stopped) {
  let failures = 0;
  let first = true;
  while (!stopped.aborted) {
    const began = performance.now();
    const opened = await once(on, stopped, first).catch(problem => {
      if (problem.lockedOut) {
        on.locked(problem);
      }
      return problem.lockedOut ? 'locked' : 'failed';
    });
    if (stopped.aborted || opened === 'locked') {
      return;
    }
    first = false;
    // A stream that the service ended in order, after a while, is opened again at once.
    failures = opened === 'ended' && performance.now() - began > PAUSE_MS[0] ? 0 : failures + 1;
    if (failures > 0) {
      const pause = PAUSE_MS[Math.min(failures, PAUSE_MS.length) - 1];
      on.state(false, pause);
      await rest(pause, stopped);
    }
  }
}

async function once(on, stopped, first) {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS);
  try {
    const answer = await call('v1/events', {
      accept: 'text/event-stream', signal: AbortSignal.any([stopped, silent.signal]),
    });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (true) {
      const { value, done } = await reader.read();
      if (done) {
        return 'ended';
      }
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MS);
      const blocks = (text + value).split('\n\n');
      text = blocks.pop();
      blocks.forEach(block => tell(block, on, first));
    }
  } finally {
    clearTimeout(timer);
  }
}

function tell(block, on, first) {
  const event = /^event: ?(.*)$/m.exec(block)?.[1];
  const data = /^data: ?(.*)$/m.exec(block)?.[1];
  if (event === 'ready') {
    on.state(true, 0);
    if (!first) {
      // What changed while nobody listened is not told again.
      on.reset();
    }
  } else if (event === 'reset') {
    on.reset();
  } else if (event === 'payment' || event === 'report' || event === 'alarm') {
    on.change(JSON.parse(data));
  }
}

function rest(ms, stopped) {
  return new Promise(done => {
    const timer = setTimeout(done, ms);
    stopped.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
    window.addEventListener('online', () => { clearTimeout(timer); done(); }, { once: true });
  });
}
