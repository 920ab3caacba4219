import { isSaneInstant } from '../../base/date.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { instant, type Instant } from '../../base/units.ts';
import { fieldsOf, numberOf, type Fields } from '../../base/unknown.ts';

/**
 * The numbers of a NetLog with their names, which differ from one version of
 * Chromium to the next: the file itself tells them. Nothing else of
 * `constants` is read: `clientInfo` has the command line, which is private.
 */
export interface Constants {
  readonly eventTypes: ReadonlyMap<number, string>;
  readonly sourceTypes: ReadonlyMap<number, string>;
  readonly begin: number;
  readonly end: number;
  /** `net::ERR_NAME`, as HAR writes it. */
  errorName(code: number): string;
  /** Epoch ms at which the browser's own clock read 0. */
  readonly offset: number;
  /** `null` of what no NetLog can be of. @param ticks ms of that clock, a number or its digits */
  instantOf(ticks: unknown): Instant | null;
}

export function readConstants(file: unknown): Result<Constants> {
  const constants = fieldsOf(fieldsOf(file)?.['constants']);
  if (constants === undefined) return fail('Not a NetLog: expected `constants`.');
  const eventTypes = namesOf(constants['logEventTypes']);
  const sourceTypes = namesOf(constants['logSourceType']);
  const phases = fieldsOf(constants['logEventPhase']);
  const begin = numberOf(phases?.['PHASE_BEGIN']);
  const end = numberOf(phases?.['PHASE_END']);
  const offset = Number(constants['timeTickOffset']);
  if (eventTypes.size === 0 || sourceTypes.size === 0 || begin === undefined || end === undefined) return fail('This NetLog does not say what its numbers mean: `constants` lacks `logEventTypes`, `logSourceType` or `logEventPhase`.');
  if (!Number.isFinite(offset)) return fail('This NetLog does not say when it was recorded: `constants.timeTickOffset` is no number.');
  const errors = namesOf(constants['netError']);
  return ok({
    eventTypes,
    sourceTypes,
    begin,
    end,
    offset,
    errorName: (code) => `net::${errors.get(code) ?? `ERR_${-code}`}`,
    instantOf(ticks) {
      const ms = typeof ticks === 'string' && ticks !== '' ? Number(ticks) : numberOf(ticks);
      const at = offset + (ms ?? Number.NaN);
      return isSaneInstant(at) ? instant(at) : null;
    },
  });
}

function namesOf(table: unknown): ReadonlyMap<number, string> {
  const fields: Fields = fieldsOf(table) ?? {};
  const names = new Map<number, string>();
  for (const [name, code] of Object.entries(fields)) {
    const number = numberOf(code);
    if (number !== undefined) names.set(number, name);
  }
  return names;
}
