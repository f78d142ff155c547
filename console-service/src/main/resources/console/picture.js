// Draws a payment's story: stages as lanes, time to the right, or downwards where there is little room.

import { s } from './dom.js';
import { clock, lasted } from './format.js';
import { scale, tell } from './story.js';
import { named, t } from './text.js';

const NARROW = 640;
const LANE = 58;
const DOT = 10;
const BESIDE = 22;
// More moments than this stand one below the other, also where it is wide.
const TIMES_MAX = 24;

export function picture(payment, width, now = Date.now()) {
  const story = tell(payment, now);
  const upright = width < NARROW || story.times.length > TIMES_MAX;
  const gap = upright ? 30 : 26;
  const length = upright
    ? Math.max(240, story.times.length * 48)
    : width;
  const frame = upright
    ? { width, height: length + 60 + BESIDE * Math.max(...story.marks.map(mark => mark.beside)), first: 46, last: length + 36, head: 24 }
    : { width, height: story.lanes.length * LANE + 44, first: 96, last: width - 84, head: 30 };
  const along = scale(story.times, frame.first, frame.last, gap);
  const side = width - 76;
  const across = lane => {
    const index = story.lanes.indexOf(lane);
    return upright ? 76 + (index + 0.5) * (side / story.lanes.length) : frame.head + (index + 0.5) * LANE;
  };
  // One drawing, two directions: everything is said as (time, lane).
  const at = (time, lane, shift = 0) =>
    upright ? [across(lane), along(time) + shift] : [along(time) + shift, across(lane)];
  const total = story.times.at(-1) - story.times[0];
  return s('svg', {
    class: `picture ${upright ? 'upright' : ''}`, viewBox: `0 0 ${frame.width} ${frame.height}`,
    width: frame.width, height: frame.height, role: 'img',
    'aria-label': t('payment.picture', { n: story.marks.length, time: lasted(total) }),
  },
  lanes(story, frame, across, upright),
  axis(story, frame, along, upright),
  story.hops.map(hop => arrow(hop, at)),
  story.spans.map(span => bar(span, at, upright)),
  story.moments.map(moment => coin(moment, at)),
  story.marks.map(mark => dot(mark, at)),
  upright ? [] : labels(story, at, frame));
}

function lanes(story, frame, across, upright) {
  return story.lanes.map(lane => {
    const place = across(lane);
    return s('g', { class: `lane ${lane}` },
      upright
        ? s('line', { x1: place, y1: frame.head + 4, x2: place, y2: frame.height - 6 })
        : s('line', { x1: 84, y1: place, x2: frame.width - 8, y2: place }),
      upright
        ? s('text', { x: place, y: 16, 'text-anchor': 'middle' }, t(`stage.${lane}`))
        : s('text', { x: 0, y: place + 5 }, t(`stage.${lane}`)));
  });
}

/** The first time by the clock, all others by their distance from it; those without room are left out. */
function axis(story, frame, along, upright) {
  const start = story.times[0];
  let free = -Infinity;
  return story.times.map((time, index) => {
    const place = along(time);
    const last = index === story.times.length - 1;
    const text = index === 0 ? clock(new Date(time)) : last && story.open ? t('payment.now') : `+${lasted(time - start)}`;
    const line = upright
      ? s('line', { x1: 72, y1: place, x2: frame.width, y2: place })
      : s('line', { x1: place, y1: frame.head - 6, x2: place, y2: frame.height - 8 });
    const room = upright ? 16 : 12 + text.length * 7.5;
    const fits = place >= free || index === 0;
    if (fits) {
      free = place + room;
    }
    return s('g', { class: 'tick' }, line, fits && (upright
      ? s('text', { x: 0, y: place + 4 }, text)
      : s('text', { x: place, y: 16, 'text-anchor': 'middle' }, text)));
  });
}

function bar(span, at, upright) {
  const [x1, y1] = at(span.from, span.lane);
  const [x2, y2] = at(span.to, span.lane);
  const thick = span.kind === 'call' ? 8 : 14;
  const least = span.kind === 'call' ? 8 : 2;
  const [x, y, width, height] = upright
    ? [x1 - thick / 2, y1, thick, Math.max(least, y2 - y1)]
    : [x1, y1 - thick / 2, Math.max(least, x2 - x1), thick];
  const text = `${t(`span.${span.kind}`)} · ${lasted(span.to - span.from)}`;
  return s('g', { class: `span ${span.kind} ${span.running ? 'running' : ''} ${span.lost ? 'lost' : ''}` },
    s('rect', { x, y, width, height, rx: thick / 2 }, s('title', {}, text)),
    !upright && textIn(text, width - 24) &&
      s('text', { x: (x1 + x2) / 2, y: y1 + (span.kind === 'call' ? -9 : -12), 'text-anchor': 'middle' }, textIn(text, width - 24)));
}

function arrow(hop, at) {
  // An answer comes back a little before what it leads to goes on.
  const shift = hop.back ? -5 : 0;
  const [x1, y1] = at(hop.at, hop.from, shift);
  const [x2, y2] = at(hop.at, hop.to, shift);
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tx, ty] = [x2 - dx * 11, y2 - dy * 11];
  const head = [[tx, ty], [tx - dx * 7 + dy * 4, ty - dy * 7 + dx * 4], [tx - dx * 7 - dy * 4, ty - dy * 7 - dx * 4]];
  return s('g', { class: `hop ${hop.back ? 'back' : ''}` },
    s('line', { x1, y1, x2: tx - dx * 5, y2: ty - dy * 5 }),
    s('polygon', { points: head.map(point => point.map(n => n.toFixed(1)).join(',')).join(' ') }));
}

function dot(mark, at) {
  const [x, y] = at(mark.at, mark.lane, mark.beside * BESIDE);
  return s('g', { class: `mark ${mark.tone}` },
    s('circle', { cx: x, cy: y, r: DOT }),
    s('text', { x, y: y + 4, 'text-anchor': 'middle' }, String(mark.number)),
    s('title', {}, `${mark.number}. ${named('fact', mark.type)}`));
}

function coin(moment, at) {
  const [x, y] = at(moment.at, moment.lane);
  return s('g', { class: 'coin' },
    s('circle', { cx: x, cy: y, r: 9 }), s('text', { x, y: y + 4, 'text-anchor': 'middle' }, '¥'),
    s('title', {}, t(`mark.${moment.kind}`)));
}

/** Under its dot, as far as the next one on the lane leaves room. */
function labels(story, at, frame) {
  const last = story.marks.filter(mark =>
    !story.marks.some(other => other.lane === mark.lane && other.at === mark.at && other.beside > mark.beside));
  return last.map(mark => {
    const [x, y] = at(mark.at, mark.lane, mark.beside * BESIDE);
    const later = story.marks.filter(other => other.lane === mark.lane && other !== mark && other.at > mark.at)
      .map(other => at(other.at, other.lane)[0]);
    const room = Math.min(...later, frame.width + 60) - x - 12;
    // Of several at one moment the one that is a state says it.
    const told = story.marks.find(one => one.lane === mark.lane && one.at === mark.at && one.entry.version > 0) ?? mark;
    const code = told.entry.details.gateway_code;
    const word = named('mark', told.type);
    const text = textIn(code ? `${word} · ${code}` : word, room) || textIn(word, room);
    return text && s('text', { class: `label ${told.tone}`, x: x + 4, y: y + 24 }, text);
  });
}

/** The text if it fits there, else nothing: half a word helps nobody. */
function textIn(text, room) {
  const width = [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e80 ? 13 : 7), 0);
  return width <= room ? text : '';
}
