import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMember } from '../community/index.ts';
import type { Community, Company, Environment } from '../config/index.ts';
import { EnvironmentError, loadCompany, MAIN_COMMUNITY, readEnvironment } from '../config/index.ts';
import { createDispatcher } from '../effects/index.ts';
import {
  type ExportOptions,
  exportForm,
  gatherPapers,
  PeriodTooLongError,
  readOptions,
  UnknownFormError,
} from '../records/index.ts';
import { defined, systemClock } from '../shared/index.ts';
import { openStore, StoreUnavailableError } from '../store/index.ts';
import type { Viewer } from '../tickets/index.ts';
import { asViewer } from '../tickets/index.ts';
import { formatProblem } from '../yaml/index.ts';

/** Something the operator has to put right; the message says what. */
class UsageError extends Error {}

/** Writes one form of the procedures as a workbook. Returns the exit code: 2 for wrong arguments, 1 for what else is wrong. */
async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(args);
  if ('problems' in read) {
    for (const problem of read.problems) console.error(problem);
    return 2;
  }
  try {
    await run(read.options, env);
    return 0;
  } catch (error) {
    if (!isForOperator(error)) throw error;
    console.error(`records: ${error.message}`);
    return 1;
  }
}

function isForOperator(error: unknown): error is Error {
  return [UsageError, UnknownFormError, PeriodTooLongError, StoreUnavailableError, EnvironmentError].some(
    (known) => error instanceof known,
  );
}

async function run(options: ExportOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const environment = readEnvironment(env);
  const community = communityOf(await loadConfig(environment.configDir, env), options.community);
  const viewer = viewerOf(options, community);
  const folder = path.dirname(path.resolve(options.out));
  if (!existsSync(folder)) throw new UsageError(`--out: there is no folder ${folder}; make it first`);
  const { title, rows, file } = await exportForm({ ...options, community, viewer }, async (period) => {
    const store = await open(environment);
    try {
      return await gatherPapers(store, period);
    } finally {
      await store.close();
    }
  });
  // Who took names and numbers in the open stays on record (R4).
  if (options.unmasked)
    console.error(
      `records: unmasked export of ${title}, ${community.id}, ${options.from} to ${options.to}, ${rows} rows, by ${options.as ?? userInfo().username} at ${new Date().toISOString()}`,
    );
  await writeFile(options.out, file, { mode: 0o600 }).catch((error: Error) => {
    throw new UsageError(`--out ${options.out} cannot be written: ${error.message}`);
  });
  console.log(`records: ${title}, ${rows} rows: ${options.out}`);
}

async function loadConfig(configDir: string, env: NodeJS.ProcessEnv): Promise<Company> {
  const shippedDir = fileURLToPath(new URL('../../config', import.meta.url));
  const { company, problems } = await loadCompany(configDir, { env, shippedDir });
  if (company === null)
    throw new UsageError(`the configuration is not usable:\n${problems.map(formatProblem).join('\n')}`);
  return company;
}

function communityOf({ communities }: Company, id: string | null): Community {
  const ids = [...communities.keys()];
  const wanted = id ?? (ids.length === 1 ? defined(ids[0]) : MAIN_COMMUNITY);
  const community = communities.get(wanted);
  if (community !== undefined) return community;
  throw new UsageError(
    `--community ${id === null ? 'is missing' : `"${id}" is not known`}; write one of ${ids.join(', ')}`,
  );
}

/** The operator sees every row, with names and phones masked; a member sees what he sees in chat, never what accuses him (R1). */
function viewerOf({ as }: ExportOptions, community: Community): Viewer {
  if (as === null) return { kind: 'system' };
  if (findMember(community, as) === null)
    throw new UsageError(`--as "${as}" is no member of ${community.id}; write a userid of staff.yaml`);
  return asViewer(as, community);
}

async function open({ mongodbUri, dataDir }: Environment) {
  if (mongodbUri === null && !existsSync(path.join(dataDir, 'store')))
    throw new UsageError(`DATA_DIR ${dataDir} holds no store; set DATA_DIR or MONGODB_URI as the service has them`);
  try {
    const effects = createDispatcher({ clock: systemClock, log: console });
    return await openStore({ mongodbUri, dataDir, effects });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError) || !/in use by process/.test(error.message)) throw error;
    throw new UsageError(
      `the service is running on the embedded store in DATA_DIR ${dataDir}, which only one process can open; ` +
        'stop the service, run this again and start it, or keep the data in a MongoDB server (MONGODB_URI)',
    );
  }
}

process.exitCode = await main(process.argv.slice(2), process.env);
