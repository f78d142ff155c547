// Two languages, two dictionaries with the same keys (a test holds that).

const LANGUAGES = ['zh', 'en'];
const KEPT = 'facepay.language';

let words = {};
let language = 'en';

export function chosenLanguage() {
  const kept = localStorage.getItem(KEPT);
  if (LANGUAGES.includes(kept)) {
    return kept;
  }
  const first = (navigator.languages ?? [navigator.language]).map(tag => tag.slice(0, 2).toLowerCase());
  return first.find(tag => LANGUAGES.includes(tag)) ?? 'en';
}

export async function speak(chosen) {
  const answer = await fetch(`console/text/${chosen}.json`);
  words = await answer.json();
  language = chosen;
  document.documentElement.lang = locale();
}

export function keepLanguage(chosen) {
  localStorage.setItem(KEPT, chosen);
}

export function spoken() {
  return language;
}

export function otherLanguage() {
  return language === 'zh' ? 'en' : 'zh';
}

export function locale() {
  return language === 'zh' ? 'zh-CN' : 'en-GB';
}

/** The words under a key, with {names} replaced. A key without words shows itself, so that it is noticed. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** The words under `prefix.code`, or the code itself: WeChat and later versions may send new ones. */
export function named(prefix, code) {
  return words[`${prefix}.${code}`] ?? code;
}

/** All codes that have words under this prefix. */
export function codes(prefix) {
  return Object.keys(words).filter(key => key.startsWith(`${prefix}.`)).map(key => key.slice(prefix.length + 1));
}

/** The same, or nothing. */
export function maybe(key) {
  return words[key] ?? '';
}
