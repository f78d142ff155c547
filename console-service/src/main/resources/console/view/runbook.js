// A runbook as it lies in the repository: headings, paragraphs, lists, code and links are all that they are made of.

import { file } from '../api.js';
import { h } from '../dom.js';
import { link } from '../route.js';
import { spoken, t } from '../text.js';

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

// On a forge the page in the other language is a click away, here that is the console's own switch.
const IN_THE_OTHER = /^\[English\]\([^)]*\)\n/m;

export async function load(route) {
  const folder = spoken() === 'zh' ? 'console/runbooks/zh' : 'console/runbooks';
  const text = await file(`${folder}/${encodeURIComponent(route.id ?? 'README')}.md`);
  return { text: text.replace(IN_THE_OTHER, '') };
}

export function title(data, route) {
  return `${t('alarms.runbook')}: ${route.id ?? ''}`;
}

export function render({ text }) {
  return h('div', { class: 'view runbook', lang: spoken() }, blocks(text.split('\n')));
}

function blocks(lines) {
  const out = [];
  let at = 0;
  const take = is => {
    const taken = [];
    while (at < lines.length && is(lines[at])) {
      taken.push(lines[at]);
      at++;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at];
    const item = /^(?:[-*]|\d+\.) (.*)/;
    if (line.startsWith('```')) {
      at++;
      out.push(h('pre', { class: 'said', tabindex: 0 }, take(one => !one.startsWith('```')).join('\n')));
      at++;
    } else if (/^#+ /.test(line)) {
      out.push(h(line.startsWith('# ') ? 'h1' : 'h2', {}, inline(line.replace(/^#+ /, ''))));
      at++;
    } else if (item.test(line)) {
      const items = [];
      take(one => one.trim() !== '' && !/^#/.test(one)).forEach(one => {
        const begun = item.exec(one);
        if (begun) {
          items.push(begun[1]);
        } else {
          items.push(`${items.pop() ?? ''} ${one.trim()}`);
        }
      });
      out.push(h(/^\d/.test(line) ? 'ol' : 'ul', {}, items.map(one => h('li', {}, inline(one)))));
    } else if (line.trim() === '') {
      at++;
    } else {
      out.push(h('p', {}, inline(take(one => one.trim() !== '' && !item.test(one) && !/^(#|```)/.test(one)).join(' '))));
    }
  }
  return out;
}

function inline(text) {
  const out = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [all, code, strong, soft, words, target] = found;
    out.push(text.slice(from, found.index));
    out.push(code ? h('code', {}, code) : strong ? h('b', {}, inline(strong)) : soft ? h('i', {}, soft) : anchor(words, target));
    from = found.index + all.length;
  }
  return [...out, text.slice(from)];
}

/** Another runbook is a page here; whatever else the repository has is named, not linked. */
function anchor(words, target) {
  const runbook = /^(?:\.\/)?(\w+)\.md$/.exec(target);
  return runbook ? h('a', { href: link('runbook', { id: runbook[1] }) }, words) : h('span', {}, words);
}
