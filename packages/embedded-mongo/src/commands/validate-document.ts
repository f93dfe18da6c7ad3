import { type Doc, doc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import type { Collection } from '../storage/collection.ts';

/** Holds a document against the collection's validator. Throws 121 with `errInfo`, as `validationAction: error` has it. */
export function checkValidator(c: Collection, d: Doc, before?: Doc): void {
  if (!c.validator || c.options.get('validationLevel') === 'off') return;
  if (c.options.get('validationAction') === 'warn' || matches(c.validator, d)) return;
  // `moderate` lets a document that was invalid before stay so.
  if (before && c.options.get('validationLevel') === 'moderate' && !matches(c.validator, before)) return;
  const details = doc({ operatorName: '$expr' });
  throw new MongoError(
    121,
    'Document failed validation',
    doc({ errInfo: doc({ failingDocumentId: d.get('_id'), details }) }),
  );
}
