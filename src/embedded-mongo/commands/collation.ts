import { type Doc, isDoc } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Strings compare by their bytes here, which is the collation `simple`; any other is refused rather than ignored. */
export function refuseCollation(command: Doc): void {
  const collation = command.get('collation');
  if (collation === undefined || collation === null) return;
  if (!isDoc(collation)) fail(14, "BSON field 'collation' is the wrong type, expected type 'object'");
  const d = collation as Doc;
  if (d.size === 0) return;
  if (!d.has('locale')) fail(40414, "BSON field 'collation.locale' is missing but a required field");
  if (d.get('locale') !== 'simple')
    fail(238, `collation ${String(d.get('locale'))} is not supported by this server, only simple`);
}
