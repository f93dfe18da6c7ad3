import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CAUSES, CHARGE_STEPS, GRADES, SUSPEND_REASONS } from '../../src/tickets/action.ts';
import { RELATIONS } from '../../src/tickets/relations.ts';
import { TICKET_STATES } from '../../src/tickets/state.ts';
import { DEADLINE_KINDS } from '../../src/tickets/ticket.ts';
import { ACTIONS } from '../../src/tickets/transition-table.ts';
import { shipped } from './factories.ts';

const SOURCES = path.join(import.meta.dirname, '../../src/tickets');
/** The room, and the program that prints its table. */
const source = [...readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }), '../cli/transitions.ts']
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(SOURCES, name), 'utf8'))
  .join('\n');
const { refusals, owner, staff, names } = shipped.messages.ticket;
const all = { refusals, owner, staff, names };

/** What the places in a key's name can be. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'action.kind': ACTIONS,
  action: ACTIONS,
  'action.step': CHARGE_STEPS,
  due: CHARGE_STEPS,
  last: CHARGE_STEPS,
  step: CHARGE_STEPS,
  kind: DEADLINE_KINDS,
  'limit.kind': DEADLINE_KINDS,
  'action.reason': SUSPEND_REASONS,
  'promise.about': ['arrive', 'finish', 'answer', 'respond'],
  'ticket.state': TICKET_STATES,
  'action.what': ['appointment', 'contact', 'safety', 'confidential', 'house'],
  'action.why': ['repeat', 'related', 'split', 'merge', 'lost-found'],
  'action.outcome': ['solved', 'unsolved', 'expired', 'unreachable'],
  relation: RELATIONS,
  key: [],
  gap: [],
};
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  'staff.major-${action.step}': ['declare', 'verbal', 'written'],
  'names.button-${action}': ['accept', 'return', 'transfer', 'arrive', 'complete', 'suspend', 'resume', 'quote'],
  'names.field-${key}': ['place', 'matter', 'appointment', 'reporter', 'joined'],
  'names.gap-${key}': ['cause', 'grade', 'valid', 'reason', 'responsible', 'corrective', 'preventive', 'verifier'],
  'names.gap-${gap}': ['answer', 'contacts', 'apology', 'criticism', 'told'],
};

/** Every key the sources name, with the places of template strings filled in. */
function usedKeys(): string[] {
  const literals = [...source.matchAll(/'((?:owner|staff|names)\.[\w-]+)'/g)].map(([, key]) => key!);
  const templates = [...source.matchAll(/`((?:owner|staff|names)\.[^`]*)`/g)].flatMap(([, template]) => {
    const place = /\$\{([^}]+)\}/.exec(template!);
    if (place === null) return [template!];
    const values = SPECIAL[template!] ?? PLACES[place[1]!];
    if (values === undefined) throw new Error(`no values known for ${template}`);
    return values.map((value) => template!.replace(place[0], value));
  });
  const ternaries = [
    ...source.matchAll(/say\(\s*community,\s*[^'`]*\? '((?:owner|staff|names)\.[\w-]+)' : '([\w.-]+)'/g),
  ];
  const keys = [...literals, ...templates, ...ternaries.flatMap(([, a, b]) => [a!, b!])];
  // A file name in a message is no key, and neither is the name of an effect.
  return [...new Set(keys)].filter((key) => !key.endsWith('.yaml') && key !== 'owner.call').sort();
}

function usedRefusals(): string[] {
  const calls = [...source.matchAll(/refuse\(\s*community,\s*'([\w-]+)'(?:,\s*\{([^{}]*)\})?/g)];
  return [
    ...new Set(
      calls.map(([, code, values]) => {
        const detail = /detail: '([\w-]+)'/.exec(values ?? '')?.[1];
        return detail === undefined ? code! : `${code}.${detail}`;
      }),
    ),
  ].sort();
}

const keysOf = (sections: readonly (keyof typeof all)[]) =>
  sections.flatMap((section) => Object.keys(all[section]).map((key) => `${section}.${key}`)).sort();

describe('the sentences of the ticket room', () => {
  test('every sentence the code says is there, and every one that is there is said', () => {
    const used = usedKeys();
    expect(used.filter((key) => !keysOf(['owner', 'staff', 'names']).includes(key))).toEqual([]);
    expect(keysOf(['owner', 'staff', 'names']).filter((key) => !used.includes(key))).toEqual([]);
  });

  test('every refusal has its reason, and there is none that nothing refuses with', () => {
    const used = usedRefusals();
    expect(used.filter((key) => !(key in refusals))).toEqual([]);
    const hints = /^wrong-state\.([\w-]+?)-(\w+)$/;
    const unused = Object.keys(refusals).filter((key) => {
      const hint = hints.exec(key);
      const isHint =
        hint !== null &&
        (ACTIONS as string[]).includes(hint[1]!) &&
        (TICKET_STATES as readonly string[]).includes(hint[2]!);
      return !isHint && !used.includes(key);
    });
    expect(unused).toEqual([]);
  });

  test('R26 篇3 4.8 no sentence of ours says 不知道 or 不清楚, blames, shirks, or promises money', () => {
    for (const [key, text] of [...Object.entries(owner), ...Object.entries(refusals)])
      expect([key, text]).toEqual([
        key,
        expect.not.stringMatching(/不知道|不清楚|不晓得|不归我管|没办法|免费|赔偿|补偿|包修|质保/),
      ]);
  });

  test('篇2 1.5 owners are addressed as 您, never 你', () => {
    for (const text of Object.values(owner)) expect(text).not.toMatch(/你/);
  });

  test('R28 regret is said, blame is not', () => {
    for (const key of ['suspended', 'renewed', 'reopened'] as const) expect(owner[key]).toContain('抱歉');
    for (const text of Object.values(owner)) expect(text).not.toMatch(/我们没做好|我们的错|我们的责任/);
  });

  test('causes, grades and steps are the words of the forms', () => {
    expect([...CAUSES]).toEqual(['市政', '内部', '邻里', '开发商']);
    expect([...GRADES]).toEqual(['轻微', '重要', '重大']);
  });
});
