import { labelsOf, timeOf } from '../../words.ts';
import type { Request } from '../../../model/request.ts';
import { runOfRequest } from '../../../model/run.ts';
import { lengthOf } from '../../../model/phase.ts';
import { isSetupCut } from '../../../model/setup-cut.ts';
import { isGone, sureOf, type Case } from '../case.ts';
import { isStranger } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** Nothing to reuse: there was none, or what was there before belongs to other pools and was gone, so that neither of the two explains it. */
export const firstContact: Rule = {
  reason: 'first-contact',
  check(one) {
    const { others, unnamed, isNew, request, history } = one;
    if (!others.every((other) => isStranger(other) && isGone(other, one.browser))) return null;
    if (unnamed > 0) return `${unnamed === 1 ? 'an earlier request' : `${unnamed} earlier requests`} may have had a connection to this origin`;
    if (!isNew) return 'it was open already';
    // Without names nobody knows whether hosts share connections here, nor what kept them from it.
    if (one.connection?.basis.kind === 'inferred' && one.shareable.length > 0) return `${one.shareable[0]!.connection.label} to another host of its site was open at the same address`;
    const hint = one.hint();
    const perhaps = one.perhapsThere();
    const elder = one.elder();
    const unconnected = history.unconnectedBefore(request.start);
    return {
      // What was opened ahead and never used is in no recording; nor is, where a recording began in the middle of a page, an earlier one.
      confidence: one.document === null || hint !== null || perhaps !== null || elder !== null || one.isAfterRestart || !isAllClosed(one) ? 'likely' : sureOf(one, ...others),
      evidence: [
        others.length > 0 ? goneWords(one) : one.isAfterRestart ? `The earlier connections to ${request.origin} seem to be of another run of the browser: its numbers began again.` : `No earlier request of ${runOfRequest(request) === null ? 'the recording' : 'this run of the browser'} ${unconnected === 0 ? `went to ${request.origin}` : `had a connection to ${request.origin}; ${unconnected} failed before ${unconnected === 1 ? 'it' : 'they'} had one`}.`,
        ...(hint === null ? [] : [`An answer ${timeOf(one.at - hint.at)} before asked to connect to it ahead (\`Link: rel=preconnect\`${hint.credentials === 'with' ? '' : ' with `crossorigin`'}). Whether that was done, and why this request did not use it, is not told.`]),
        ...(perhaps === null ? [] : [`${perhaps.connection.label}, first ${perhaps.connection.openedAt === null ? 'used' : 'asked for'} ${timeOf(perhaps.since - one.at)} later, had been ${perhaps.connection.openedAt === null ? 'opened' : 'begun before that,'} by nothing that the recording shows: it may have been there already, for requests of another kind.`]),
        ...(elder === null ? [] : [`${elder.connection.label}, first used ${timeOf(elder.since - one.at)} later, has the lower number, and so is older: another tab had opened it, or the browser ahead of need. Why this request was not sent on it, nothing tells.`]),
        ...setupWords(request),
        ...shareableWords(one),
      ],
      fix: null,
    };
  },
};

const isAllClosed = ({ others }: Case): boolean => others.every(({ state }) => state === 'closed');

function goneWords(one: Case): string {
  const { others, request } = one;
  const [was, each] = others.length === 1 ? ['was', 'it'] : ['were', 'they'];
  return `${labelsOf(others.map(({ connection }) => connection))} ${was} of another pool, and ${isAllClosed(one) ? `closed by then` : `by then likely closed`}: of the pool of this request the recording shows no earlier connection to ${request.origin}, so ${each} could not have carried it in any case.`;
}

/** Not enough is known to say that it was not coalesced (not-coalesced.ts). */
export function shareableWords({ shareable }: Case): readonly string[] {
  const [other] = shareable;
  return other === undefined ? [] : [`${other.connection.label} to ${other.connection.origins[0]} was open at the same address: with one certificate for both hosts, and asked alike, it might have been shared.`];
}

function setupWords(request: Request): readonly string[] {
  const { phases, setup } = request;
  if (setup === null || setup === 0) return [];
  const parts = (['dns', 'tcp', 'tls'] as const).flatMap((name) => {
    const ms = lengthOf(phases[name]);
    return ms === null || phases[name].state === 'skipped' ? [] : [`${name.toUpperCase()} ${timeOf(ms)}`];
  });
  return [isSetupCut(request) ? `Its setup took ${timeOf(setup)} or more: it had been begun before this request came, for another or ahead of need.` : `Its setup took ${timeOf(setup)} (${parts.join(', ')}).`];
}
