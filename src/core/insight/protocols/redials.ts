import type { Analysis } from '../../model/analysis.ts';
import { isWebSocket } from '../../model/protocol.ts';
import type { Request } from '../../model/request.ts';
import { reconnectsOf, type Dial, type Reconnects } from './reconnects.ts';
import { eventSourcesOf, webSocketsOf } from './sockets.ts';

/** The chain of dials that this request is one of; `null` where it was the only one, or is nothing that is dialled. */
export function reconnectsWith(analysis: Analysis, id: string): Reconnects | null {
  const request = analysis.requests.find((one) => one.id === id);
  return request === undefined ? null : (reconnectsOf(dialsLike(request, analysis)).find(({ dials }) => dials.some((dial) => dial.request === id)) ?? null);
}

function dialsLike({ protocol, resourceType }: Request, analysis: Analysis): readonly Dial[] {
  if (isWebSocket(protocol)) return webSocketsOf(analysis);
  return resourceType === 'eventsource' ? eventSourcesOf(analysis) : [];
}
