/** `/healthz`, `/readyz` and `/metrics` (operating contract, "HTTP"). */
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Registry } from 'prom-client';
import { guard } from './guard.ts';
import { HttpRefusal } from './refusal.ts';
import { isSameText } from './signed-tokens.ts';

/** What `/readyz` asks before it says yes. Each resolves to a reason in words when it is not ready. */
export interface Readiness {
  readonly checks: Readonly<Record<string, () => Promise<string | null>>>;
}

/** What the three addresses report. */
export interface HealthOptions {
  readonly readiness: Readiness;
  readonly metrics: Registry;
  /** METRICS_TOKEN; null: metrics are for callers on this machine. */
  readonly metricsToken: string | null;
}

const LOOPBACK = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Adds the three addresses to a router. */
export function healthRoutes(router: Router, { readiness, metrics, metricsToken }: HealthOptions): void {
  router.get(
    '/healthz',
    guard({}, ({ context }) => {
      context.body = { ok: true };
    }),
  );

  router.get(
    '/readyz',
    guard({}, async ({ context }) => {
      const problems = await problemsOf(readiness);
      const ready = Object.keys(problems).length === 0;
      context.status = ready ? 200 : 503;
      context.body = ready ? { ready } : { ready, problems };
    }),
  );

  router.get(
    '/metrics',
    guard({ authenticate: ({ context }) => metricsCaller(context, metricsToken) }, async ({ context }) => {
      context.type = metrics.contentType;
      context.body = await metrics.metrics();
    }),
  );
}

async function problemsOf({ checks }: Readiness): Promise<Readonly<Record<string, string>>> {
  const reasons = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await check()] as const),
  );
  return Object.fromEntries(reasons.flatMap(([name, reason]) => (reason === null ? [] : [[name, reason]])));
}

function metricsCaller(context: Context, token: string | null): true {
  const isAllowed =
    token === null
      ? LOOPBACK.test(context.req.socket.remoteAddress ?? '') && context.get('x-forwarded-for') === ''
      : isSameText(context.get('authorization'), `Bearer ${token}`);
  if (!isAllowed) throw new HttpRefusal('METRICS_TOKEN');
  return true;
}
