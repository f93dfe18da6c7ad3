import { CsvError, parse } from 'csv-parse/sync';
import type { HouseRecord } from '../community/index.ts';
import { defined } from '../shared/index.ts';
import type { Problem } from '../yaml/index.ts';

const COLUMNS = ['building', 'unit', 'room', 'ownerName', 'ownerPhone', 'handoverDate', 'completionDate'] as const;
const REQUIRED = ['building'] as const;
type Column = (typeof COLUMNS)[number];
type Line = Record<Column, string>;

/** Households of `houses.csv` (operating contract), or what is wrong with which line. */
export interface Houses {
  readonly houses: HouseRecord[];
  readonly problems: Problem[];
}

/** Reads `houses.csv`: UTF-8 with or without BOM, LF or CRLF, quoted fields, columns in any order, unknown columns ignored. */
export function readHouses(file: string, text: string): Houses {
  const problems: Problem[] = [];
  const problem = (line: number, path: string, message: string) => problems.push({ file, line, col: 1, path, message });
  let rows: { record: Line; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problem(Number(error.lines ?? 0), '', `${error.message}; write the columns ${COLUMNS.join(',')}`);
    return { houses: [], problems };
  }
  const header = new Set(Object.keys(rows[0]?.record ?? {}));
  const missing = rows.length === 0 ? [] : REQUIRED.filter((name) => !header.has(name));
  if (missing.length > 0) {
    problem(1, '', `the header line has no ${missing.join(', ')}; write ${COLUMNS.join(',')}`);
    return { houses: [], problems };
  }
  const houses = rows.map(({ record, info }) => {
    const { house, wrong } = readLine(record);
    for (const { path, message } of wrong) problem(info.lines, path, message);
    return house;
  });
  return { houses, problems };
}

function readLine(line: Line): { house: HouseRecord; wrong: { path: string; message: string }[] } {
  const wrong: { path: string; message: string }[] = [];
  const date = (path: 'handoverDate' | 'completionDate') => {
    const written = line[path] ?? '';
    if (written === '') return null;
    const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(written);
    const iso =
      match === null ? '' : `${match[1]}-${defined(match[2]).padStart(2, '0')}-${defined(match[3]).padStart(2, '0')}`;
    if (iso !== '' && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso)) return iso;
    wrong.push({ path, message: `"${written}" is not a date; write it as 2021-06-30` });
    return null;
  };
  const building = normaliseNumber(line.building ?? '');
  if (building === '') wrong.push({ path: 'building', message: 'empty; write the number of the building, such as 3' });
  const house = {
    building,
    unit: normaliseNumber(line.unit ?? '') || null,
    room: normaliseNumber(line.room ?? '') || null,
    ownerName: line.ownerName || null,
    ownerPhone: (line.ownerPhone ?? '').replace(/[\s-]/g, '') || null,
    handoverDate: date('handoverDate'),
    completionDate: date('completionDate'),
  };
  return { house, wrong };
}

const DIGITS = '零一二三四五六七八九';

/** `三栋`, `03#`, `３幢` are all `3`; letters are capital. */
function normaliseNumber(written: string): string {
  const plain = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/(栋|幢|号楼|座|楼|单元|室|房|号|#)+$/, '');
  const digits = chineseNumber(plain) ?? plain;
  return /^0+\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : digits;
}

/** 一 … 九十九 as digits; null for anything else. */
function chineseNumber(text: string): string | null {
  const match = /^(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text);
  if (text === '' || match === null) return null;
  const tens = match[2] === undefined ? 0 : match[1] === undefined ? 1 : DIGITS.indexOf(match[1]);
  const ones = match[3] === undefined ? 0 : DIGITS.indexOf(match[3]);
  return String(tens * 10 + ones);
}
