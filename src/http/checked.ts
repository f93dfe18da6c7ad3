import type { z } from 'zod';
import { type BorderCode, HttpRefusal } from './refusal.ts';

/** A caller is told of this many wrong fields; the rest follow once these are right. */
const ISSUES_SHOWN = 3;

/** The value as the schema reads it. Throws HttpRefusal with `code`, naming the fields that are wrong but not what they held. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, code: BorderCode): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, ISSUES_SHOWN);
  throw new HttpRefusal(code, issues.map(({ path, message }) => [...path, message].join(': ')).join('; '));
}
