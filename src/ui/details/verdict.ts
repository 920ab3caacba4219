import { stallOf } from '../../core/analysis/held-up.ts';
import type { Connection } from '../../core/model/connection.ts';
import { isSerial } from '../../core/model/protocol.ts';
import type { Request } from '../../core/model/request.ts';
import { hostOf } from '../../timeline/layout.ts';
import { NO_CONNECTION, unknownBecause, type TimeText } from '../../timeline/words.ts';

/** One sentence: what happened to this request, as surely as the data allows. */
export function verdictOf(request: Request, connection: Connection | null, holding: number, time: TimeText): string {
  const stall = stallOf(request);
  if (stall !== null) {
    const length = `Stalled ${time(stall[1] - stall[0])}`;
    const likely = connection?.basis.kind === 'reported' ? '' : 'likely ';
    if (request.protocol !== null && isSerial(request.protocol) && holding > 0) {
      return `${length}: ${likely}${holding} HTTP/1.1 connection${holding === 1 ? '' : 's'} to ${hostOf(request.origin)} ${holding === 1 ? 'was' : 'were'} busy.`;
    }
    return `${length} in the browser, before it had a connection.`;
  }
  return openingSentence(request, connection, time);
}

function openingSentence(request: Request, connection: Connection | null, time: TimeText): string {
  const { origination, setup } = request;
  const name = connection === null ? 'a connection' : `connection ${connection.label}`;
  const likely = origination.basis === 'inferred' ? 'Likely ' : '';
  const sentence = (text: string): string => (likely === '' ? text : likely + text.charAt(0).toLowerCase() + text.slice(1));
  switch (origination.opening) {
    case 'new':
      return sentence(`Opened ${name}${setup === null ? '' : `, which took ${time(setup)}`}.`);
    case 'opened-earlier':
      return sentence(`First request on ${name}, which was opened earlier; its setup is unknown.`);
    case 'reused':
      return sentence(`Reused ${name}.`);
    case 'none':
      return `Used no connection: ${NO_CONNECTION[origination.reason]}.`;
    case 'unknown':
      return `Unknown connection: ${unknownBecause(request)}.`;
  }
}
