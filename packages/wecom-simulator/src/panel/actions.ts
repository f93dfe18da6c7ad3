import { z } from 'zod';
import type { Core } from '../core.ts';
import type { MemberDriver } from '../driver/member.ts';
import type { OwnerDriver } from '../driver/owner.ts';
import { asList, asObject, asText } from '../values.ts';

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
  if (content === '') throw new Error('这条菜单已经不在了');
  person.sendsRaw('text', { content, ...(click.id === undefined ? {} : { menu_id: click.id }) });
}

const decode = ({ base64, name }: { base64: string; name: string }) => ({
  bytes: Buffer.from(base64, 'base64'),
  name,
  contentType: base64.startsWith('/9j/') ? 'image/jpeg' : 'image/png',
});

/** Does what the page asked for. Throws when it makes no sense, in words for the page. */
export async function act(action: PanelAction, { core, driver }: { core: Core; driver: PanelDriver }): Promise<void> {
  const person = () => {
    if (!('owner' in action)) throw new Error('no owner named');
    return driver.owner(action.owner, { openKfId: action.account });
  };
  switch (action.do) {
    case 'owner.enters':
      return person().enters({ scene: action.scene ?? '' });
    case 'owner.says':
      return void person().says(action.text);
    case 'owner.taps':
      return tap(person(), action);
    case 'owner.photo':
      return void person().sends('image', decode(action));
    case 'owner.sends':
      return void person().sends(action.kind);
    case 'owner.recalls':
      return person().recalls(action.message);
    case 'owner.blocks':
      return person().blocks(action.on);
    case 'owner.shutsWindow':
      return person().shutsWindow();
    case 'owner.spendsQuota':
      return person().spendsQuota();
    case 'member.says':
      return void driver.member(action.member).says(action.text);
    case 'member.photo':
      return void driver.member(action.member).sendsImage(decode(action).bytes);
    case 'member.clicks': {
      const options = { stale: true, ...(action.selection === undefined ? {} : { selection: action.selection }) };
      return driver.member(action.member).clicks((one) => one.id === action.message, action.key, options);
    }
    case 'member.takes':
      return driver.member(action.member).takes(person());
    case 'member.writes':
      return void driver.member(action.member).writesTo(person(), action.text);
    case 'member.ends':
      return driver.member(action.member).ends(person());
    case 'group.asks':
      return driver.member(action.member).asksBot(action.text, { group: action.group });
    default:
      return disturb(action, { core, driver });
  }
}

async function disturb(action: PanelAction, { core, driver }: { core: Core; driver: PanelDriver }): Promise<void> {
  switch (action.do) {
    case 'fault.offline':
      core.faults.offline = action.on;
      break;
    case 'fault.failLater':
      core.faults.failLater(13);
      break;
    case 'fault.loseCallback':
      core.faults.loseCallbacks();
      break;
    case 'fault.duplicateCallback':
      core.faults.duplicateCallbacks();
      break;
    case 'fault.revokeTokens':
      driver.revokeTokens();
      break;
    case 'clock.advance':
      if (core.clock.advance === undefined) throw new Error('这里的时钟不能拨动');
      core.clock.advance(action.ms);
      break;
    case 'reset':
      await driver.reset();
      break;
  }
  core.changed();
}
