import { z } from 'zod';
import type { MemberDriver } from '../driver/member.ts';
import type { OwnerDriver } from '../driver/owner.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { asList, asObject, asText } from '../values.ts';
import { words } from '../words.ts';

const owner = { owner: z.string(), account: z.string() };
const member = { member: z.string() };
const photo = z.string().max(14_000_000);

const Action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('owner.enters'), ...owner, scene: z.string().optional() }),
  z.object({ do: z.literal('owner.says'), ...owner, text: z.string().min(1) }),
  z.object({ do: z.literal('owner.taps'), ...owner, message: z.string(), item: z.number() }),
  z.object({ do: z.literal('owner.photo'), ...owner, base64: photo, name: z.string() }),
  z.object({
    do: z.literal('owner.sends'),
    ...owner,
    kind: z.enum(['voice', 'video', 'file', 'location', 'link', 'sticker']),
  }),
  z.object({ do: z.literal('owner.recalls'), ...owner, message: z.string() }),
  z.object({ do: z.literal('owner.blocks'), ...owner, on: z.boolean() }),
  z.object({ do: z.literal('owner.shutsWindow'), ...owner }),
  z.object({ do: z.literal('owner.spendsQuota'), ...owner }),
  z.object({ do: z.literal('member.says'), ...member, text: z.string().min(1) }),
  z.object({ do: z.literal('member.photo'), ...member, base64: photo, name: z.string() }),
  z.object({
    do: z.literal('member.clicks'),
    ...member,
    message: z.string(),
    key: z.string(),
    selection: z.record(z.string(), z.array(z.string())).optional(),
  }),
  z.object({ do: z.literal('member.takes'), ...member, ...owner }),
  z.object({ do: z.literal('member.writes'), ...member, ...owner, text: z.string().min(1) }),
  z.object({ do: z.literal('member.ends'), ...member, ...owner }),
  z.object({ do: z.literal('group.asks'), ...member, group: z.string(), text: z.string().min(1) }),
  z.object({ do: z.literal('fault.offline'), on: z.boolean() }),
  z.object({ do: z.literal('fault.failLater') }),
  z.object({ do: z.literal('fault.loseCallback') }),
  z.object({ do: z.literal('fault.duplicateCallback') }),
  z.object({ do: z.literal('fault.revokeTokens') }),
  z.object({
    do: z.literal('clock.advance'),
    ms: z
      .number()
      .int()
      .positive()
      .max(40 * 86_400_000),
  }),
  z.object({ do: z.literal('reset') }),
]);

/** What a button of the page asks for. */
export type PanelAction = z.infer<typeof Action>;

/** The driver as the page uses it. */
export interface PanelDriver {
  owner(who: string, options: { openKfId: string }): OwnerDriver;
  member(userid: string): MemberDriver;
  revokeTokens(): void;
  reset(): Promise<void>;
}

/** Reads an action. Throws a ZodError that names the field. */
export const parseAction = (value: unknown): PanelAction => Action.parse(value);

function tap(person: OwnerDriver, { message, item }: { message: string; item: number }): void {
  const menu = person.chat.find((one) => one.id === message && one.msgtype === 'msgmenu');
  const click = asObject(asObject(asList(menu?.body.list)[item]).click);
  const content = asText(click.content);
  if (content === '') throw new Error(words.menuGone);
  person.sendsRaw('text', { content, ...(click.id === undefined ? {} : { menu_id: click.id }) });
}

const decode = ({ base64, name }: { base64: string; name: string }) => ({
  bytes: Buffer.from(base64, 'base64'),
  name,
  contentType: base64.startsWith('/9j/') ? 'image/jpeg' : 'image/png',
});

type OwnerAction = Extract<PanelAction, { do: `owner.${string}` }>;
type MemberAction = Extract<PanelAction, { do: `member.${string}` | 'group.asks' }>;
type SimulatorAction = Exclude<PanelAction, OwnerAction | MemberAction>;

function actAsOwner(action: OwnerAction, person: OwnerDriver): unknown {
  switch (action.do) {
    case 'owner.enters':
      return person.enters({ scene: action.scene ?? '' });
    case 'owner.says':
      return person.says(action.text);
    case 'owner.taps':
      return tap(person, action);
    case 'owner.photo':
      return person.sends('image', decode(action));
    case 'owner.sends':
      return person.sends(action.kind);
    case 'owner.recalls':
      return person.recalls(action.message);
    case 'owner.blocks':
      return person.blocks(action.on);
    case 'owner.shutsWindow':
      return person.shutsWindow();
    case 'owner.spendsQuota':
      return person.spendsQuota();
  }
}

function actAsMember(action: MemberAction, driver: PanelDriver): unknown {
  const member = driver.member(action.member);
  const owner = (who: { owner: string; account: string }) => driver.owner(who.owner, { openKfId: who.account });
  switch (action.do) {
    case 'member.says':
      return member.says(action.text);
    case 'member.photo':
      return member.sendsImage(decode(action).bytes);
    case 'member.clicks':
      return member.clicks((one) => one.id === action.message, action.key, {
        selection: action.selection,
        stale: true,
      });
    case 'member.takes':
      return member.takes(owner(action));
    case 'member.writes':
      return member.writesTo(owner(action), action.text);
    case 'member.ends':
      return member.ends(owner(action));
    case 'group.asks':
      return member.asksBot(action.text, { group: action.group });
  }
}

const isOwnerAction = (action: PanelAction): action is OwnerAction => action.do.startsWith('owner.');
const isMemberAction = (action: PanelAction): action is MemberAction => /^(member|group)\./.test(action.do);

/** Does what the page asked for. Throws when it makes no sense, in words for the page. */
export async function act(
  action: PanelAction,
  { sim, driver }: { sim: SimulatorState; driver: PanelDriver },
): Promise<void> {
  if (isOwnerAction(action)) actAsOwner(action, driver.owner(action.owner, { openKfId: action.account }));
  else if (isMemberAction(action)) await actAsMember(action, driver);
  else await changeSimulator(action, { sim, driver });
}

async function changeSimulator(
  action: SimulatorAction,
  { sim, driver }: { sim: SimulatorState; driver: PanelDriver },
): Promise<void> {
  switch (action.do) {
    case 'fault.offline':
      sim.faults.offline = action.on;
      break;
    case 'fault.failLater':
      sim.faults.failLater(13);
      break;
    case 'fault.loseCallback':
      sim.faults.loseCallbacks();
      break;
    case 'fault.duplicateCallback':
      sim.faults.duplicateCallbacks();
      break;
    case 'fault.revokeTokens':
      driver.revokeTokens();
      break;
    case 'clock.advance':
      if (sim.clock.advance === undefined) throw new Error(words.clockIsFixed);
      sim.clock.advance(action.ms);
      break;
    case 'reset':
      await driver.reset();
      break;
  }
  sim.changed();
}
