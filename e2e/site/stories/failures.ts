import { played, type Story } from '../story.ts';

export const failures: Story = {
  id: 'failures',
  title: 'Refused, reset, aborted and an unknown host',
  at: 'h1',
  pages: {
    '': played(`await get(fresh(at.refused + '/data?case=refused'));
await get(fresh(at.unknown + '/data?case=unknown'));
await get(fresh(at.cdn + '/reset'));
const abort = async (url, ready) => {
  const control = new AbortController();
  const answer = get(url, { signal: control.signal });
  await ready(new URL(url).searchParams.get('r'));
  control.abort();
  await answer;
};
const arrived = (r) => get(fresh(at.cdn + '/when?saw=r%3D' + r));
await abort(fresh(at.h1 + '/data?delay=20000&case=before-headers'), arrived);
const control = new AbortController();
const answer = await fetch(fresh(at.h1 + '/slowbody?chunks=400&every=50'), { signal: control.signal });
await answer.body.getReader().read();
control.abort();
await get(fresh(at.h1 + '/data?case=afterwards'));`),
  },
  expect: {
    noConnection: [
      { path: '/data?case=refused', count: 1, why: 'refused' },
      { path: '/data?case=unknown', count: 1, why: 'unknown-host' },
    ],
    noId: [
      { path: '/reset', why: 'reset' },
      { path: '/data?delay=20000', why: 'aborted' },
    ],
    unknown: [{ path: '/reset' }, { path: '/data?delay=20000' }],
    why: [
      { path: '/when?', is: 'unknown' },
      { path: '/slowbody?', or: ['speculative', 'unknown'] },
      { path: '/data?case=afterwards', or: ['speculative', 'unknown'] },
    ],
  },
};
