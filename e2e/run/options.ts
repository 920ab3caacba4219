import { parseArgs, type ParseArgsConfig } from 'node:util';

import { messageOf } from '../../src/core/base/error.ts';

/** What a command was called with. What it does not know is said in a line, and nothing is run. */
export function optionsOf<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(messageOf(error));
  }
}

export function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
