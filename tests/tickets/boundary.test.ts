import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = path.join(import.meta.dirname, '../../src');

/** Files outside `tickets/confidentiality.ts` that look at a reporter's name or phone as stored, and why they may. */
const ALLOWED: Readonly<Record<string, string>> = {
  'tickets/actions/notes.ts': 'reveal, which is logged (R4)',
  'tickets/tell.ts': 'masks at once',
  'staff/tickets/actions/work.ts': 'asks only whether there is a phone',
  'staff/registers/log-ticket.ts': 'asks only whether there is a phone; looks the owner up',
};

/** A ticket's own reporter; `shown` and `seen` are what `view` gave, already masked. */
const RAW =
  /(?<!shown|seen|view|seen\?)(?<!\w)(?:ticket|draft|next|one|joined|fresh|known)?\.?reporter\??\.(?:name|phone)\b/;

describe('one door for what is personal (篇1 4.12; design rules 9, 11)', () => {
  test('nobody else reads the name or phone of whoever asked', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => !/^(simulator|conversation|tickets\/confidentiality\.ts)/.test(name));
    const readers = files.filter((name) =>
      readFileSync(path.join(SRC, name), 'utf8')
        .split('\n')
        .some((line) => RAW.test(line) && !/(?:shown|seen|view)\??\.reporter/.test(line)),
    );
    expect(readers.sort()).toEqual(Object.keys(ALLOWED).sort());
  });
});
