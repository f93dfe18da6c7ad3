import { flowsOrExit } from './setting.ts';
/** `flows -- check`. */
export async function checkFlows(): Promise<boolean> {
  flowsOrExit();
  return true;
}
