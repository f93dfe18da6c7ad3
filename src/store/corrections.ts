import type { Model } from 'mongoose';
import { deriveId } from '../shared/index.ts';
import type { CorrectionRepository, LabelledLine } from '../understanding/index.ts';
import { insertNew } from './insert-new.ts';
import type { StoredCorrection } from './models/correction.ts';

/** Labelled lines on mongoose; the id derives from the line, so the same one is kept once. */
export function createCorrectionRepository(model: Model<StoredCorrection>): CorrectionRepository {
  return {
    add: (community, line, at) =>
      insertNew(model, [
        { ...line, _id: deriveId(community, line.category, line.topic ?? '', line.text), community, at },
      ]),

    async list(community) {
      const found = await model.find({ community }).sort({ at: 1, _id: 1 }).lean<StoredCorrection[]>();
      return found.map(({ text, category, topic }): LabelledLine => ({ text, category, topic }));
    },
  };
}
