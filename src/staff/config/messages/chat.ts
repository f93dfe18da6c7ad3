import { each } from '../../../messages/index.ts';

/** What is understood and not, which ticket and community is meant, help. Section of `messages/staff.yaml`, with the places of each text. */
export const chat = {
  ...each(['urgent-mark', 'stranger', 'ask-help', 'courtesy', 'other-type', 'cancelled', 'unit'], []),
  ...each(['in-group', 'ask-again', 'only-private', 'none-open', 'no-export', 'dead-button', 'out-of-reach'], []),
  unknown: ['text'],
  nearest: ['usages'],
  failed: ['phone'],
  more: ['count', 'unit', 'how'],
  which: ['example'],
  ...each(['not-found', 'ambiguous'], ['ref']),
  ...each(['which-one', 'need-scope'], ['command']),
  'many-communities': ['names'],
  switched: ['name'],
  'which-community': ['example', 'names'],
  'see-ticket': ['number'],
  relayed: ['from', 'text'],
  ...each(['help.head', 'help.photos', 'help.everybody', 'help.desk', 'help.heads', 'help.more'], []),
  ...each(['help.usage', 'help.usage-also'], ['usage', 'words']),
} as const;
