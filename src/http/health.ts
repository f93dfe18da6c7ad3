import type { Router } from '@koa/router';
import type { Registry } from 'prom-client';

/** What `/readyz` asks before it says yes. Each resolves to a reason in words when it is not ready. */
export interface Readiness {
  readonly checks: Readonly<Record<string, () => Promise<string | null>>>;
}

const LOOPBACK = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/;

/** `/healthz`, `/readyz` and `/metrics` (operating contract, HTTP). */
export function healthRoutes(
  router: Router,
  options: { readiness: Readiness; metrics: Registry; metricsToken: string | null },
): void {
  router.get('/healthz', (context) => {
    context.body = { ok: true };
  });

  router.get('/readyz', async (context) => {
    const names = Object.keys(options.readiness.checks);
    const reasons = await Promise.all(names.map((name) => options.readiness.checks[name]!()));
    const problems = Object.fromEntries(names.flatMap((name, at) => (reasons[at] ? [[name, reasons[at]]] : [])));
    const ready = Object.keys(problems).length === 0;
    context.status = ready ? 200 : 503;
    context.body = ready ? { ready } : { ready, problems };
  });

  router.get('/metrics', async (context) => {
    const allowed =
      options.metricsToken === null
        ? LOOPBACK.test(context.req.socket.remoteAddress ?? '') && context.get('x-forwarded-for') === ''
        : context.get('authorization') === `Bearer ${options.metricsToken}`;
    if (!allowed) {
      context.status = 403;
      context.body = { error: 'METRICS_TOKEN', message: 'set METRICS_TOKEN and send it as a bearer token' };
      return;
    }
    context.type = options.metrics.contentType;
    context.body = await options.metrics.metrics();
  });
}
