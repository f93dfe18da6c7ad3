import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from './app/create-app.ts';
import { createDemoClock } from './app/demo.ts';
import type { Company, Environment } from './config/index.ts';
import { EnvironmentError, loadCompany, readEnvironment } from './config/index.ts';
import type { Flows } from './conversation/index.ts';
import { formatFlowProblem, loadFlows } from './conversation/index.ts';
import { createLogger, describeError, type Logger } from './observability/index.ts';
import { systemClock } from './shared/index.ts';
import { formatProblem } from './yaml/index.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Says every problem on standard error, one a line, and ends the process. */
function refuse(what: string, problems: readonly string[]): never {
  process.stderr.write(`${what}\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
  process.exit(1);
}

function environmentOrExit(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (error instanceof EnvironmentError) refuse('the environment is not usable:', error.problems);
    throw error;
  }
}

async function companyOrExit(configDir: string, logger: Logger): Promise<Company> {
  const { company, problems, warnings } = await loadCompany(configDir, {
    env: process.env,
    shippedDir: path.join(root, 'config'),
    now: Date.now(),
  });
  for (const warning of warnings) logger.warn(`config: ${formatProblem(warning)}`);
  if (company === null) refuse(`CONFIG_DIR ${configDir} is not usable:`, problems.map(formatProblem));
  return company;
}

function flowsOrExit(flowsDir: string): Flows {
  const { flows, problems } = loadFlows(flowsDir);
  if (flows === null)
    refuse(
      `FLOWS_DIR ${flowsDir} is not usable:`,
      problems.map((problem) => formatFlowProblem(problem, flowsDir)),
    );
  return flows;
}

function explainStart(error: unknown, environment: Environment): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const where = `${environment.host}:${environment.port}`;
  if (code === 'EADDRINUSE') return `PORT: ${where} is in use; stop the other program or set PORT to another number`;
  if (code === 'EACCES') return `PORT: ${where} may not be used by this user; set PORT to a number above 1023`;
  if (code === 'EADDRNOTAVAIL') return `HOST: ${environment.host} is no address of this machine`;
  return message;
}

async function main(): Promise<void> {
  const environment = environmentOrExit();
  const logger = createLogger(environment.logLevel);
  const company = await companyOrExit(environment.configDir, logger);
  const flows = flowsOrExit(environment.flowsDir);
  const clock = environment.demo ? createDemoClock(company) : systemClock;
  const app = createApp({ environment, company, flows, clock, logger, shippedConfigDir: path.join(root, 'config') });

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    await app.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('unhandledRejection', (error) => logger.error({ error }, 'unhandled rejection'));

  try {
    await app.start();
  } catch (error) {
    logger.debug(describeError(error, true), 'start failed');
    await app.stop().catch(() => {});
    refuse('the service could not start:', [explainStart(error, environment)]);
  }
}

await main();
