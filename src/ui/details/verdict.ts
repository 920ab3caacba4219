import { placeName } from '../../core/insight/words.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { isSetupCut } from '../../core/model/setup-cut.ts';
import { NO_CONNECTION, unknownBecause, type TimeText } from '../../timeline/words.ts';

/** One sentence: how this request got its connection, as surely as the data allows. */
export function openingSentence(request: Request, connection: Connection | null, time: TimeText): string {
  const { origination, setup } = request;
  const name = connection === null ? 'a connection' : `connection ${placeName(request, connection)}`;
  const likely = origination.basis === 'inferred' ? 'Likely ' : '';
  const sentence = (text: string): string => (likely === '' ? text : likely + text.charAt(0).toLowerCase() + text.slice(1));
  switch (origination.opening) {
    case 'new':
      if (setup !== null && isSetupCut(request)) return `By its times, the setup of ${name} had begun before this request came; it took ${time(setup)} or more.`;
      // Of a log in whole ms, 0 took less than one.
      return sentence(`Opened ${name}${setup ? `, which took ${time(setup)}` : ''}.`);
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
