/** What every decoded callback has. */
interface Common {
  /** Primary key under which the callback is stored once (wecom-api.md 1.6). */
  readonly dedupeKey: string;
  /** `CreateTime` in epoch milliseconds. */
  readonly createdAt: number;
}

/** `kf_msg_or_event`: a customer-service account has something new, to be pulled by `kf/sync_msg` (wecom-api.md 3.2). */
export interface KfSyncRequest extends Common {
  readonly kind: 'kf-sync-request';
  /** Valid 10 minutes. */
  readonly token: string;
  readonly openKfId: string;
}

/** Customer-service accounts were given to or taken from this app (wecom-api.md 3.1). */
export interface KfAuthChange extends Common {
  readonly kind: 'kf-auth-change';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Body of what a member sends to the app (wecom-api.md 4.5). */
export type AppBody =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'image'; readonly mediaId: string; readonly picUrl: string }
  | { readonly type: 'voice'; readonly mediaId: string; readonly format: string }
  | { readonly type: 'video'; readonly mediaId: string; readonly thumbMediaId: string }
  | {
      readonly type: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly scale: number;
      readonly label: string;
    }
  | {
      readonly type: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
      readonly picUrl: string;
    }
  | { readonly type: 'unknown'; readonly msgType: string; readonly fields: Readonly<Record<string, string>> };

/** A member wrote to the app. */
export interface AppMessage extends Common {
  readonly kind: 'app-message';
  /** userid of the member. */
  readonly from: string;
  readonly agentId: string;
  /** 64-bit, therefore a string (wecom-api.md 1.6). */
  readonly msgId: string;
  readonly body: AppBody;
}

/** One question of a card and the options that were chosen. */
export interface CardSelection {
  readonly questionKey: string;
  readonly optionIds: readonly string[];
}

/** A member clicked a button of a card, or an entry of its corner menu (wecom-api.md 4.3). */
export interface CardClick extends Common {
  readonly kind: 'card-click';
  readonly from: string;
  readonly agentId: string;
  /** True for `template_card_menu_event`. */
  readonly menu: boolean;
  readonly eventKey: string;
  readonly taskId: string;
  readonly cardType: string;
  /** One use, 72 hours: for `update_template_card`. */
  readonly responseCode: string;
  readonly selections: readonly CardSelection[];
}

/** Any other event of the app, known (`enter_agent`, `subscribe`, …) or not. */
export interface AppEvent extends Common {
  readonly kind: 'app-event';
  readonly event: string;
  readonly eventKey: string;
  readonly from: string;
  readonly agentId: string;
  /** The flat fields as they came, so that nothing is lost. */
  readonly fields: Readonly<Record<string, string>>;
}

/** One decoded app callback. */
export type AppCallback = KfSyncRequest | KfAuthChange | AppMessage | CardClick | AppEvent;
