/** Readers for answers whose fields may be missing or of another type: an answer never makes the client throw. */

/** The field as text; a number becomes its digits, anything else the empty string. */
export function textOf(object: Readonly<Record<string, unknown>>, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The field as text, or undefined where it is missing or empty. */
export function optionalText(object: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return textOf(object, name) || undefined;
}

/** The field as a number; 0 when it is none. */
export function numberOf(object: Readonly<Record<string, unknown>>, name: string): number {
  const value = Number(object[name] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** The field as an object; an empty one when it is none. */
export function objectOf(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return asObject(object[name]);
}

/** The value itself as an object; an empty one when it is none. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The field as a list of objects; an empty one when it is none. */
export function listOf(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown>[] {
  const value = object[name];
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** A list of ids, which WeCom writes as `a|b` in one answer and as an array in another (wecom-api.md 4.3). */
export function idsOf(object: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = object[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split('|').filter((id) => id !== '') : [];
}
