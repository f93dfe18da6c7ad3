import { z } from 'zod';
import type { Environment } from './types.ts';

/** What the operating contract's table names; an empty variable counts as unset. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, at once. */
export class EnvironmentError extends Error {
  readonly code = 'environment-invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/** Credentials that only the built-in simulator accepts. */
const DEMO = {
  corpId: 'wwdemo0000000000',
  agentId: 1_000_002,
  agentSecret: 'demo-agent-secret',
  token: 'demoCallbackToken',
  aesKey: 'ZGVtb2RlbW9kZW1vZGVtb2RlbW9kZW1vZGVtb2RlbW8',
} as const;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const httpUrl = z.url({ protocol: /^https?$/ });

/**
 * Reads the whole environment in one place (operating contract, "Environment"). Demo mode when WECOM_CORP_ID is unset.
 * Throws an EnvironmentError that names every variable that is wrong and what to write.
 */
export function readEnvironment(env: Variables): Environment {
  const reader = createReader(env);
  const demo = reader.text('WECOM_CORP_ID') === null;
  const port = reader.integer('PORT', { min: 0, max: 65_535, preset: 3000 });
  const environment: Environment = {
    demo,
    port,
    host: reader.text('HOST') ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: withoutSlash(reader.url('PUBLIC_URL') ?? `http://localhost:${port}`),
    mongodbUri: reader.matching('MONGODB_URI', /^mongodb(\+srv)?:\/\/\S+$/, 'mongodb://… or mongodb+srv://…'),
    dataDir: reader.text('DATA_DIR') ?? './data',
    configDir: reader.text('CONFIG_DIR') ?? './config',
    flowsDir: reader.text('FLOWS_DIR') ?? './bot-flows',
    logLevel: reader.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
    metricsToken: reader.text('METRICS_TOKEN'),
    linkSecret: reader.matching('LINK_SECRET', /^.{16,}$/s, 'at least 16 characters'),
    understandingUrl: reader.url('UNDERSTANDING_URL'),
    understandingKey: reader.text('UNDERSTANDING_KEY'),
    understandingModel: reader.text('UNDERSTANDING_MODEL') ?? 'default',
    wecom: readWecom(reader, demo),
  };
  if (reader.problems.length > 0) throw new EnvironmentError(reader.problems);
  return environment;
}

type Reader = ReturnType<typeof createReader>;

function readWecom(reader: Reader, demo: boolean): Environment['wecom'] {
  const apiBase = withoutSlash(reader.url('WECOM_API_BASE') ?? 'https://qyapi.weixin.qq.com');
  const bot = readBot(reader);
  if (demo) return { apiBase, ...DEMO, bot };
  const from = 'WECOM_CORP_ID is set, so this is real mode';
  return {
    apiBase,
    corpId: reader.text('WECOM_CORP_ID') ?? '',
    agentId: Number(
      reader.required('WECOM_AGENT_ID', { form: /^\d{1,15}$/, write: 'the AgentId of the app, a number', from }),
    ),
    agentSecret: reader.required('WECOM_AGENT_SECRET', { form: /^\S+$/, write: 'the Secret of the app', from }),
    token: reader.required('WECOM_TOKEN', { form: /^\S+$/, write: 'the Token of 接收消息服务器配置', from }),
    aesKey: reader.required('WECOM_AES_KEY', { ...AES_KEY, from }),
    bot,
  };
}

const AES_KEY = { form: /^[0-9A-Za-z]{43}$/, write: 'the EncodingAESKey, 43 letters and digits' } as const;

function readBot(reader: Reader): Environment['wecom']['bot'] {
  if (reader.text('WECOM_BOT_TOKEN') === null && reader.text('WECOM_BOT_AES_KEY') === null) return null;
  const from = 'the 智能机器人 needs both WECOM_BOT_TOKEN and WECOM_BOT_AES_KEY, or neither';
  return {
    token: reader.required('WECOM_BOT_TOKEN', { form: /^\S+$/, write: 'the Token of the 智能机器人', from }),
    aesKey: reader.required('WECOM_BOT_AES_KEY', { ...AES_KEY, from }),
  };
}

interface Required {
  readonly form: RegExp;
  readonly write: string;
  readonly from: string;
}

/** Reads variables one by one and keeps what is wrong. Values of secrets never appear in what it says. */
function createReader(env: Variables) {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const matching = (name: string, form: RegExp, write: string): string | null => {
    const value = text(name);
    if (value === null || form.test(value)) return value;
    problems.push(`${name} is not valid; write ${write}`);
    return null;
  };
  return {
    problems,
    text,
    matching,
    required(name: string, { form, write, from }: Required): string {
      if (text(name) === null) problems.push(`${name} is not set; write ${write} (${from})`);
      return matching(name, form, write) ?? '';
    },
    integer(name: string, { min, max, preset }: { min: number; max: number; preset: number }): number {
      const value = text(name);
      if (value === null) return preset;
      if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
      problems.push(`${name} is "${value}"; write a whole number from ${min} to ${max}`);
      return preset;
    },
    oneOf(name: string, accepted: readonly string[]): string | null {
      const value = text(name);
      if (value === null || accepted.includes(value)) return value;
      problems.push(`${name} is "${value}"; write one of ${accepted.join(', ')}`);
      return null;
    },
    url(name: string): string | null {
      const value = text(name);
      if (value === null || httpUrl.safeParse(value).success) return value;
      problems.push(`${name} is not a URL; write http://… or https://…`);
      return null;
    },
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
