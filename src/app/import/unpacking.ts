import type { Analysis, OriginSummary } from '../../core/model/analysis.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Origination, Request } from '../../core/model/request.ts';
import { unpackConnection } from './packed-connections.ts';
import { unpackOrigin } from './packed-origins.ts';
import { createHeardTables } from './heard-tables.ts';
import { entryOf, PackedRequest, requestsIn, type AssignedTable, type HeardTable } from './packed-request.ts';
import { createUnpacker } from './packing.ts';
import type { HeardParcel, Parcel } from './parcels.ts';

export interface Unpacking {
  /** In the order in which they were packed. */
  add(parcel: Parcel): void;
  /** Of the requests, 0..1. */
  progress(): number;
  /** `null` when not all is there. */
  finish(): Analysis | null;
}

export function createUnpacking(): Unpacking {
  let head: Extract<Parcel, { kind: 'rest' }> | null = null;
  /** For each entry its table, and its row there. */
  const tables: HeardTable[] = [];
  const rows: number[] = [];
  const requests: Request[] = [];
  const connections: Connection[] = [];
  const origins: OriginSummary[] = [];
  const heard = { first: createHeardTables(), second: createHeardTables() };
  const { allWords } = heard.first;
  const allOriginations: Origination[] = [];
  const allPlacings: Request['placing'][] = [];

  const addHeard = (parcel: HeardParcel): void => {
    const table = heard[parcel.by].add(parcel);
    for (let row = 0; row < table.keys.length; row++) {
      tables.push(table);
      rows.push(row);
    }
  };
  const addRequests = ({ codes, originations, placings, problems }: Extract<Parcel, { kind: 'requests' }>): void => {
    for (const one of originations) allOriginations.push(one);
    for (const one of placings) allPlacings.push(one);
    const table: AssignedTable = { codes, allWords, allOriginations, allPlacings, problems: new Map(problems) };
    for (let row = 0; row < requestsIn(table); row++) {
      const entry = entryOf(codes, row);
      requests.push(new PackedRequest(tables[entry]!, rows[entry]!, table, row));
    }
  };

  return {
    add(parcel) {
      if (parcel.kind === 'rest') {
        head = parcel;
        return;
      }
      if (parcel.kind === 'heard') return addHeard(parcel);
      for (const word of parcel.words) allWords.push(word);
      if (parcel.kind === 'requests') return addRequests(parcel);
      const from = createUnpacker(parcel, allWords);
      const reports = new Map(parcel.kind === 'connections' ? parcel.reports : []);
      for (let row = 0; from.hasMore(); row++) {
        if (parcel.kind === 'connections') connections.push(unpackConnection(from, requests, reports.get(row)));
        else origins.push(unpackOrigin(from, { requests, connections }));
      }
    },
    progress: () => (head === null ? 0 : requests.length / Math.max(head.requests, 1)),
    finish: () => (head === null ? null : { ...head.rest, requests, connections, origins }),
  };
}
