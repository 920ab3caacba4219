import type { Request } from '../../model/request.ts';
import type { RoundTrips } from '../cost/round-trips.ts';
import { slowStart } from '../cost/slow-start.ts';
import { count } from '../words.ts';
import { account, requestInput, type Account, type Said } from './account.ts';

/** Round trips that first responses took more than one that fits into the first flight. */
export function slowStartAccount(requests: readonly Request[], trips: ReadonlyMap<string, RoundTrips>): Account {
  const cold = requests.filter(({ origination }) => origination.opening === 'new');
  const told = cold.flatMap((request) => {
    const { value } = slowStart(request, trips.get(request.connection ?? '')?.rtt.value?.ms ?? null);
    return value === null ? [] : [{ request, value }];
  });
  const beyond = told.filter(({ value }) => value.extraRoundTrips > 0);
  const extra = beyond.reduce((sum, { value }) => sum + value.extraRoundTrips, 0);
  const ms = beyond.reduce((sum, { value }) => sum + (value.extraMs ?? 0), 0);
  const untimed = beyond.filter(({ value }) => value.extraMs === null).length;
  return account({
    key: 'slow-start',
    definition: 'slow-start',
    name: 'Slow start',
    unit: 'count',
    value: told.length === 0 ? null : extra,
    isEstimate: true,
    beside: told.length === 0 ? [] : [extra === 1 ? 'more round trip' : 'more round trips', ...(ms > 0 ? [', ', ms, ' in all'] : [])],
    formula: () => [`${count(cold.length, 'response')} on new connections: ${told.length - beyond.length} fit the first flight, ${beyond.length} took ${count(extra, 'round trip')} more, ${cold.length - told.length} without size or end`, ...(untimed > 0 ? [`; ${untimed} of them without a round-trip time, in no ms`] : [])],
    inputs: () => beyond.map(({ request, value: { bytes, firstFlightBytes, extraRoundTrips, extraMs } }) => requestInput(request, extraRoundTrips, 'count', [`${bytes.toLocaleString('en')} bytes, ${firstFlightBytes.toLocaleString('en')} in the first flight`, ...timed(extraRoundTrips, extraMs)])),
  });
}

const timed = (trips: number, ms: number | null): Said => (ms === null ? [] : [`; ${trips} × `, ms / trips, ' = ', ms]);
