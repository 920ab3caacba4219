import { groupBy } from '../../base/group.ts';
import type { Instant } from '../../base/units.ts';
import { fieldsOf, listOf, numberOf, objectsOf, textOf, type Fields } from '../../base/unknown.ts';
import { hostNameOf } from '../../base/url.ts';
import type { HttpsRecord, Lookup } from '../../model/wires.ts';
import type { Constants } from './constants.ts';
import { errorCodeOf, textIn, type Handle, type Handlers } from './event.ts';

/** One resolution of a name that the browser's cache could not answer (Chromium, net/dns/host_resolver_manager_job.cc). */
interface Job {
  readonly host: string;
  readonly start: Instant;
  end: Instant | null;
  secure: boolean | null;
  error: number | null;
  readonly addresses: Set<string>;
  readonly records: HttpsRecord[];
}

export interface Lookups {
  /** By the host's name, in order. */
  byHost(constants: Constants): ReadonlyMap<string, readonly Lookup[]>;
  readonly handlers: Handlers;
}

export function createLookups(): Lookups {
  const jobs = new Map<number, Job>();
  const ofJob = (update: (job: Job, event: Parameters<Handle>[0]) => void): Handle => (event) => {
    const job = jobs.get(event.id);
    if (job) update(job, event);
  };
  const job: Handle = (event) => {
    const { id, at, phase } = event;
    const host = textIn(event, 'host');
    // "https://a.test", "a.test:8443" or "a.test": versions differ.
    if (phase === 'begin' && host !== null) jobs.set(id, { host: hostNameOf(host), start: at, end: null, secure: null, error: null, addresses: new Set(), records: [] });
    const known = jobs.get(id);
    if (phase !== 'end' || !known) return;
    known.end = at;
    known.error = errorCodeOf(event);
  };
  const answered = ofJob((known, { params }) => takeAnswer(known, params));
  return {
    byHost: ({ errorName }) => {
      const told = ({ start, end, secure, error, addresses, records }: Job): Lookup => ({ start, end, secure, addresses: [...addresses], error: error === null ? null : errorName(error), records });
      return new Map([...groupBy(jobs.values(), ({ host }) => host)].map(([host, own]) => [host, own.map(told)]));
    },
    handlers: {
      HOST_RESOLVER_MANAGER_JOB: job,
      // Its name in older versions, as those of the system's task.
      'HOST_RESOLVER_IMPL_JOB HOST_RESOLVER_IMPL_JOB': job,
      HOST_RESOLVER_IMPL_PROC_TASK: answered,
      HOST_RESOLVER_MANAGER_PROC_TASK: answered,
      HOST_RESOLVER_SYSTEM_TASK: answered,
      HOST_RESOLVER_DNS_TASK: ofJob((known, { phase, params }) => {
        const { secure } = params;
        if (phase === 'begin' && typeof secure === 'boolean') known.secure = secure;
        else takeAnswer(known, params);
      }),
      HOST_RESOLVER_DNS_TASK_EXTRACTION_RESULTS: answered,
    },
  };
}

/** The system's `address_list`, or `results`: one of the host cache's entries, or a list with one for each kind of record. */
function takeAnswer({ addresses, records }: Job, params: Fields): void {
  for (const text of listOf(params['address_list']) ?? []) addAddress(addresses, text);
  const { results } = params;
  for (const result of objectsOf(listOf(results) ?? [results])) {
    for (const name of ['endpoints', 'ip_endpoints', 'addresses']) for (const one of listOf(result[name]) ?? []) addAddress(addresses, one);
    for (const name of ['metadatas', 'endpoint_metadatas']) for (const one of objectsOf(result[name])) addRecord(records, one);
  }
}

function addAddress(addresses: Set<string>, told: unknown): void {
  const fields = fieldsOf(told);
  const text = textOf(told) ?? textOf(fields?.['address']) ?? textOf(fields?.['endpoint_address']);
  // With a port, an IPv6 address stands in brackets.
  if (text !== undefined) addresses.add(/^\[|\./.test(text) ? text.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') : text);
}

/** The list of one kind of record may come again with the task's end. */
function addRecord(records: HttpsRecord[], told: Fields): void {
  const value = fieldsOf(told['metadata_value'] ?? told['endpoint_metadata_value']);
  if (value === undefined) return;
  const record: HttpsRecord = {
    priority: numberOf(told['metadata_weight'] ?? told['endpoint_metadata_weight']) ?? null,
    alpns: (listOf(value['supported_protocol_alpns']) ?? []).flatMap((one) => textOf(one) ?? []),
    target: textOf(value['target_name']) ?? null,
    hasEch: (textOf(value['ech_config_list']) ?? '') !== '',
  };
  if (!records.some((one) => JSON.stringify(one) === JSON.stringify(record))) records.push(record);
}
