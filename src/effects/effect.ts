/**
 * Every kind of effect and what it carries. The room that carries a kind out declares it here by merging, next to its handler:
 *
 *     declare module '../effects/effect.ts' {
 *       interface Effects { 'ticket.act': { readonly ticketId: string; readonly action: TicketAction } }
 *     }
 *
 * so any room may ask for any effect without importing the room that owns it, and the type checker knows them all.
 */
export interface Effects {}

/** The name of an effect: `<what>.<done>`. */
export type EffectKind = keyof Effects;

/** An effect of one kind. */
export type EffectOf<K extends EffectKind> = { readonly kind: K } & Effects[K];

/** Something a change of a document asks for outside that document. Stored with the change, executed afterwards. */
export type Effect = { [K in EffectKind]: EffectOf<K> }[EffectKind];

/** An effect with the id under which it is executed: executing it twice under the same id changes nothing. */
export interface PendingEffect {
  readonly id: string;
  readonly effect: Effect;
}

/** Where an effect comes from. */
export interface EffectContext {
  /** Derived from document, version and place. */
  readonly id: string;
  readonly community: string;
}

/** Executes effects of one kind. Rejects when it should be tried again. */
export type EffectHandler<K extends EffectKind> = (effect: EffectOf<K>, context: EffectContext) => Promise<void>;

/** An effect and where it comes from. */
export interface Execution<K extends EffectKind> {
  readonly effect: EffectOf<K>;
  readonly context: EffectContext;
}

/** Executes a run of effects of one kind that stand next to each other, in one go. */
export interface BatchHandler<K extends EffectKind> {
  executeAll(executions: readonly Execution<K>[]): Promise<void>;
}

/** Handlers by kind. Each room exports those of the kinds it owns; `app` merges them into one table. */
export type EffectHandlers<K extends EffectKind = EffectKind> = {
  readonly [P in K]: EffectHandler<P> | BatchHandler<P>;
};
