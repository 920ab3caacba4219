import type { Request } from '../core/model/request.ts';
import { isStream, laneStart, setupOf, workStart } from './intervals.ts';
import { remember } from './remember.ts';

/** What decides where a request is drawn, at whatever zoom; epoch ms. */
export interface Times {
  readonly laneStart: number;
  readonly workStart: number;
  /** `null` where nobody tells. */
  readonly receiveStart: number | null;
  readonly hasSetup: boolean;
  /** Nobody tells when it was sent, nor when its answer came. */
  readonly isHidden: boolean;
  readonly isStream: boolean;
}

/** Asked of a request once and not in each frame: of an imported one each answer is read out of tables. */
export const timesOf = remember((request: Request): Times => {
  const { send, wait, receive } = request.phases;
  return {
    laneStart: laneStart(request),
    workStart: workStart(request),
    receiveStart: receive.state === 'measured' ? receive.start : null,
    hasSetup: setupOf(request) !== null,
    isHidden: receive.state === 'hidden' && wait.state === 'hidden' && send.state === 'hidden',
    isStream: isStream(request),
  };
});
