import type { Analysis } from '../model/analysis.ts';
import { chromiumEntry, harFile, OPENED_TLS, REUSED, ZERO } from './har.ts';
import { analyseFile } from './read.ts';

const content = (size: number, mimeType: string): Record<string, unknown> => ({ bodySize: size, content: { size, mimeType } });

/** The recording that docs/summary.md shows the summary of. */
export const ofManual = (): Analysis =>
  analyseFile(
    harFile(
      [
        chromiumEntry({ url: 'https://shop.test/', httpVersion: 'http/2.0', timings: OPENED_TLS, pageref: 'page_1', entry: { _resourceType: 'document' }, response: content(900, 'text/html') }),
        chromiumEntry({ url: 'https://shop.test/site.css', httpVersion: 'http/2.0', at: 70, timings: REUSED, pageref: 'page_1', entry: { _resourceType: 'stylesheet' }, response: content(300, 'text/css') }),
      ],
      [{ id: 'page_1', title: 'https://shop.test/', startedDateTime: new Date(ZERO).toISOString(), pageTimings: { onContentLoad: 80, onLoad: 90 } }],
    ),
  );
