import type { Connection, ConnectionReport } from '../model/connection.ts';

/** The connection with what the browser's own log tells of it; only one that the browser names can be found there. */
export function withReport(connection: Connection, reports: ReadonlyMap<string, ConnectionReport>): Connection {
  const report = connection.basis.kind === 'reported' ? reports.get(connection.basis.key) : undefined;
  if (report === undefined) return connection;
  const { closed } = report;
  return {
    ...connection,
    report,
    // Why it had to end may be told by its last answer; when it ended is told here.
    closed: closed === null ? connection.closed : { reason: connection.closed?.reason ?? 'reported', at: closed.at },
  };
}
