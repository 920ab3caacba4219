import { expect, it } from 'vitest';
import { panelForm } from './panel-shape.ts';

const CHROME = { wide: 28 + 46 + 22, narrow: 54 + 46 + 22, notice: 31 };

it('the lanes keep their ruler and three rows above the details, whatever stands above', () => {
  for (const height of [430, 450, 500, 820]) {
    const body = { width: 560, height: height - CHROME.narrow - CHROME.notice };
    const { side, most, overviewHeight } = panelForm({ width: 560, height }, body, 396);
    expect(side).toBe('bottom');
    expect(body.height - overviewHeight - most, String(height)).toBeGreaterThanOrEqual(22 + 3 * 18);
  }
});

it('a low panel has its details at the right, and a grid that leaves room for time', () => {
  for (const [width, height] of [[560, 360], [720, 410], [800, 400]] as const) {
    const { side, room, most } = panelForm({ width, height }, { width, height: height - 130 }, 396);
    expect([side, width - Math.min(most, 396) >= 280], String(width)).toEqual(['right', true]);
    expect(room).toBe(width - Math.min(most, 396) < 420 ? 'tiny' : 'narrow');
  }
  expect(panelForm({ width: 720, height: 410 }, { width: 720, height: 280 }, null).room).toBe('narrow');
});

it('where there is hardly a panel, lanes and details have half of it each', () => {
  const { side, most } = panelForm({ width: 400, height: 260 }, { width: 400, height: 120 }, 396);
  expect([side, most]).toEqual(['bottom', 46]);
});

it('a wide panel is as it was', () => {
  expect(panelForm({ width: 1440, height: 820 }, { width: 1440, height: 700 }, 396)).toMatchObject({ side: 'right', room: 'wide', narrow: false, most: 864 });
});
