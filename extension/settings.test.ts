import { afterEach, expect, it, vi } from 'vitest';
import { localSettings } from './settings.ts';

afterEach(() => void vi.unstubAllGlobals());

const stored = (text: string | null): void => void vi.stubGlobal('localStorage', { getItem: () => text });

it('what was never stored, or is damaged, is as never set', () => {
  stored(null);
  expect(localSettings.read('sort')).toBeUndefined();
  stored('{');
  expect(localSettings.read('sort')).toBeUndefined();
  stored('"name"');
  expect(localSettings.read('sort')).toBe('name');
});

it('where nothing may be stored, the panel works all the same', () => {
  const refuse = (): never => {
    throw new Error('The operation is insecure.');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  expect(localSettings.read('sort')).toBeUndefined();
  expect(() => localSettings.write('sort', 'name')).not.toThrow();
});
