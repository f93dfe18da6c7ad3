import { type AppMessageOut, appMarkdown, appText, buttonCard, type CardLine, type TemplateCard } from '@shouwen/wecom';
import { deriveId } from '../shared/index.ts';
import { splitText } from './split-text.ts';
import type { MemberContent } from './types.ts';

const TEXT_BYTES = 2048;
const VALUE_CHARS = 30;
const DESCRIPTION_CHARS = 44;
const MOST_LINES = 6;
const MOST_BUTTONS = 6;

/** A card for a member. */
export type CardContentOut = Extract<MemberContent, { kind: 'card' }>;

/** What a member gets that is not a card: messages, or a picture that still has to be uploaded. */
export type MemberPiece = { readonly message: AppMessageOut } | { readonly file: string };

/** Texts and pictures to a member, none over its limits (wecom-api.md 4.1). */
export function renderMember(content: Exclude<MemberContent, CardContentOut>): MemberPiece[] {
  if (content.kind === 'image') return [{ file: content.file }];
  if (content.kind === 'text') return splitText(content.text, TEXT_BYTES).map((piece) => ({ message: appText(piece) }));
  return splitText(content.markdown, TEXT_BYTES).map((piece) => ({ message: appMarkdown(piece) }));
}

/** A card's id as a `task_id` may hold it; the id under which codes are kept. */
export function cardName(cardId: string): string {
  return cardId.replace(/[^0-9A-Za-z_-]/g, '_').slice(0, 100);
}

/** `task_id` of a card: new for every sending of it, because WeCom takes each only once (wecom-api.md 12.21). */
export function taskIdOf(cardId: string, messageId: string): string {
  return `${cardName(cardId)}@${deriveId(messageId)}`;
}

/** The `cardName` that a `task_id` of ours belongs to. */
export function cardNameOf(taskId: string): string {
  return taskId.split('@')[0] ?? taskId;
}

/** A card with buttons. What is too long for a line stands in full below the lines. */
export function renderCard(content: CardContentOut, taskId: string): TemplateCard {
  const long = content.fields.filter(({ value }) => [...value].length > VALUE_CHARS);
  const beyond = content.fields.slice(MOST_LINES).filter((field) => !long.includes(field));
  const description = content.description ?? '';
  const below = [
    ...([...description].length > DESCRIPTION_CHARS ? [description] : []),
    ...[...long, ...beyond].map(({ name, value }) => `${name}：${value}`),
    ...(content.state === undefined ? [] : [content.state]),
  ];
  return buttonCard({
    taskId,
    title: content.title,
    ...(description === '' ? {} : { description }),
    ...(below.length === 0 ? {} : { text: below.join('\n') }),
    lines: content.fields.slice(0, MOST_LINES).map(({ name, value }): CardLine => ({ keyname: name, value })),
    buttons: content.buttons.slice(0, MOST_BUTTONS),
  });
}

/** A card without buttons for somebody who has none yet: nothing can be pressed, so it is a plain message. */
export function settledMessage(content: CardContentOut): AppMessageOut {
  const lines = [
    content.title,
    ...(content.description === undefined ? [] : [content.description]),
    ...content.fields.map(({ name, value }) => `${name}：${value}`),
    ...(content.state === undefined ? [] : [content.state]),
  ];
  return appText(lines.join('\n'));
}
