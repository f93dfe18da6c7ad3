import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` shows. Labels never hold a person, a house or a secret. */
export interface Metrics {
  readonly registry: Registry;
  readonly callbacks: Counter<'path' | 'result'>;
  readonly messages: Counter<'community' | 'type'>;
  readonly turns: Counter<'community' | 'result'>;
  readonly turnSeconds: Histogram<'community'>;
  readonly outbox: Counter<'community' | 'to' | 'result'>;
  readonly tickets: Counter<'community' | 'category'>;
  readonly ready: Gauge<'check'>;
}

/** One registry per process (per application in tests). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    callbacks: new Counter({
      name: 'shouwen_callbacks_total',
      help: 'Callbacks received, by path and result',
      labelNames: ['path', 'result'],
      registers,
    }),
    messages: new Counter({
      name: 'shouwen_messages_total',
      help: 'Messages of owners stored',
      labelNames: ['community', 'type'],
      registers,
    }),
    turns: new Counter({
      name: 'shouwen_turns_total',
      help: 'Turns taken with owners and members',
      labelNames: ['community', 'result'],
      registers,
    }),
    turnSeconds: new Histogram({
      name: 'shouwen_turn_seconds',
      help: 'Duration of a turn, storing included',
      labelNames: ['community'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    outbox: new Counter({
      name: 'shouwen_outbox_total',
      help: 'Outgoing messages that ended, by destination and result',
      labelNames: ['community', 'to', 'result'],
      registers,
    }),
    tickets: new Counter({
      name: 'shouwen_tickets_opened_total',
      help: 'Tickets opened',
      labelNames: ['community', 'category'],
      registers,
    }),
    ready: new Gauge({
      name: 'shouwen_ready',
      help: '1 while a readiness check passes',
      labelNames: ['check'],
      registers,
    }),
  };
}
