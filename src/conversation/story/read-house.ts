import type { House } from '../../language/index.ts';

/** `3栋2单元1701` as a house. */
export function readHouse(text: string): House {
  const match = /^(\w+)栋(?:(\w+)单元)?(\w+)?$/.exec(text);
  return { building: match?.[1] ?? text, unit: match?.[2] ?? null, room: match?.[3] ?? null };
}
