import { hash } from 'node:crypto';
import { CallbackError } from './error.ts';
import type { AppBody, AppCallback, CardSelection } from './messages.ts';
import { childrenOf, childText, readXml, type XmlElement } from './xml.ts';

type Field = (name: string) => string;

function flatFields(root: XmlElement): Record<string, string> {
  return Object.fromEntries(root.children.filter((c) => c.children.length === 0).map((c) => [c.name, c.text]));
}

function decodeBody(msgType: string, field: Field, root: XmlElement): AppBody {
  switch (msgType) {
    case 'text':
      return { type: 'text', content: field('Content') };
    case 'image':
      return { type: 'image', mediaId: field('MediaId'), picUrl: field('PicUrl') };
    case 'voice':
      return { type: 'voice', mediaId: field('MediaId'), format: field('Format') };
    case 'video':
      return { type: 'video', mediaId: field('MediaId'), thumbMediaId: field('ThumbMediaId') };
    case 'location': {
      const number = (name: string) => Number(field(name));
      const [latitude, longitude] = [number('Location_X'), number('Location_Y')];
      return { type: 'location', latitude, longitude, scale: number('Scale'), label: field('Label') };
    }
    case 'link': {
      const [title, description] = [field('Title'), field('Description')];
      return { type: 'link', title, description, url: field('Url'), picUrl: field('PicUrl') };
    }
    default:
      return { type: 'unknown', msgType, fields: flatFields(root) };
  }
}

function decodeSelections(root: XmlElement): CardSelection[] {
  const items = childrenOf(root, 'SelectedItems').flatMap((list) => childrenOf(list, 'SelectedItem'));
  return items.map((item) => ({
    questionKey: childText(item, 'QuestionKey') ?? '',
    optionIds: childrenOf(item, 'OptionIds').flatMap((list) => childrenOf(list, 'OptionId').map((id) => id.text)),
  }));
}

/** `kf_msg_or_event` has no id of its own; its one-shot token distinguishes two of them, and is kept out of the key (wecom-api.md 1.6). */
function syncRequestKey(field: Field): string {
  const token = hash('sha1', field('Token'), 'hex').slice(0, 16);
  return `kf/${field('OpenKfId')}/${field('CreateTime')}/${token}`;
}

function decodeEvent(root: XmlElement, field: Field, createdAt: number): AppCallback {
  const event = field('Event');
  if (event === 'kf_msg_or_event') {
    const openKfId = required(field, 'OpenKfId');
    return { kind: 'kf-sync-request', dedupeKey: syncRequestKey(field), createdAt, token: field('Token'), openKfId };
  }
  const key = ['event', field('FromUserName'), field('CreateTime'), event, field('EventKey'), field('TaskId')].join(
    '/',
  );
  if (event === 'kf_account_auth_change') {
    const ids = (name: string) => childrenOf(root, name).map((element) => element.text);
    const [added, removed] = [ids('AuthAddOpenKfId'), ids('AuthDelOpenKfId')];
    return { kind: 'kf-auth-change', dedupeKey: key, createdAt, added, removed };
  }
  const common = { dedupeKey: key, createdAt, from: field('FromUserName'), agentId: field('AgentID') };
  if (event === 'template_card_event' || event === 'template_card_menu_event') {
    return {
      kind: 'card-click',
      ...common,
      menu: event === 'template_card_menu_event',
      eventKey: field('EventKey'),
      taskId: field('TaskId'),
      cardType: field('CardType'),
      responseCode: field('ResponseCode'),
      selections: decodeSelections(root),
    };
  }
  return { kind: 'app-event', ...common, event, eventKey: field('EventKey'), fields: flatFields(root) };
}

function required(field: Field, name: string): string {
  const value = field(name);
  if (value === '') throw new CallbackError('missing-field', `the decrypted callback has no <${name}>`);
  return value;
}

/** The decrypted inner XML of an app callback as a typed value (wecom-api.md 3.2, 4.3, 4.5). Throws CallbackError. */
export function decodeAppXml(xml: string): AppCallback {
  const root = readXml(xml);
  const field: Field = (name) => childText(root, name) ?? '';
  const msgType = required(field, 'MsgType');
  const seconds = Number(field('CreateTime'));
  const createdAt = Number.isFinite(seconds) ? seconds * 1000 : 0;
  if (msgType === 'event') return decodeEvent(root, field, createdAt);
  const msgId = field('MsgId');
  const from = required(field, 'FromUserName');
  const dedupeKey = msgId === '' ? `msg/${from}/${field('CreateTime')}` : `msg/${msgId}`;
  const body = decodeBody(msgType, field, root);
  return { kind: 'app-message', dedupeKey, createdAt, from, agentId: field('AgentID'), msgId, body };
}
