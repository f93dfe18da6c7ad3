import type { Vars } from '../aggregate/scope.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileShape, type Shape, shapeNames, stageParts } from '../pipeline/shape.ts';
import type { Updater } from './updater.ts';

/** A pipeline update. Throws 72 for a stage that an update may not have, 40324 for one there is not. */
export function parsePipeline(stages: Value[], vars: Vars): Updater {
  const shapes = stages.map((stage): Shape => {
    const [name, spec] = stageParts(stage);
    if (!shapeNames.includes(name)) {
      if (!name.startsWith('$')) fail(40324, `Unrecognized pipeline stage name: '${name}'`);
      fail(72, `${name} is not allowed to be used within an update`);
    }
    return compileShape(name, spec, vars);
  });
  return {
    kind: 'pipeline',
    positional: false,
    apply: (before) => shapes.reduce((d, shape) => shape(d), before),
  };
}
