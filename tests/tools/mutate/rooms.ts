/** What is mutated in a room, and by which tests its mutants should be killed. Globs from the repository's root. */
export interface MutatedRoom {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

const NOT_RULES = [
  '!src/**/{cli,config}/**',
  '!src/**/{index,types,ports,deps,community,effects,service-interface,load-flows,live-flows}.ts',
];

/** The pure rooms: values in, values out. */
export const ROOMS: Readonly<Record<string, MutatedRoom>> = {
  conversation: {
    mutate: ['src/conversation/{engine,slots}/**/*.ts', 'src/conversation/*.ts'],
    tests: ['tests/conversation/**/*.test.ts'],
  },
  delivery: {
    mutate: ['src/delivery/{plan-group,plan-owner,split-text,purposes,rate,judge}.ts'],
    tests: ['tests/delivery/**/*.test.ts'],
  },
  effects: {
    mutate: ['src/effects/*.ts'],
    tests: ['tests/effects/**/*.test.ts'],
  },
  followup: {
    mutate: ['src/followup/*.ts'],
    tests: ['tests/followup/**/*.test.ts'],
  },
  tickets: {
    mutate: [
      'src/tickets/{transitions,transition-table,apply-action,due,ladders,limits,promises,sla-clock}.ts',
      'src/tickets/actions/*.ts',
    ],
    tests: ['tests/tickets/**/*.test.ts'],
  },
};

/** The globs of a room without what is no rule: commands, schemas, interfaces and what reads files. */
export const mutatedFiles = ({ mutate }: MutatedRoom): string[] => [...mutate, ...NOT_RULES];
