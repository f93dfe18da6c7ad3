import { fail } from '../../errors.ts';

/** Reads an ISO 8601 date the way `$toDate` and `$dateFromString` do without a format. Throws 241. */
export function parseDate(s: string): Date {
  const m =
    /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/.exec(
      s.trim(),
    );
  if (!m) return fail(241, `Error parsing date string '${s}'`);
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = m;
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z';
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`,
  );
  return Number.isNaN(date.getTime()) ? fail(241, `Error parsing date string '${s}'`) : date;
}
