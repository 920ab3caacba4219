import { isMultiplexed, isSerial } from '../../../model/protocol.ts';
import { endOf } from '../../uses.ts';
import { nameOf, pathOf, timeOf } from '../../words.ts';
import { hasRival, sureOfPool, type Case } from '../case.ts';
import type { Rule } from '../verdict.ts';

/** Alt-Svc moves later requests to HTTP/3 (RFC 7838); ALPN moves a new connection to HTTP/2. */
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
      // Of another pool, the one before was none that this request could have used, whatever it speaks.
      confidence: offer !== null ? sureOfPool(one, other) : 'likely',
      evidence: [
        `${other.connection.label} speaks ${nameOf(other.connection.protocol)}, this connection ${nameOf(protocol)}.`,
        offer !== null ? `The answer to ${pathOf(offer)}, ${timeOf(at - endOf(offer))} before, offered HTTP/3 in Alt-Svc; it holds for later connections.` : protocol === 'h3' ? 'No offer of HTTP/3 in Alt-Svc held when it was opened: the browser knew it already, for example from an earlier visit, another tab, or DNS (HTTPS record).' : 'The server chose HTTP/2 when this connection was made (ALPN).',
        ...raced(one),
      ],
      fix: protocol === 'h3' ? 'An HTTPS record in DNS with alpn="h3" lets the first connection be HTTP/3 (RFC 9460).' : null,
    };
  },
};

/** As a NetLog tells. */
function raced({ connection, isNew, at }: Case): readonly string[] {
  const report = connection?.report;
  return isNew || report?.openedFor !== 'race' ? [] : [`The browser opened ${connection!.label} ${timeOf(at - report.openedAt)} before, beside an attempt over TCP (NetLog).`];
}
