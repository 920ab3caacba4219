import { isMultiplexed, isSerial } from '../../../model/protocol.ts';
import { endOf } from '../../uses.ts';
import { nameOf, pathOf, timeOf } from '../../words.ts';
import { hasRival, sureOfPool, type Case } from '../case.ts';
import type { Other } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** Alt-Svc moves later requests to HTTP/3 (RFC 7838); ALPN moves a new connection to HTTP/2 (RFC 7301), whyever that is made. */
export const protocolUpgrade: Rule = {
  reason: 'protocol-upgrade',
  check(one) {
    const { protocol, otherProtocol, history, at } = one;
    if (!isMultiplexed(protocol) || hasRival(one)) return null;
    const [other] = otherProtocol;
    if (other === undefined || other.connection.protocol === 'h3') return null;
    if (protocol === 'h2' && !isSerial(other.connection.protocol)) return null;
    const offer = protocol === 'h3' ? history.offeredH3(at) : null;
    return {
      // Of another pool, the one before was none that this request could have used, whatever it speaks. And what a server would answer to ALPN no browser knows before it connects.
      confidence: offer !== null ? sureOfPool(one, other) : protocol === 'h3' ? 'likely' : 'guess',
      evidence: [
        `${other.connection.label} speaks ${nameOf(other.connection.protocol)}, this connection ${nameOf(protocol)}.`,
        offer !== null ? `The answer to ${pathOf(offer)}, ${timeOf(at - endOf(offer))} before, offered HTTP/3 in Alt-Svc; it holds for later connections.` : protocol === 'h3' ? 'No offer of HTTP/3 in Alt-Svc held when it was opened: the browser knew it already, for example from an earlier visit, another tab, or DNS (HTTPS record).' : `The server chose HTTP/2 when this connection was made (ALPN). Why it was made that does not tell: ${other.connection.label} ${stateWords(other)}.`,
        ...raced(one),
      ],
      fix: protocol === 'h3' ? 'An HTTPS record in DNS with alpn="h3" lets the first connection be HTTP/3 (RFC 9460).' : null,
    };
  },
};

const stateWords = ({ state, idleMs, usedAgain }: Other): string => (state !== 'idle' ? 'was in use, and carries one request at a time' : `had been idle for ${timeOf(idleMs)}${usedAgain ? ', and was used again later' : ' and may have been closed'}`);

/** As a NetLog tells. */
function raced({ connection, isNew, at }: Case): readonly string[] {
  const report = connection?.report;
  return isNew || report?.openedFor !== 'race' ? [] : [`The browser opened ${connection!.label} ${timeOf(at - report.openedAt)} before, beside an attempt over TCP (NetLog).`];
}
