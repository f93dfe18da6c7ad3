import type { CommandOf } from '../../commands/command.ts';
import { findDepartment, findDepartments, findOneMember, namesPerson } from '../../reading/people.ts';
import { twoWords } from '../../reading/ticket-words.ts';
import {
  act,
  ask,
  departmentNames,
  needsWords,
  refuseForbidden,
  type Translated,
  type Translating,
  type Translations,
} from './translate.ts';

function judge({ kind: _kind, ref: _ref, ...fields }: CommandOf<'judge'>, { tell }: Translating): Translated {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return Object.keys(given).length === 0 ? ask(tell('ask.judge')) : act({ kind: 'judge', ...given });
}

function verify({ confirmed, text }: CommandOf<'verify'>, { community, tell }: Translating): Translated {
  if (confirmed === null) return ask(tell('ask.verify'));
  const praised = findOneMember(text.split(/[\s,，]/)[0] ?? '', community);
  return act({ kind: 'verify', confirmed, userid: praised?.userid ?? null, text });
}

function accuse({ text }: CommandOf<'accuse'>, { community, tell }: Translating): Translated {
  if (text === '') return ask(tell('ask.accuse'));
  const member = findOneMember(text.split(/\s/)[0] ?? '', community);
  if (member !== null) {
    return act({ kind: 'accuse', userid: member.userid, department: member.department, scope: 'person' });
  }
  const found = findDepartment(text, community);
  if (found === null) return ask(tell('ask.accuse-again', { text, names: departmentNames(community) }));
  const scope = namesPerson(found.rest) ? 'person' : 'work';
  return act({ kind: 'accuse', department: found.department.id, scope });
}

function summon({ text }: CommandOf<'summon'>, { community, readTime, tell }: Translating): Translated {
  const { departments, rest } = findDepartments(text, community);
  if (departments.length === 0) return ask(tell('ask.summon'));
  if (rest === '') return ask(tell('ask.summon-plan', { names: departmentNames({ departments }) }));
  return act({
    kind: 'summon',
    departments: departments.map(({ id }) => id),
    plan: rest,
    date: readTime(rest)?.at ?? null,
  });
}

/** A contact names the outside body first and what was said after it (R14). */
function contact({ text }: CommandOf<'contact'>, { readTime, tell }: Translating): Translated {
  const [, body, said] = /^(\S+)\s+(.+)$/s.exec(text) ?? [];
  if (body === undefined || said === undefined) return ask(tell('ask.contact'));
  return act({ kind: 'contact', body, text: said, next: readTime(said)?.at ?? null });
}

function apologise({ text }: CommandOf<'apologise'>, { tell }: Translating): Translated {
  const [by, how] = twoWords(text);
  return how === '' ? ask(tell('ask.apologise')) : act({ kind: 'apologise', by, how });
}

function criticise({ decided, text }: CommandOf<'criticise'>, { tell }: Translating): Translated {
  if (text === '') return ask(tell(decided ? 'ask.criticise' : 'ask.criticise-not'));
  return act({ kind: 'criticise', decided, text });
}

function decide({ adopted, text }: CommandOf<'decide'>, context: Translating): Translated {
  if (text === '') return ask(context.tell(adopted ? 'ask.decide' : 'ask.decide-not'));
  return refuseForbidden(text, context) ?? act({ kind: 'decide', adopted, text });
}

/** What persons decide about complaints, praise, suggestions and grave events (R1, R3, R10, R14–R16, R29). */
export const COMPLAINTS: Translations<
  | ('judge' | 'verify' | 'accuse' | 'apologise' | 'criticise' | 'consent-identity' | 'contact' | 'decide')
  | ('summon' | 'report-major')
> = {
  judge,
  verify,
  accuse,
  apologise,
  criticise,
  'consent-identity': ({ given }) => act({ kind: 'consent-identity', given }),
  contact,
  decide,
  summon,
  'report-major': needsWords('ask.report-major', ({ step, text }) => {
    return { kind: 'report-major', step, text };
  }),
};
