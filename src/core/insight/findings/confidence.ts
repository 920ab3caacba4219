import type { Request } from '../../model/request.ts';
import type { Confidence, Context } from './context.ts';

/** As sure as what is said of how these came by their connections. */
export const asOpened = (requests: readonly Request[]): Confidence => (requests.every(({ origination: { basis } }) => basis === 'reported') ? 'certain' : 'likely');

/** As sure as the verdicts on these; a sentence must say "likely" where they are not certain. */
export const asJudged = ({ why }: Context, requests: readonly Request[]): Confidence => leastOf(requests.map(({ id }) => why.get(id)?.confidence));

/** As sure as what is said of what these waited for. */
export const asStalled = ({ stalls }: Context, requests: readonly Request[]): Confidence => leastOf(requests.map(({ id }) => stalls.get(id)?.confidence));

const leastOf = (confidences: readonly (Confidence | undefined)[]): Confidence => (confidences.every((confidence) => confidence === 'certain') ? 'certain' : 'likely');
