import type { Recording } from '../../src/app/recording.ts';
import { analyse, NOTHING_HEARD } from '../../src/core/analysis/analyse.ts';
import { readHar } from '../../src/core/capture/har.ts';

/** Any HAR file, through the same core as the extension. */
export function recordingOfHar(text: string): Recording {
  const read = readHar(JSON.parse(text));
  if (!read.ok) return { analysis: analyse(NOTHING_HEARD), recording: false, preserveLog: false, notices: [{ kind: 'unreadable', what: read.error }] };
  const { observations, pages } = read.value;
  const analysis = analyse({ ...NOTHING_HEARD, har: observations }, pages);
  return { analysis, recording: false, preserveLog: false, notices: analysis.basis === 'inferred' ? [{ kind: 'estimated' }] : [] };
}
