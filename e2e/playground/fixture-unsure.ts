import type { Analysis } from '../../src/core/model/analysis.ts';
import { aRequest, anAnalysis } from './fixture.ts';

const IMAGES = 'http://img.shop.example';
const SURE = { confidence: 0.98, others: [] };

/**
 * A page of a browser that names no connections: three to one host over
 * HTTP/1.1, on which some requests surely were (all others were in use), and
 * of some nobody can tell on which of those that were idle.
 */
export function unsure(): Analysis {
  const opened = ['~2', '~3', '~4'].map((conn, i) => aRequest({ url: `${IMAGES}/hero/${i + 1}.jpg`, at: 140 + i * 4, conn, protocol: 'http/1.1', dns: i === 0 ? 12 : 0, tcp: 34, wait: 60, receive: 40 + i * 55, type: 'image', placing: SURE }));
  const image = (name: string, at: number, conn: string, confidence: number, others: readonly string[], receive = 60) =>
    aRequest({ url: `${IMAGES}/${name}.jpg`, at, conn, protocol: 'http/1.1', wait: 40, receive, type: 'image', placing: { confidence, others } });
  const page = aRequest({ url: 'https://shop.example/', at: 0, conn: '~1', dns: 10, tcp: 30, tls: 34, wait: 60, receive: 20, type: 'document', placing: SURE });
  return anAnalysis([
    page,
    ...[0, 1, 2].map((i) => aRequest({ url: `https://shop.example/app/${i}.js`, at: 170 + i * 6, conn: '~1', wait: 40 + i * 20, receive: 20, type: 'script', placing: SURE })),
    ...opened,
    image('list/1', 310, '~2', 0.97, [], 70),
    image('list/2', 440, '~3', 0.6, ['~2'], 120),
    image('list/3', 450, '~2', 0.6, ['~3'], 120),
    image('list/4', 460, '~4', 0.97, [], 150),
    image('more/1', 900, '~3', 0.45, ['~2', '~4']),
    aRequest({ url: 'http://img.shop.example/events', at: 1020, conn: '~2', protocol: 'http/1.1', wait: 30, receive: 500, type: 'eventsource', contentType: 'text/event-stream', placing: { confidence: 0.55, others: ['~4'] } }),
    image('more/2', 1300, '~3', 0.91, ['~4'], 12),
    image('more/3', 1390, '~3', 0.52, ['~4'], 4),
  ], { load: 640, contentLoaded: 260, path: 'https://shop.example/' });
}
