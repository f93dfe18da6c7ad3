import { readable } from './readable.ts';
import type { Author, CardView, Json, Message, World, WorldGroup, WorldMember, WorldOwner } from './types.ts';
import { asText } from './values.ts';

/** One chat as a phone shows it. */
export interface Chat {
  /** `owner:<openKfId>:<externalUserid>`, `member:<userid>` or `group:<key>`. */
  readonly key: string;
  readonly messages: Message[];
}

/** An owner's session with one account (wecom-api.md 3.6). */
export interface Session extends Chat {
  readonly openKfId: string;
  readonly externalUserid: string;
  /** 0 new, 1 assistant, 2 pool, 3 servicer, 4 ended or not started. */
  state: 0 | 1 | 2 | 3 | 4;
  servicer: string | null;
  /** Counts state changes, so that a code is refused after the state it was given in. */
  turn: number;
  /** Epoch milliseconds of the owner's last message; null before the first. */
  lastOwnerAt: number | null;
  /** Messages the bot may still send. */
  quota: number;
  welcomedAt: number | null;
  /** The owner has switched the account's messages off. */
  blocked: boolean;
  /** Set by the "window shut" fault, until the owner writes again. */
  windowShut: boolean;
}

/** A member's chat with the app. */
export interface MemberChat extends Chat {
  readonly member: WorldMember;
  /** Messages dropped in silence because of the rate (wecom-api.md 4.1). */
  dropped: number;
  /** Buttons the member has clicked, by their words. */
  readonly clicked: { readonly text: string; readonly at: number }[];
}

/** An internal group. */
export interface GroupChat extends Chat {
  readonly group: WorldGroup;
  robot: 'present' | 'removed' | 'disabled';
}

/** All chats of the simulated company. */
export interface Chats {
  session(openKfId: string, externalUserid: string): Session;
  sessions(): Session[];
  /** userids are case-insensitive (wecom-api.md 8). */
  member(userid: string): MemberChat | undefined;
  members(): MemberChat[];
  group(key: string): GroupChat | undefined;
  groups(): GroupChat[];
  owner(externalUserid: string): WorldOwner | undefined;
  owners(): WorldOwner[];
  addOwner(owner: WorldOwner): void;
  /** Empties every chat; the people stay. */
  clear(): void;
}

/** A chat line, with its text made readable; one from the bot may be a card. */
export function createMessage(parts: {
  id: string;
  at: number;
  from: Author;
  sender: string;
  msgtype: string;
  body: Json;
}): Message {
  const { from, msgtype, body } = parts;
  const card = from === 'bot' && msgtype === 'template_card' ? newCard(body) : null;
  return { ...parts, card, text: readable(msgtype, body), status: 'shown' };
}

const newCard = (content: Json): CardView => ({
  taskId: asText(content.task_id),
  content,
  replacedBy: null,
  past: [],
});

function createSession(openKfId: string, externalUserid: string): Session {
  return {
    key: `owner:${openKfId}:${externalUserid}`,
    openKfId,
    externalUserid,
    messages: [],
    state: 4,
    servicer: null,
    turn: 0,
    lastOwnerAt: null,
    quota: 0,
    welcomedAt: null,
    blocked: false,
    windowShut: false,
  };
}

const createMemberChat = (member: WorldMember): MemberChat => ({
  key: `member:${member.userid}`,
  messages: [],
  member,
  dropped: 0,
  clicked: [],
});

const createGroupChat = (group: WorldGroup): GroupChat => ({
  key: `group:${group.key}`,
  messages: [],
  group,
  robot: 'present',
});

/** The chats of `world`, all empty. */
export function createChats(world: World): Chats {
  const sessions = new Map<string, Session>();
  const members = new Map(world.members.map((member) => [member.userid.toLowerCase(), createMemberChat(member)]));
  const groups = new Map(world.groups.map((group) => [group.key, createGroupChat(group)]));
  const owners = new Map(world.owners.map((owner) => [owner.externalUserid, owner]));
  const sessionKey = (openKfId: string, externalUserid: string) => `${openKfId}\n${externalUserid}`;
  return {
    session(openKfId, externalUserid) {
      const key = sessionKey(openKfId, externalUserid);
      const session = sessions.get(key) ?? createSession(openKfId, externalUserid);
      sessions.set(key, session);
      return session;
    },
    sessions: () => [...sessions.values()],
    member: (userid) => members.get(userid.toLowerCase()),
    members: () => [...members.values()],
    group: (key) => groups.get(key),
    groups: () => [...groups.values()],
    owner: (externalUserid) => owners.get(externalUserid),
    owners: () => [...owners.values()],
    addOwner: (owner) => void owners.set(owner.externalUserid, owner),
    clear() {
      sessions.clear();
      for (const group of groups.values()) Object.assign(group, { robot: 'present' }).messages.length = 0;
      for (const member of members.values()) {
        member.dropped = 0;
        member.messages.length = 0;
        member.clicked.length = 0;
      }
    },
  };
}
