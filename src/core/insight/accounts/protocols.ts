import type { Analysis } from '../../model/analysis.ts';
import type { Connection } from '../../model/connection.ts';
import type { Request } from '../../model/request.ts';
import { runsOf } from '../by-run.ts';
import { coalescingOf } from '../protocols/coalescing.ts';
import { h3DiscoveryOf } from '../protocols/h3-discovery.ts';
import { count } from '../words.ts';
import { account, connectionInput, requestInput, type Account, type Input } from './account.ts';
import type { DefinitionId } from './definitions.ts';

/** A number of things, each of which is listed. */
export const counted = (definition: DefinitionId, key: string, name: string, formula: string, inputs: readonly Input[], isEstimate = false): Account =>
  account({ key, definition, name, unit: 'count', value: inputs.length, isEstimate, formula: () => [formula], inputs: () => inputs });

/** Which origins shared a connection, which could have, which must not. Left out where there is nothing of the kind. */
export function coalescingAccounts(analysis: Analysis, isWanted: (...origins: readonly string[]) => boolean, byId: ById): readonly Account[] {
  const { shared, possible, refused } = coalescingOf(analysis);
  const sharing = shared.filter(({ origins }) => isWanted(...origins)).flatMap(({ connection, origins }) => inputOf(byId.connections.get(connection), origins.join(' + ')));
  const missed = possible.filter(({ origins }) => isWanted(...origins)).flatMap(({ connections: [there, own], origins: [carrier], address, protocol }) =>
    inputOf(byId.connections.get(own), `${byId.connections.get(there)?.label} to ${carrier} was open: same address ${address}, ${protocol} and site; certificate unknown`));
  const misdirected = refused.filter(({ origin }) => isWanted(origin)).map(({ request }) => requestInput(byId.requests.get(request)!, 1, 'count', ['421']));
  return [
    counted('coalescing', 'shared', 'Connections shared by origins', `${count(sharing.length, 'connection')} served two origins or more`, sharing),
    counted('coalescing', 'could-share', 'Could have shared one', `${count(missed.length, 'connection')} beside one that could have carried them, if its certificate is valid for both`, missed, true),
    counted('coalescing', 'refused', 'Must not share one (421)', `${count(misdirected.length, 'answer')} with status 421`, misdirected),
  ].filter(({ inputs }) => inputs.length > 0);
}

export interface ById {
  readonly requests: ReadonlyMap<string, Request>;
  readonly connections: ReadonlyMap<string, Connection>;
}

const inputOf = (connection: Connection | undefined, note: string): readonly Input[] => (connection === undefined ? [] : [connectionInput(connection, 1, 'count', [note])]);

/** How each origin came, or did not come, to HTTP/3, in each run of the browser: the next knows of no offer. */
export function h3Accounts(analysis: Analysis, isWanted: (origin: string) => boolean, byId: ById): readonly Account[] {
  const runs = runsOf(analysis);
  const zero = analysis.span?.start ?? 0;
  return runs.flatMap(({ name, analysis: own }) => h3AccountsOf(own, runs.length === 1 ? '' : `, ${name ?? 'run 1'}`, zero, isWanted, byId));
}

function h3AccountsOf(analysis: Analysis, inRun: string, zero: number, isWanted: (origin: string) => boolean, { requests }: ById): readonly Account[] {
  const { origins, suspectsBlockedUdp } = h3DiscoveryOf(analysis);
  return origins.filter(({ origin }) => isWanted(origin)).map(({ origin, offer, firstH3, overTcp }) => {
    const inputs = overTcp.map((id) => requestInput(requests.get(id)!, 1, 'count', [requests.get(id)?.protocol ?? '']));
    const first = firstH3 === null ? undefined : requests.get(firstH3.request);
    return account({
      key: `h3 ${origin}${inRun}`,
      definition: 'h3',
      name: `Not over HTTP/3, ${origin}${inRun}`,
      unit: 'count',
      value: inputs.length,
      beside: [offer === null ? 'HTTP/3 used, no offer seen' : `after its offer${firstH3 === null ? '; HTTP/3 never used' : ''}`],
      formula: () => [
        ...(offer === null ? ['no answer offered it'] : ['offered (Alt-Svc, ', `ma=${offer.maxAgeS} s) at `, offer.at - zero]),
        ...(firstH3 === null ? ['; never used'] : ['; first used at ', firstH3.at - zero, firstH3.before === 'offer' ? ': known before, from an earlier visit or an HTTPS record' : '']),
        `; ${count(inputs.length, 'later request')} went over TCP`,
        ...(suspectsBlockedUdp ? ['. No origin of the recording was reached over HTTP/3: UDP may be blocked (a guess)'] : []),
        ...(firstH3 === null && overTcp.length > 0 ? ['. An HTTPS record in DNS with alpn="h3" offers it before the first connection (RFC 9460)'] : []),
      ],
      sum: inputs.length,
      // What it rests on, beside those that are counted.
      inputs: () => [...inputs, ...(offer === null ? [] : [{ ...requestInput(requests.get(offer.request)!, 0, 'count', ['its answer offered h3']), isMarked: true }]), ...(first === undefined ? [] : [{ ...requestInput(first, 0, 'count', ['the first over h3']), isMarked: true }])],
    });
  });
}
