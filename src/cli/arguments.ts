import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Secrets } from '../core/export/privacy.ts';
import { RULES } from '../core/insight/findings/rules.ts';
import type { Budgets } from './budgets.ts';
import { STDIN } from './job.ts';
import { ROW_KINDS, type RowKind } from './rows.ts';
import { FORMATS, type Format } from './writers.ts';

export type Command =
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'summary'; readonly files: readonly string[]; readonly format: Format; readonly of: RowKind; readonly secrets: Secrets; readonly threads: number }
  | { readonly name: 'check'; readonly files: readonly string[]; readonly format: Format; readonly budgets: Budgets; readonly threads: number }
  | { readonly name: 'compare'; readonly a: string; readonly b: string; readonly format: Format }
  | { readonly name: 'report'; readonly file: string; readonly secrets: Secrets };

const OPTIONS = {
  format: { type: 'string' },
  rows: { type: 'string' },
  jobs: { type: 'string' },
  'keep-private': { type: 'boolean' },
  'min-reuse': { type: 'string' },
  'max-connections': { type: 'string' },
  'max-stalled': { type: 'string' },
  'no-finding': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse>['values'];

/** Options that a command knows, besides --help. */
const KNOWN = {
  summary: ['format', 'rows', 'jobs', 'keep-private'],
  report: ['format', 'keep-private'],
  check: ['format', 'jobs', 'min-reuse', 'max-connections', 'max-stalled', 'no-finding'],
  compare: ['format'],
} as const satisfies Readonly<Record<string, readonly (keyof Values)[]>>;

const isCommand = (name: string): name is keyof typeof KNOWN => Object.hasOwn(KNOWN, name);

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });

/** @throws an error whose message is for people */
export function commandOf(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [name, ...files] = positionals;
  if (values.version) return { name: 'version' };
  if (values.help || name === 'help' || args.length === 0) return { name: 'help' };
  // In CI, a command that was forgotten must not pass for one that went well.
  if (name === undefined) throw new Error(`Name a command: ${Object.keys(KNOWN).join(', ')}.`);
  if (!isCommand(name)) throw new Error(`No such command: ${name}. There are ${Object.keys(KNOWN).join(', ')}.`);
  const known: readonly (keyof Values)[] = KNOWN[name];
  const stray = (Object.keys(values) as (keyof Values)[]).find((option) => !known.includes(option));
  if (stray !== undefined) throw new Error(`"${name}" has no option --${stray}.`);
  if (files.length === 0) throw new Error(`"${name}" needs a file, a folder, a pattern, or - for the standard input.`);
  const secrets = values['keep-private'] ? 'keep' : 'remove';
  if (name === 'report') {
    oneOf('format', values.format ?? 'markdown', ['markdown']);
    if (files.length > 1) throw new Error('"report" is about one file.');
    return { name, file: files[0]!, secrets };
  }
  const format = oneOf('format', values.format ?? 'table', FORMATS);
  if (name === 'compare') {
    if (files.length !== 2) throw new Error('"compare" takes two files: what was, and what is now.');
    if (files.every((file) => file === STDIN)) throw new Error('The standard input can be read once: name a file for one of the two.');
    return { name, a: files[0]!, b: files[1]!, format };
  }
  const threads = values.jobs === undefined ? availableParallelism() : numberOf('jobs', values.jobs, 1, 1024);
  if (name === 'check') return { name, files, format, threads, budgets: budgetsOf(values) };
  // Lines for a machine are about origins unless it is told otherwise, a table for people about files.
  const usual = format === 'ndjson' || format === 'csv' ? 'origins' : 'files';
  return { name, files, format, threads, secrets, of: oneOf('rows', values.rows ?? usual, ROW_KINDS) };
}

function budgetsOf(values: Values): Budgets {
  const rules = RULES.map(({ id }) => id);
  const noFinding = (values['no-finding'] ?? []).map((rule) => oneOf('no-finding', rule, rules));
  const [reuse, connections, stalled] = [values['min-reuse'], values['max-connections'], values['max-stalled']];
  if (reuse === undefined && connections === undefined && stalled === undefined && noFinding.length === 0) throw new Error('"check" needs a budget: --min-reuse, --max-connections, --max-stalled or --no-finding.');
  return {
    ...(reuse === undefined ? {} : { minReuse: numberOf('min-reuse', reuse, 0, 1) }),
    ...(connections === undefined ? {} : { maxConnections: numberOf('max-connections', connections, 0, Infinity) }),
    ...(stalled === undefined ? {} : { maxStalled: numberOf('max-stalled', stalled, 0, Infinity) }),
    noFinding,
  };
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  // What is too big for a number is read as Infinity.
  if (!Number.isFinite(number) || number < least || number > most) throw new Error(`--${option} takes a number ${most === Infinity ? `from ${least} on` : `from ${least} to ${most}`}, not "${text}".`);
  return number;
}

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new Error(`--${option} takes ${choices.join(', ')}, not "${text}".`);
  return found;
}
