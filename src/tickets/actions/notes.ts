import { afterQuiet, findMember, onDuty, unique } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { formatHouse, maskText } from '../../language/index.ts';
import type { Actor } from '../action.ts';
import type { ChangeContext, Handlers } from '../change.ts';
import { knowsReporter, scrub } from '../confidentiality.ts';
import { appointmentLimits } from '../limits.ts';
import { lineToGroup, tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';

/** Words, pictures and details that are added, and who reads whose name. */
export const NOTE_ACTIONS: Handlers<'note' | 'add-media' | 'add-detail' | 'urge' | 'reveal' | 'link'> = {
  note(context) {
    const { action, actor, community } = context;
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'note' });
    return {
      patch: {},
      text: action.text,
      effects: passOn(context, action.text, action.toOwner === true && actor.kind === 'member'),
    };
  },

  'add-media'(context) {
    const { ticket, action, actor, community } = context;
    const text = say(community, 'staff.media', { count: action.media.length, text: action.text ?? '' });
    return {
      patch: { media: [...ticket.media, ...action.media] },
      text,
      effects: [...passOn(context, text, false), ...pictures(context, actor)],
    };
  },

  'add-detail'(context) {
    const { ticket, action, now, community } = context;
    const { reporter } = ticket;
    const appointment = action.appointment === undefined ? ticket.appointment : action.appointment;
    const next = { ...ticket, appointment };
    const patch = {
      appointment,
      confidential: ticket.confidential || action.what === 'confidential',
      house: action.house === undefined ? ticket.house : action.house,
      reporter: action.phone == null ? reporter : { ...reporter, phone: action.phone },
      ...(action.appointment === undefined
        ? {}
        : { deadlines: { ...ticket.deadlines, ...openLimits(next, now, community) } }),
    };
    const text = say(community, `staff.detail-${action.what}`, { text: action.text });
    return { patch, text, effects: passOn({ ...context, ticket: { ...next, ...patch } }, text, false) };
  },

  urge(context) {
    const { ticket, action, now, community } = context;
    const urges = ticket.urges + 1;
    const text = say(community, 'staff.urged', { number: ticket.number, count: urges, text: action.text ?? '' });
    const who = [
      ticket.assignee,
      ticket.keeper,
      ...(ticket.assignee === null ? onDuty(community, ticket.department, now) : []),
    ];
    const purpose = ticket.urgent || afterQuiet(community, now) === now ? ('alarm' as const) : ('reminder' as const);
    return { patch: { urges }, text, effects: tellMembers({ ticket, community }, who, { text, purpose }) };
  },

  /** Name and phone go to the person's own chat, and every reading is on record (R4). */
  reveal({ ticket, actor, now, community }) {
    if (actor.kind !== 'member' || !knowsReporter(ticket, actor, community)) {
      return refuse(community, 'not-yours', { action: say(community, 'names.action-reveal'), number: ticket.number });
    }
    const { reporter } = ticket;
    const text = say(community, 'staff.revealed', {
      number: ticket.number,
      name: reporter.name ?? '',
      phone: reporter.phone ?? '',
      house: reporter.house === null ? '' : formatHouse(reporter.house),
    });
    return {
      patch: { revealed: [...ticket.revealed, { at: now, by: actor.userid }] },
      text: say(community, 'staff.revealed-line', { name: actor.name }),
      effects: [
        {
          kind: 'message.send',
          to: 'member',
          userid: actor.userid,
          content: { kind: 'text', text },
          purpose: 'answer',
        },
      ],
    };
  },

  link({ ticket, action, community }) {
    if (ticket.linked.some((one) => one.id === action.ticketId)) return { text: null };
    const link = { id: action.ticketId, number: action.number, why: action.why };
    return {
      patch: { linked: [...ticket.linked, link] },
      text: say(community, `staff.linked-${action.why}`, { number: action.number }),
    };
  },
};

function openLimits(ticket: ChangeContext['ticket'], now: number, community: ChangeContext['community']) {
  const limits = appointmentLimits({ ticket, now, community }, ticket.deadlines);
  const { arrive, finish } = ticket.deadlines;
  return {
    ...(limits.arrive === undefined || arrive?.metAt != null ? {} : { arrive: limits.arrive }),
    ...(limits.finish === undefined || finish?.metAt != null ? {} : { finish: limits.finish }),
  };
}

/** What the owner adds reaches the worker; what a member writes for the owner reaches the owner (through delivery's filter). */
function passOn(context: ChangeContext, text: string, toOwner: boolean): Effect[] {
  const { ticket, actor, community } = context;
  const { number } = ticket;
  if (toOwner) {
    const by = actor.kind === 'member' ? introduce(actor, community) : '';
    return tellOwners({ ticket, community }, say(community, 'owner.note', { number, text, by }), 'answer');
  }
  // What the program notes is what an owner said elsewhere, in the answer to a visit.
  if (actor.kind === 'member') return [];
  const worker = ticket.assignee === null ? null : findMember(community, ticket.assignee);
  const safe = ticket.complaint === null && !ticket.confidential ? text : scrub(text, ticket.reporter);
  const line = say(community, 'staff.owner-adds', { number, text: safe });
  if (ticket.danger !== null && !ticket.discreet) return callAll(context, line);
  const personal = tellMembers({ ticket, community }, [worker?.userid ?? null, ticket.keeper], {
    text: line,
    purpose: 'task',
  });
  const notice = say(community, 'staff.owner-adds-line', { number });
  return worker === null ? [...personal, ...lineToGroup(ticket.department, { ticket, community }, notice)] : personal;
}

/** In danger everybody on his way needs the place and who is hurt at once, whoever has taken it (R10). */
function callAll({ ticket, community }: ChangeContext, line: string): Effect[] {
  const purpose = 'emergency';
  const personal = tellMembers({ ticket, community }, [ticket.assignee, ticket.keeper], { text: line, purpose });
  const groups = unique([ticket.department, ...ticket.also]);
  return [...personal, ...groups.flatMap((id) => lineToGroup(id, { ticket, community }, maskText(line), purpose))];
}

/** A person who writes to the owner gives his name, and his number where he has one (R27). */
function introduce(actor: Extract<Actor, { kind: 'member' }>, community: ChangeContext['community']): string {
  const number = findMember(community, actor.userid)?.number;
  return number === undefined ? actor.name : `${actor.name}（工号${number}）`;
}

/** Photos go both ways: the owner's to the worker, the worker's to the owner when he asks for it. */
function pictures({ ticket, action }: ChangeContext, actor: Actor): Effect[] {
  if (action.kind !== 'add-media') return [];
  const images = action.media.filter((media) => media.type === 'image');
  if (actor.kind === 'owner') {
    const worker = ticket.assignee ?? ticket.keeper;
    return images.map(({ file }) => ({
      kind: 'message.send',
      to: 'member',
      userid: worker,
      content: { kind: 'image', file },
      purpose: 'task',
    }));
  }
  const { conversationId } = ticket.reporter;
  if (action.toOwner !== true || conversationId === null) return [];
  return images.map(({ file }) => ({
    kind: 'message.send',
    to: 'owner',
    conversationId,
    content: { kind: 'image', file },
    // A picture more is not worth the message that is kept back for an answer.
    purpose: 'update',
  }));
}
