import { createReadStream } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileReader, type ReadFile } from '../../src/files/read-file.ts';
import type { ConnectionReport } from '../../src/core/model/connection.ts';
import type { Request } from '../../src/core/model/request.ts';
import { temporaryFolder } from '../browsers/at-exit.ts';
import { launchFor } from '../run-story.ts';
import type { Truth } from '../site/log.ts';
import { startSite, type Site } from '../site/site.ts';
import { stories } from '../site/stories.ts';
import { DONE, storyUrl } from '../site/story.ts';

/** What is read of the browser's own log must be what the servers saw: every socket, and every request on it. */
describe('the NetLog of a story', () => {
  let site: Site;
  const folder = temporaryFolder('netlog');
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(async () => {
    await site.close();
    await folder.remove();
  });

  it.for(['keep-alive', 'goaway', 'preconnect-unused', 'websocket', 'credentials-h1', 'failures', 'h3-alt-svc'])('%s: the sockets that its servers saw, with the requests on each', async (id) => {
    const { truth, read } = await play(id);
    const seen = truth.connections.map(({ connection, clientPort }) => `port ${clientPort}: ${requestsOn(truth, connection).join(', ')}`);
    expect(socketsOf(read).toSorted()).toEqual(seen.toSorted());
  });

  it('tells what no other source does: who opened a socket, and how it ended', async () => {
    const { read } = await play('preconnect');
    const reports = read.analysis.connections.flatMap(({ requests, report }) => (requests[0]?.origination.opening === 'opened-earlier' && report ? [report] : []));
    expect(reports.length).toBeGreaterThan(0);
    for (const report of reports) expect(report).toMatchObject({ openedFor: 'preconnect', closed: { by: 'browser' } });
    expect(JSON.stringify(read)).not.toContain('--log-net-log');
  });

  interface Played {
    readonly truth: Truth;
    readonly read: ReadFile;
  }

  async function play(id: string): Promise<Played> {
    const story = stories.find((one) => one.id === id)!;
    const file = path.join(folder.path, `${id}.json`);
    const start = site.log.mark();
    const browser = await launchFor('chromium', story, site, { netLog: file });
    try {
      const tab = await browser.openTab(storyUrl(story, site));
      await tab.waitFor(DONE);
      await site.settled();
    } finally {
      await browser.close();
    }
    const reader = createFileReader({ raw: 'give-up' });
    for await (const piece of createReadStream(file, 'utf8')) reader.add(piece as string);
    const read = reader.end();
    if (!read.ok) throw new Error(read.error);
    expect(read.value).toMatchObject({ cut: null, skipped: 0 });
    return { truth: site.log.since(start), read: read.value };
  }

  function socketsOf({ analysis: { connections, unused } }: ReadFile): readonly string[] {
    return [
      ...connections.map(({ requests, report }) => `port ${portOf(report)}: ${requests.filter(wasSent).map(named).toSorted().join(', ')}`),
      // The server of HTTP/3 logs its requests, and no session or socket without one.
      ...(unused ?? []).filter(({ report, origin }) => portOf(report) !== undefined && !isQuic(report) && !(site.h3.available && new URL(origin).port === String(site.h3.port))).map(({ report }) => `port ${portOf(report)}: `),
    ];
  }
});

const named = ({ method, url }: Pick<Request, 'method' | 'url'>): string => `${method} ${url}`;

const wasSent = ({ phases }: Request): boolean => phases.send.state === 'measured';

const isQuic = (report: ConnectionReport): boolean => report.facts.some(({ name }) => name === 'QUIC');

const portOf = (report: ConnectionReport | undefined): string | undefined => report?.facts.find(({ name }) => name === 'Local address')?.value.replace(/.*:/, '');

const requestsOn = ({ requests }: Truth, connection: string): readonly string[] => requests.filter((request) => request.connection === connection).map(named).toSorted();
