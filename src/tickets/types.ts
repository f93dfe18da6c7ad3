/** The door of the room: everything other rooms need to name about tickets. */
export * from './action.ts';
export type * from './draft.ts';
export type * from './effects.ts';
export * from './state.ts';
export * from './ticket.ts';
