import path from 'node:path';
import { parseArgs } from 'node:util';

/** How the command is called. */
export const USAGE =
  'usage: npm run records -- export FORM --from YYYY-MM-DD --to YYYY-MM-DD --out FILE.xlsx [--community ID] [--as USERID] [--unmasked]';

/** What was asked for. Days are inclusive, `2026-11-01`. */
export interface ExportOptions {
  readonly form: string;
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly community: string | null;
  /** The member who reads it; null: the operator. */
  readonly as: string | null;
  readonly unmasked: boolean;
}

/** Reads the arguments, or says everything that is wrong with them, a line each. */
export function readOptions(
  args: readonly string[],
): { readonly options: ExportOptions } | { readonly problems: readonly string[] } {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    return { problems: [(error as Error).message, USAGE] };
  }
  const { values, positionals } = given;
  const [command, form, ...rest] = positionals;
  if (command !== 'export' || form === undefined || rest.length > 0) return { problems: [USAGE] };
  const { from, to, out } = values;
  const problems = [
    ...dayProblems('--from', from),
    ...dayProblems('--to', to),
    ...(from !== undefined && to !== undefined && from > to ? [`--from ${from} is after --to ${to}; swap them`] : []),
    ...(out === undefined || path.extname(out).toLowerCase() !== '.xlsx'
      ? [`--out ${out === undefined ? 'is missing' : `"${out}" is no workbook`}; write a file name that ends in .xlsx`]
      : []),
  ];
  if (problems.length > 0 || from === undefined || to === undefined || out === undefined) return { problems };
  const { community = null, as = null, unmasked = false } = values;
  return { options: { form, from, to, out, community, as, unmasked } };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string' },
      community: { type: 'string' },
      as: { type: 'string' },
      unmasked: { type: 'boolean' },
    },
  });
}

function dayProblems(option: string, day: string | undefined): string[] {
  if (day === undefined) return [`${option} is missing; write a day as 2026-11-01`];
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
  return isDay ? [] : [`${option} "${day}" is not a day; write it as 2026-11-01`];
}
