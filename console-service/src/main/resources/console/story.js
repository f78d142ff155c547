// From a payment's timeline to what is drawn: marks on lanes, spans of ownership, the call itself. No markup here.

const LANES = ['edge', 'person', 'pay', 'query', 'reverse', 'refund', 'report', 'gateway'];
// The owner of a payment after a state: the hand-over is a line.
const OWNER = { 'payment.requested': 'pay', 'payment.unknown': 'query', 'payment.reverse-needed': 'reverse' };
const TONE = {
  'payment.succeeded': 'good',
  'payment.failed': 'bad',
  'payment.reversed': 'back',
  'payment.unknown': 'open',
  'payment.reverse-needed': 'open',
  'payment.attention-needed': 'alarm',
  'payment.request-rejected': 'bad',
  'refund.requested': 'open',
  'refund.changed': 'alarm',
  'refund.succeeded': 'back',
  'refund.failed': 'bad',
  'report.confirmed': 'good',
  'report.failed': 'bad',
  'report.delayed': 'alarm',
  'report.reversed-after': 'alarm',
};

/**
 * @returns {{lanes: string[], marks: object[], spans: object[], hops: object[], times: number[], open: boolean}}
 *     times in milliseconds, sorted, each once: where something begins, happens or ends
 */
export function tell(payment, now) {
  const marks = payment.timeline.map((entry, index) => ({
    number: index + 1,
    at: Date.parse(entry.at),
    lane: LANES.includes(entry.by) ? entry.by : 'edge',
    type: entry.type,
    tone: entry.by === 'person' && entry.version === 0 ? 'person' : TONE[entry.type] ?? 'plain',
    entry,
  }));
  // What was said at one moment on one lane stands side by side.
  marks.forEach((mark, index) => {
    mark.beside = marks.slice(0, index).filter(other => other.lane === mark.lane && other.at === mark.at).length;
  });
  const states = marks.filter(mark => mark.entry.version > 0);
  // The viewer's clock may be behind ours.
  const present = Math.max(now, ...marks.map(mark => mark.at));
  const spans = owned(states, payment.open ? present : null);
  const sent = sentAt(payment.timeline);
  const answered = states.find(mark => mark.entry.version === 2)?.at;
  if (sent !== null && answered >= sent) {
    spans.push({ lane: 'gateway', from: sent, to: answered, kind: 'call', lost: states.some(mark => mark.type === 'payment.unknown') });
  }
  const moments = marks.filter(mark => mark.entry.details.paid_at !== undefined)
    .map(mark => ({ lane: 'gateway', at: paidAt(mark, states[0]), kind: 'paid_at' }));
  const hops = spans.filter(span => span.from_lane && span.from_lane !== span.lane)
    .map(span => ({ at: span.from, from: span.from_lane, to: span.lane }));
  if (sent !== null && answered >= sent) {
    hops.push({ at: sent, from: 'pay', to: 'gateway' });
  }
  if (answered > sent) {
    hops.push({ at: answered, from: 'gateway', to: 'pay', back: true });
  }
  const used = new Set([...marks.map(mark => mark.lane), ...spans.map(span => span.lane), ...moments.map(m => m.lane)]);
  const times = [...marks.map(mark => mark.at), ...spans.flatMap(span => [span.from, span.to]), ...moments.map(m => m.at)];
  return {
    lanes: LANES.filter(lane => used.has(lane)),
    marks,
    spans,
    moments,
    hops,
    times: [...new Set(times)].sort((a, b) => a - b),
    open: payment.open,
  };
}

function owned(states, now) {
  const spans = [];
  states.forEach((state, index) => {
    const owner = OWNER[state.type];
    const to = states[index + 1]?.at ?? now;
    if (owner !== undefined && to !== null && to >= state.at) {
      spans.push({ lane: owner, from_lane: state.lane, from: state.at, to, kind: owner, running: states[index + 1] === undefined });
    }
  });
  return spans;
}

/** WeChat tells it in whole seconds: not drawn before it was asked, nor after it had answered. */
function paidAt(mark, asked) {
  const told = Date.parse(mark.entry.details.paid_at);
  return told > asked.at && told < mark.at ? told : Math.round((Math.max(asked.at, mark.at - 1000) + mark.at) / 2);
}

function sentAt(timeline) {
  const known = timeline.map(entry => entry.details.sent_at).find(Boolean);
  return known === undefined ? null : Date.parse(known);
}

/**
 * Places times along a length. Milliseconds and days stand side by side, so a gap grows with its
 * logarithm, and none is smaller than another's label needs.
 */
export function scale(times, from, to, gapMin) {
  const weights = times.slice(1).map((time, index) => Math.log10(1 + (time - times[index]) / 40));
  const sum = weights.reduce((a, b) => a + b, 0);
  const room = to - from - gapMin * weights.length;
  const least = room > 0 ? gapMin : (to - from) / Math.max(1, weights.length);
  const stretch = room > 0 && sum > 0 ? room / sum : 0;
  const places = new Map([[times[0], from]]);
  let place = from;
  times.slice(1).forEach((time, index) => {
    place += least + weights[index] * stretch;
    places.set(time, place);
  });
  return time => places.get(time) ?? from;
}
