import type { House } from '../language/index.ts';
import type { Category } from '../shared/index.ts';

/** 微信, 来访, 来电, 电子信箱, 邮件, 信函, 代录 (R40). */
export type Channel = '微信' | '来访' | '来电' | '电子信箱' | '邮件' | '信函' | '代录';

/** A stored picture, voice or file. `file` is relative to DATA_DIR/media. */
export interface MediaRef {
  readonly file: string;
  readonly type: 'image' | 'voice' | 'video' | 'file';
}

/** Who asked. All of it is personal; only the confidentiality module decides who sees what (R4). */
export interface Reporter {
  /** `${openKfId}/${externalUserid}` of a WeChat owner; null when a member logged it for him. */
  readonly conversationId: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly house: House | null;
  readonly relation: '业主' | '住户' | '租户' | '家属' | null;
}

/** What a conversation or a member hands in. Times are epoch ms. */
export interface TicketDraft {
  readonly community: string;
  readonly category: Category;
  readonly topic: string | null;
  readonly urgent: boolean;
  /** A danger kind of `routing.yaml` dangers, when it is one. */
  readonly danger: string | null;
  readonly channel: Channel;
  /** The owner's own words, never edited (篇1 4.1). */
  readonly words: readonly string[];
  /** One line for lists. */
  readonly summary: string;
  /** Where the work is; may be a public place. */
  readonly house: House | null;
  readonly place: string | null;
  readonly reporter: Reporter;
  readonly appointment: { readonly from: number; readonly to: number; readonly text: string } | null;
  readonly media: readonly MediaRef[];
  readonly accused: string | null;
  readonly accusedDepartment: string | null;
  /** The owner asked that his name be kept from everybody but the desk. */
  readonly confidential: boolean;
  /** Lost-property features and other answers of the form, by slot name. */
  readonly details: Readonly<Record<string, string>>;
  /** Ids of tickets opened together or before about the same matter. */
  readonly links: readonly string[];
  /** The words that decided category and urgency. */
  readonly why: readonly string[];
  /** When the owner first said something recognisable: the 30 minutes run from here (R7). */
  readonly firstWordAt: number;
  /** userid of the member who logged it for the owner (登记): its 首接人 (R2, R12). */
  readonly loggedBy?: string;
  /** Answered on the spot and closed at once (R31). */
  readonly settled?: string;
}
