import { describe, expect, test } from '@jest/globals';
import { EnvironmentError, readEnvironment } from '../../src/config/environment.ts';

const REAL = {
  WECOM_CORP_ID: 'ww1234567890abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 's3cret',
  WECOM_TOKEN: 'token',
  WECOM_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as EnvironmentError).problems;
  }
  return [];
}

describe('demo mode', () => {
  test('is what an empty environment gives, on loopback only', () => {
    expect(readEnvironment({})).toMatchObject({
      demo: true,
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      mongodbUri: null,
      dataDir: './data',
      configDir: './config',
      flowsDir: './bot-flows',
      logLevel: 'info',
      metricsToken: null,
      linkSecret: null,
    });
  });

  test('has callback credentials of the right form', () => {
    const { wecom } = readEnvironment({});
    expect(Buffer.from(`${wecom.aesKey}=`, 'base64')).toHaveLength(32);
    expect(wecom.bot).toBeNull();
  });

  test('an empty WECOM_CORP_ID is an unset one', () => {
    expect(readEnvironment({ WECOM_CORP_ID: ' ' }).demo).toBe(true);
  });
});

describe('real mode', () => {
  test('listens everywhere and reads the credentials', () => {
    const environment = readEnvironment({ ...REAL, PORT: '8080', WECOM_API_BASE: 'http://127.0.0.1:9/' });
    expect(environment).toMatchObject({ demo: false, host: '0.0.0.0', port: 8080, publicUrl: 'http://localhost:8080' });
    expect(environment.wecom).toEqual({
      apiBase: 'http://127.0.0.1:9',
      corpId: 'ww1234567890abcdef',
      agentId: 1_000_002,
      agentSecret: 's3cret',
      token: 'token',
      aesKey: REAL.WECOM_AES_KEY,
      bot: null,
    });
  });

  test('the API is WeCom itself unless another is named', () => {
    expect(readEnvironment(REAL).wecom.apiBase).toBe('https://qyapi.weixin.qq.com');
  });

  test('every variable that is missing is named at once, with what to write', () => {
    const problems = problemsOf({ WECOM_CORP_ID: 'ww1' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'WECOM_AGENT_ID',
      'WECOM_AGENT_SECRET',
      'WECOM_TOKEN',
      'WECOM_AES_KEY',
    ]);
    expect(problems[0]).toBe(
      'WECOM_AGENT_ID is not set; write the AgentId of the app, a number (WECOM_CORP_ID is set, so this is real mode)',
    );
  });

  test('a secret that is wrong is not repeated', () => {
    const problems = problemsOf({ ...REAL, WECOM_AES_KEY: 'tooshortsecret' });
    expect(problems).toEqual(['WECOM_AES_KEY is not valid; write the EncodingAESKey, 43 letters and digits']);
  });
});

describe('the bot', () => {
  const bot = { WECOM_BOT_TOKEN: 'bt', WECOM_BOT_AES_KEY: REAL.WECOM_AES_KEY };

  test('needs both of its credentials or neither', () => {
    expect(readEnvironment({ ...REAL, ...bot }).wecom.bot).toEqual({ token: 'bt', aesKey: REAL.WECOM_AES_KEY });
    expect(problemsOf({ ...REAL, WECOM_BOT_TOKEN: 'bt' }).join()).toMatch(/^WECOM_BOT_AES_KEY is not set/);
    expect(problemsOf({ ...REAL, WECOM_BOT_AES_KEY: bot.WECOM_BOT_AES_KEY }).join()).toMatch(
      /^WECOM_BOT_TOKEN is not set/,
    );
  });
});

test.each([
  ['PORT', 'http', /^PORT is "http"; write a whole number from 0 to 65535$/],
  ['PORT', '70000', /^PORT is "70000"; write/],
  ['PUBLIC_URL', 'localhost:3000', /^PUBLIC_URL is not a URL; write http:\/\/… or https:\/\/…$/],
  ['MONGODB_URI', 'localhost:27017', /^MONGODB_URI is not valid; write mongodb:\/\/… or mongodb\+srv:\/\/…$/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL is "loud"; write one of fatal, error, warn, info, debug, trace, silent$/],
  ['LINK_SECRET', 'short', /^LINK_SECRET is not valid; write at least 16 characters$/],
  ['WECOM_API_BASE', 'qyapi.weixin.qq.com', /^WECOM_API_BASE is not a URL/],
])('%s=%s is refused', (name, value, expected) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(expected)]);
});

test('the error lists every problem on a line of its own', () => {
  expect(() => readEnvironment({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(
    /^the environment is not usable:\n {2}PORT .*\n {2}LOG_LEVEL /,
  );
});
