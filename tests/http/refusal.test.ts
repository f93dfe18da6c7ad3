import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { HttpRefusal } from '../../src/http/index.ts';
import { REFUSALS } from '../../src/http/refusal.ts';

const rows = Object.entries(REFUSALS).map(([code, { status, message }]) => [code, status, message] as const);

describe('the refusals of the border', () => {
  test.each(rows)(
    '%s is spelled in one way, has a status of failure and one line in English',
    (code, status, message) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(message).toMatch(/^[\x20-\x7e]+$/);
    },
  );

  test('docs/http.md lists them all with their status, and no other', () => {
    const documented = [...readFileSync('docs/http.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \|$/gm)];
    expect(documented.map(([, code, status]) => [code, Number(status)]).sort()).toEqual(
      rows.map(([code, status]) => [code, status]).sort(),
    );
  });

  test('a detail is added to the line', () => {
    expect(new HttpRefusal('FORBIDDEN').message).toBe('the caller may not do this');
    expect(new HttpRefusal('FORBIDDEN', 'on Sundays').message).toBe('the caller may not do this: on Sundays');
  });

  test('a room words its own', () => {
    const refusal = new HttpRefusal({ status: 409, code: 'TICKET_REFUSED', message: '已经关闭' });
    expect(refusal).toMatchObject({ name: 'HttpRefusal', status: 409, code: 'TICKET_REFUSED', message: '已经关闭' });
  });
});
