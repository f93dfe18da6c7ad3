import fc from 'fast-check';

/** The same cases in every run, so that a failure is the change's and not the dice's. FC_SEED=random looks elsewhere, FC_SEED=123 plays one again. */
const { FC_SEED = '20261124' } = process.env;
if (FC_SEED !== 'random') fc.configureGlobal({ seed: Number(FC_SEED) });
