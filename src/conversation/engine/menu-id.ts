import { defined } from '../../shared/index.ts';
/** What a tapped menu item stands for. Old menus stay tappable for ever, so the id says what it was about. */
export interface MenuId {
  readonly flow: string;
  readonly step: string;
  readonly option: string;
  /** `state.menu` when it was shown. */
  readonly menu: number;
  /** Talk `t5`, or a visit or quote by its own id. */
  readonly ref: string;
}

const FOREIGN = /[^a-zA-Z0-9]/;
const FOREIGN_ALL = /[^a-zA-Z0-9]/g;

/** A visit's or quote's own id as a menu id can carry it. */
export function cleanRef(ref: string): string {
  return FOREIGN.test(ref) ? ref.replaceAll(FOREIGN_ALL, '') : ref;
}

/** At most 64 bytes of letters, digits and `_` (wecom-api.md 3.4). */
export function writeMenuId(id: MenuId): string {
  return `${id.flow}_${id.step}_${id.option}_${id.menu.toString(36)}_${cleanRef(id.ref)}`;
}

/** The parts of a menu id of ours; null for any other text. */
export function readMenuId(text: string): MenuId | null {
  const match = /^([a-z][a-z0-9]{0,11})_([a-z][a-z0-9]{0,11})_([a-z0-9]{1,12})_([0-9a-z]+)_([a-zA-Z0-9]*)$/.exec(text);
  if (match === null) return null;
  return {
    flow: defined(match[1]),
    step: defined(match[2]),
    option: defined(match[3]),
    menu: parseInt(defined(match[4]), 36),
    ref: defined(match[5]),
  };
}
