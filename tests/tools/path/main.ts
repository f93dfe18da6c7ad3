import { formatCommands, measureCommands } from './commands.ts';

/** `npm run check:path`: what a message costs while the service runs. */
console.log(formatCommands(await measureCommands()));
