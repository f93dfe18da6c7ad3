import { type Doc, doc, isDoc, typeName } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { collect, flowOf, pipelineOf, runStages, type StageCompiler } from './stage.ts';

/** `$facet`: several pipelines over the same documents, each an array of the one result. */
export const facet: StageCompiler = (spec, sx) => {
  if (!isDoc(spec) || spec.size === 0)
    return fail(40169, `the $facet specification must be a non-empty object, but found: ${typeName(spec)}`);
  const branches = [...spec].map(([name, pipeline]) => {
    if (name.startsWith('$')) fail(16410, `FieldPath field names may not start with '$'. '${name}'`);
    if (name.includes('.')) fail(16412, `FieldPath field names may not contain '.'. '${name}'`);
    const list = Array.isArray(pipeline)
      ? pipelineOf(pipeline, name)
      : fail(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(pipeline)}`);
    return { name, stages: sx.compile(list, { vars: sx.vars, inside: '$facet' }) };
  });
  return {
    run: async function* (input) {
      const docs = await collect(input);
      const out: Doc = doc({});
      for (const { name, stages } of branches) out.set(name, await collect(runStages(flowOf(docs), stages)));
      yield out;
    },
  };
};
