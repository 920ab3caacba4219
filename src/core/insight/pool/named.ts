import type { Connection } from '../../model/connection.ts';
import type { Credentials } from './credentials.ts';

/** A pool by its name in a NetLog. */
export interface PoolName {
  /** "pm/" and the like: the privacy mode; '' with credentials. */
  readonly mode: string;
  /** The network anonymization key. */
  readonly key: string;
}

/** Chromium, ClientSocketPool::GroupId::ToString: "pm/https://host:443 <key>". `null` where no NetLog names it. */
export function poolNameOf({ report }: Pick<Connection, 'report'>): PoolName | null {
  const [, mode, key] = /^((?:\w+\/)*)\w+:\/\/\S+ <(.*)>$/.exec(report?.pool ?? '') ?? [];
  return mode === undefined || key === undefined ? null : { mode, key };
}

const POOLS: Readonly<Record<string, Credentials['pool']>> = { '': 'with', 'pm/': 'without', 'pmpsa/': 'blocked' };

/** What the name says of credentials; `null` where it is of a mode that this does not know. */
export function credentialsIn({ mode }: PoolName): Credentials | null {
  const pool = POOLS[mode];
  return pool === undefined ? null : { pool, sure: true, because: mode === '' ? 'the name of its pool has no privacy mode (NetLog)' : `the name of its pool begins with \`${mode}\` (NetLog)` };
}
