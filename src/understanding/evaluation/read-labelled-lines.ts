/** Reads files of labelled lines. */
import { z } from 'zod';
import { CATEGORIES } from '../../shared/index.ts';

const slot = z.union([z.string(), z.number().transform(String)]).nullish();
const category = z.enum(CATEGORIES);
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;
const now = z
  .string()
  .refine((value) => ZONE.test(value) && !Number.isNaN(Date.parse(value)), 'write an ISO time with its zone')
  .transform((value) => Date.parse(value));
const schema = z
  .object({
    text: z.string().optional(),
    snippet: z.string().optional(),
    category: category.optional(),
    alt: category.nullish(),
    topic: z.string().nullish(),
    urgent: z.boolean().optional(),
    emergency: z.boolean().optional(),
    borderline: z.boolean().optional(),
    no_ticket: z.boolean().optional(),
    now: now.optional(),
    building: slot,
    unit: slot,
    floor: slot,
    room: slot,
  })
  .refine((line) => line.text !== undefined || line.snippet !== undefined, 'has neither "text" nor "snippet"');

/** The parts of a house, as they are labelled and predicted. */
export const SLOTS = ['building', 'unit', 'floor', 'room'] as const;

/** One labelled line; what is missing was not labelled (domain.md 6). */
export interface Labelled {
  readonly text: string;
  readonly category: string | null;
  readonly alt: string | null;
  readonly topic: string | null;
  readonly urgent: boolean | null;
  readonly emergency: boolean | null;
  readonly borderline: boolean;
  readonly noTicket: boolean;
  /** The moment (epoch ms) at which the line was written; null when no time is to be resolved. */
  readonly now: number | null;
  /** Null when the line was not labelled for houses. */
  readonly house: Readonly<Record<(typeof SLOTS)[number], string | null>> | null;
}

/** A line of a labelled file that cannot be used. */
export class LabelledFileError extends Error {
  readonly code = 'labelled-file-invalid';

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'LabelledFileError';
  }
}

/** Reads a JSONL file of labelled lines; empty lines are skipped. Throws LabelledFileError with file and line. */
export function readLabelled(file: string, content: string): Labelled[] {
  return content.split('\n').flatMap((raw, at) => {
    if (raw.trim() === '') return [];
    const result = schema.safeParse(parseJson(raw, (problem) => new LabelledFileError(file, at + 1, problem)));
    if (result.success) return [toLabelled(result.data)];
    const [{ path, message } = { path: [], message: 'is no labelled line' }] = result.error.issues;
    const where = path.length === 0 ? '' : `"${path.join('.')}": `;
    throw new LabelledFileError(file, at + 1, `${where}${message}`);
  });
}

function parseJson(raw: string, error: (problem: string) => Error): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw error('is not JSON; write one JSON object per line');
  }
}

function toLabelled(line: z.infer<typeof schema>): Labelled {
  const labelledHouse = SLOTS.some((name) => name in line);
  return {
    text: line.text ?? line.snippet ?? '',
    category: line.category ?? null,
    alt: line.alt ?? null,
    topic: line.topic ?? null,
    urgent: line.urgent ?? null,
    emergency: line.emergency ?? null,
    borderline: line.borderline ?? false,
    noTicket: line.no_ticket ?? false,
    now: line.now ?? null,
    house: labelledHouse
      ? { building: line.building ?? null, unit: line.unit ?? null, floor: line.floor ?? null, room: line.room ?? null }
      : null,
  };
}
