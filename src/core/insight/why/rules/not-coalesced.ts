import { nameOf } from '../../words.ts';
import { isAlike } from '../other.ts';
import type { Rule } from '../verdict.ts';

/** Another host's connection goes to the same address and is of the same pool: a certificate for both would let it carry this too (RFC 9113 section 9.1.1). */
export const notCoalesced: Rule = {
  reason: 'not-coalesced',
  check({ isNew, unnamed, shareable, connection, request }) {
    if (!isNew || unnamed > 0 || connection?.basis.kind !== 'reported') return null;
    const other = shareable.find(isAlike);
    if (other === undefined) return null;
    const { connection: its } = other;
    return {
      confidence: 'likely',
      evidence: [
        `First request of the recording to ${request.origin}. ${its.label} to ${its.origins[0]} was open: the same address (${its.remoteAddress}), port, protocol (${nameOf(its.protocol)}) and site, and both were asked alike.`,
        'To share it, its certificate must be valid for both hosts (RFC 9113, section 9.1.1); the recording does not show certificates.',
      ],
      fix: 'One certificate for both hosts lets browsers share the connection; or serve them from one host.',
    };
  },
};
