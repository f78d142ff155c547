// Stores as CSV (RFC 4180): a line with the columns' names, then a store a line. As `./facepay store import` reads it.

export const ROWS_MAX = 1000;
export const REQUIRED = ['store_id', 'store_name', 'merchant_id'];
export const COLUMNS = [...REQUIRED, 'sub_mch_id', 'area_code', 'address'];

/** Spreadsheets in China write GBK where nobody asked for UTF-8. */
export async function textOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk').decode(bytes);
  }
}

/** {rows: [{line, fields}], faults: [{line, what, values}]}; line 0 is the whole file. What a field must be, the registry judges. */
export function parse(text) {
  const [head, ...lines] = linesOf(text.replace(/^\uFEFF/, ''));
  const columns = head?.cells ?? [];
  const faults = [
    ...columns.filter(name => !COLUMNS.includes(name)).map(name => fault(1, 'column', { name })),
    ...REQUIRED.filter(name => !columns.includes(name)).map(name => fault(1, 'column.missing', { name })),
    ...(new Set(columns).size < columns.length ? [fault(1, 'column.twice')] : []),
    ...((text.match(/"/g) ?? []).length % 2 > 0 ? [fault(0, 'quote')] : []),
    ...(lines.length > ROWS_MAX ? [fault(0, 'many', { n: lines.length, max: ROWS_MAX })] : []),
  ];
  if (faults.length === 0 && lines.length === 0) {
    faults.push(fault(0, 'empty'));
  }
  const rows = [];
  const seen = new Map();
  for (const { line, cells } of faults.length > 0 ? [] : lines) {
    if (cells.length !== columns.length) {
      faults.push(fault(line, 'cells', { n: cells.length, of: columns.length }));
      continue;
    }
    const fields = Object.fromEntries(columns.map((name, i) => [name, cells[i]]).filter(([, value]) => value !== ''));
    const id = fields.store_id;
    if (seen.has(id)) {
      faults.push(fault(line, 'twice', { id, line: seen.get(id) }));
    } else if (id) {
      seen.set(id, line);
    }
    rows.push({ line, fields });
  }
  return { rows, faults };
}

function fault(line, what, values = {}) {
  return { line, what, values };
}

/** Lines that have something on them, each with the number of the one that it begins on. */
function linesOf(text) {
  const all = [];
  let cells = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let began = 1;
  for (let i = 0; i <= text.length; i++) {
    const last = i === text.length;
    const c = last ? '\n' : text[i];
    if (quoted && !last) {
      if (c !== '"') {
        cell += c;
      } else if (text[i + 1] === '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c === '"') {
      quoted = true;
    } else if (c === ',' || c === '\n') {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += c;
    }
    if (c === '\n') {
      line++;
      if (!quoted || last) {
        if (cells.length > 1 || cells[0] !== '') {
          all.push({ line: began, cells });
        }
        cells = [];
        began = line;
      }
    }
  }
  return all;
}
