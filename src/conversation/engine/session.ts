import type { ConversationEvent } from '../types.ts';
import { greetingWords } from './hello.ts';
import { offerResume } from './resume.ts';
import { hello } from './side.ts';
import { phrase, sayPhrase, type Turn } from './turn.ts';
import { park } from './visit.ts';

type Session = Extract<ConversationEvent, { kind: 'session' }>;

/** A person takes the talk or leaves it (kf session states, repair 10). */
export function onSession(turn: Turn, event: Session): void {
  const { state, context } = turn;
  if (event.change === 'ended') {
    const served = state.serves === 'person';
    state.serves = 'bot';
    // What was answered of a visit counts; everything else the person has dealt with.
    // A visit that was put by the code of this very end may be here before it.
    const kept = served ? [] : state.talks.filter((talk) => talk.visit !== undefined);
    for (const talk of state.talks.filter((one) => !kept.includes(one))) {
      if (talk.visit !== undefined || talk.quote !== undefined) park(turn, talk);
    }
    state.talks = kept;
    delete state.question;
    state.misses = 0;
    if (served && event.code !== null) {
      turn.code = event.code;
      sayPhrase(turn, 'backFromPerson', { bye: greetingWords(turn).bye });
    }
    turn.trace?.('session:ended');
    return;
  }
  state.serves = 'person';
  delete state.question;
  turn.trace?.(`session:${event.change}`);
  const member = context.community.staff.find((one) => one.userid === event.servicer);
  if (member === undefined || event.code === null) return;
  turn.code = event.code;
  const staffNo = member.number ?? '';
  sayPhrase(turn, 'personHere', { name: member.name, staffNo });
}

/** The owner opens the chat: the welcome, with the one-time code. */
export function onEnter(turn: Turn, code: string | null): void {
  if (code === null || turn.state.serves === 'person') return;
  turn.code = code;
  turn.lines.push({ text: hello(turn) });
  const { privacy } = turn.context.community;
  if (turn.state.profile.privacy?.version !== privacy.version) {
    turn.lines.push({ text: phrase(turn, 'privacyNotice') });
    turn.state.profile.privacy = { version: privacy.version, at: turn.context.now };
  }
  turn.state.greetedAt = turn.context.now;
  const talk = turn.state.talks.find(
    (one) => one.visit === undefined && one.quote === undefined && one.danger === undefined,
  );
  if (talk?.asked === undefined) sayPhrase(turn, 'help');
  else offerResume(turn, talk, '');
}
