import { isMultiplexed } from '../../../model/protocol.ts';
import { isSetupCut } from '../../../model/setup-cut.ts';
import { isChromium } from '../../engine.ts';
import { nameOf, timeOf } from '../../words.ts';
import type { Case } from '../case.ts';
import { isElder } from '../elder.ts';
import type { Other } from '../other.ts';
import type { Found, Rule } from '../verdict.ts';

/** Opened ahead of need, or for another request that then took a different one. */
export const speculative: Rule = {
  reason: 'speculative',
  check: (one) => (one.isNew ? raced(one) : openedAhead(one)),
};

/** Two connections at once to a server of which the browser did not know yet that one is enough. */
function raced({ taken, protocol, at }: Case): Found | null {
  const other = isMultiplexed(protocol) ? taken.find(({ state }) => state === 'connecting') : undefined;
  if (other === undefined || protocol === null) return null;
  return {
    confidence: other.byCredentials === 'same' && other.byPlace === 'same' ? 'likely' : 'guess',
    evidence: [`${other.connection.label} was being set up (ready ${timeOf(other.uses.readyAt - at)} later). That a server speaks ${nameOf(protocol)}, and one connection is enough, the browser only learns in the handshake.`],
    fix: null,
  };
}

function openedAhead(one: Case): Found | null {
  // Estimated lanes: that none was found which it could have reused does not mean that there was none.
  if (one.connection?.basis.kind !== 'reported') return null;
  const first = earliest(one);
  if (first !== undefined && first.connection.openedAt !== null) return beside(one, first);
  // Its document opened one: the browser had none to its site.
  if (one.document?.origination.opening !== 'new' || one.unnamed > 0) return null;
  return {
    confidence: 'guess',
    evidence: [
      'It was open before any request of the recording needed it, while the page itself had to open its own connection.',
      'So it was opened ahead: by a preconnect of the page, or by the browser, which remembers what a page needed before. Another tab of the same site would look the same.',
    ],
    fix: null,
  };
}

/** That it was opened beside the first: by the navigation, or for a request that came while another was in use, and then got that. Whatever a page before left behind would look the same. */
const isShown = ({ document, isOfFirstPage, others }: Case, first: Other): boolean =>
  isOfFirstPage && (first.uses.requests[0] === document || others.some(({ uses, served }) => uses.requests.slice(1, served).some(({ start }, i) => start < uses.endedSoFar[i]!)));

const earliest = ({ others }: Case): Other | undefined => (others.length === 0 ? undefined : others.reduce((first, other) => (other.uses.since < first.uses.since ? other : first)));

function beside(one: Case, first: Other): Found {
  const { at, browser, closed, free, protocol } = one;
  const isOlder = isChromium(browser) && isElder(one.connection!, first.connection);
  const lost = closed[0] ?? free.find(({ usedAgain }) => !usedAgain);
  return {
    // A second one for HTTP/2 or HTTP/3 would be closed unused, had the first been there.
    confidence: !isOlder && isChromium(browser) && !isMultiplexed(protocol) && first.byPlace === 'same' && first.byCredentials !== 'apart' && isShown(one, first) ? 'likely' : 'guess',
    evidence: [
      `It was open before this request came, and no request of the recording waited for its setup. The first connection to the origin, ${first.connection.label}, had been opened ${timeOf(at - first.uses.since)}${isSetupCut(first.uses.requests[0]!) ? ' or more' : ''} before.`,
      ...(isOlder ? [`Its number is lower than that of ${first.connection.label}, and so it is older: another tab, or a page before, may have opened it.`] : []),
      'Chromium opens a second one when it navigates, before it knows whether it needs it; and one that was opened for a request that meanwhile got another is kept. So is one that a `<link>` of the page, or a request that the recording does not show, opened.',
    ],
    fix: null,
    ...(lost === undefined ? {} : { spends: lost.connection.id }),
  };
}
