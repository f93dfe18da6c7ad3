/** A line of a card: a name of at most 5 characters and its value (wecom-api.md 4.2). */
export interface CardLine {
  readonly keyname: string;
  readonly value: string;
  /** Makes the value a link. */
  readonly url?: string;
}

/** A button that calls back, or opens `url`. */
export interface CardButton {
  readonly text: string;
  readonly key: string;
  /** One of WeCom's four looks (wecom-api.md 4.2); default 1. */
  readonly style?: 1 | 2 | 3 | 4;
  readonly url?: string;
}

/** What a card says, whatever its type. */
export interface CardContent {
  readonly title: string;
  readonly description?: string;
  readonly text?: string;
  /** Where it comes from, above the title. */
  readonly source?: string;
  readonly lines?: readonly CardLine[];
  /** A tap on the card opens this address. */
  readonly url?: string;
}

/** A template card in the form of the wire. Build it with the functions below. */
export interface TemplateCard {
  readonly card_type: 'button_interaction' | 'text_notice';
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly [key: string]: unknown;
}

/** Cuts to `limit` characters; the card limits are characters, not bytes (wecom-api.md 4.2). */
function cutChars(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

function lineOf(line: CardLine) {
  const link = line.url === undefined ? {} : { type: 1, url: line.url };
  return { keyname: cutChars(line.keyname, 5), value: cutChars(line.value, 30), ...link };
}

function contentOf(content: CardContent) {
  if ((content.lines?.length ?? 0) > 6) throw new RangeError('a card holds at most 6 lines');
  const desc = content.description === undefined ? {} : { desc: cutChars(content.description, 44) };
  return {
    ...(content.source === undefined ? {} : { source: { desc: cutChars(content.source, 20), desc_color: 0 } }),
    main_title: { title: cutChars(content.title, 36), ...desc },
    ...(content.text === undefined ? {} : { sub_title_text: cutChars(content.text, 160) }),
    ...(content.lines === undefined ? {} : { horizontal_content_list: content.lines.map(lineOf) }),
  };
}

/** `[0-9A-Za-z_@-]`, at most 128, new for every card of the app (wecom-api.md 4.2). Throws RangeError. */
function checkTaskId(taskId: string): string {
  if (!/^[0-9A-Za-z_@-]{1,128}$/.test(taskId))
    throw new RangeError('task_id must be 1 to 128 characters 0-9 A-Z a-z _ @ -');
  return taskId;
}

function buttonOf(button: CardButton) {
  const action = button.url === undefined ? { type: 0, key: button.key } : { type: 1, url: button.url };
  return { ...action, text: cutChars(button.text, 10), style: button.style ?? 1 };
}

/**
 * A card with 1–6 buttons to a member (wecom-api.md 4.2). Texts are cut to the recommended characters. Throws RangeError
 * for a bad task id, too many lines or buttons, or two buttons with the same key.
 */
export function buttonCard(card: CardContent & { taskId: string; buttons: readonly CardButton[] }): TemplateCard {
  if (card.buttons.length < 1 || card.buttons.length > 6) throw new RangeError('a card has 1 to 6 buttons');
  if (new Set(card.buttons.map((button) => button.key)).size < card.buttons.length) {
    throw new RangeError('two buttons of a card have the same key');
  }
  return {
    card_type: 'button_interaction',
    ...contentOf(card),
    ...(card.url === undefined ? {} : { card_action: { type: 1, url: card.url } }),
    task_id: checkTaskId(card.taskId),
    button_list: card.buttons.map(buttonOf),
  };
}

/** A card without buttons; the only useful one a group can show (wecom-api.md 5.1). It must open an address. */
export function noticeCard(
  card: CardContent & { url: string; emphasis?: { title: string; description: string } },
): TemplateCard {
  const emphasis = card.emphasis && {
    emphasis_content: { title: cutChars(card.emphasis.title, 10), desc: cutChars(card.emphasis.description, 15) },
  };
  return { card_type: 'text_notice', ...contentOf(card), ...emphasis, card_action: { type: 1, url: card.url } };
}
