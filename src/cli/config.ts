import { fileURLToPath } from 'node:url';
import { loadCompany } from '../config/index.ts';
import { formatProblem } from '../yaml/index.ts';

const USAGE = 'usage: npm run config -- check [FOLDER]   (FOLDER: CONFIG_DIR, else ./config)';

/** Checks a configuration folder and prints what is wrong with it, a line each. Returns the exit code. */
async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [command, folder] = args;
  if (command !== 'check') {
    console.error(USAGE);
    return 2;
  }
  const shippedDir = fileURLToPath(new URL('../../config', import.meta.url));
  const { company, problems, warnings } = await loadCompany(folder ?? (env.CONFIG_DIR || './config'), {
    env,
    shippedDir,
    now: Date.now(),
  });
  for (const warning of warnings) console.error(`warning: ${formatProblem(warning)}`);
  for (const problem of problems) console.error(formatProblem(problem));
  if (company === null) {
    console.error(`config: ${problems.length} problem${problems.length === 1 ? '' : 's'}`);
    return 1;
  }
  const communities = [...company.communities.values()];
  const count = (name: 'departments' | 'staff' | 'houses') =>
    communities.reduce((sum, community) => sum + community[name].length, 0);
  console.log(
    `config: ${communities.map(({ id, name }) => `${id} ${name}`).join(', ')}: ` +
      `${count('departments')} departments, ${count('staff')} staff, ${count('houses')} houses, no problems`,
  );
  return 0;
}

process.exitCode = await main(process.argv.slice(2), process.env);
