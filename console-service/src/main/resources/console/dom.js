// Makes elements. Text only ever gets in as text: nothing that comes from a server is read as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: attributes, `on…` listeners, and children that may be nested lists, texts or nothing. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function s(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child || child === 0));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Told to a screen reader, shown to nobody. */
export function say(text) {
  byId('said').textContent = text;
}
