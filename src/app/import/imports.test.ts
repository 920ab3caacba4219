import { beforeEach, describe, expect, it, vi } from 'vitest';
import { analyse, NOTHING_HEARD } from '../../core/analysis/analyse.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { FileRead } from './ask-worker.ts';

/** Workers that have read, or could not, when the test says. */
const world = vi.hoisted(() => ({ jobs: [] as { readonly read: () => void; readonly refuse: (why: string) => void }[] }));

vi.mock('./ask-worker.ts', () => ({
  wakeWorkers: () => undefined,
  readInWorker: () => {
    let resolve = (_read: FileRead): void => undefined;
    let reject = (_why: Error): void => undefined;
    const result = new Promise<FileRead>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    world.jobs.push({ read: () => resolve(READ), refuse: (why) => reject(new Error(why)) });
    return { result, cancel: () => undefined };
  },
}));

const { createImports } = await import('./imports.ts');

const READ: FileRead = {
  analysis: analyse(NOTHING_HEARD),
  parcels: [],
  skipped: 0,
  cut: null,
  choice: null,
  about: { format: { id: 'har', name: 'HAR', recognised: '', carries: '', lacks: '', exact: '', inferred: '', unknowable: '' }, creator: null, proxy: null, runs: 1, counts: [], problems: [] },
};
const FILE = new File(['{}'], 'shop.har');
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const prepared = (): Promise<void> => Promise.resolve();

beforeEach(() => Object.assign(world, { jobs: [] }));

describe('a file', () => {
  it('is shown when read and prepared', async () => {
    const imports = createImports(prepared);
    imports.open(FILE);
    expect(imports.snapshot()).toMatchObject({ shown: null, running: { name: 'shop.har', progress: 0 } });
    world.jobs[0]!.read();
    await settle();
    expect(imports.snapshot()).toMatchObject({ shown: { name: 'shop.har' }, running: null, failed: null });
  });

  it('that was read, and cannot be prepared, has failed like one that cannot be read, and what was shown stays', async () => {
    let fails = false;
    const imports = createImports((_analysis: Analysis) => (fails ? Promise.reject(new Error('No such origin.')) : Promise.resolve()));
    imports.open(FILE);
    world.jobs[0]!.read();
    await settle();
    const { shown } = imports.snapshot();
    fails = true;
    imports.open(FILE);
    world.jobs[1]!.read();
    await settle();
    expect(imports.snapshot()).toEqual({ shown, running: null, failed: { name: 'shop.har', why: 'No such origin. Nothing was changed.' } });
    imports.open(FILE);
    world.jobs[2]!.refuse('No file of ours.');
    await settle();
    expect(imports.snapshot()).toEqual({ shown, running: null, failed: { name: 'shop.har', why: 'No file of ours. Nothing was changed.' } });
  });

  it('that fails after another was chosen says nothing of it', async () => {
    let refuse = (_why: Error): void => undefined;
    const imports = createImports(() => new Promise((_resolve, reject) => (refuse = reject)));
    imports.open(FILE);
    world.jobs[0]!.read();
    await settle();
    imports.open(new File(['{}'], 'other.har'));
    refuse(new Error('No such origin.'));
    await settle();
    expect(imports.snapshot()).toMatchObject({ running: { name: 'other.har' }, failed: null });
  });
});

describe('the number of a shown file', () => {
  it('is its own, although its name may be that of the one before', async () => {
    const imports = createImports(prepared);
    const numbers: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      imports.open(FILE);
      world.jobs[i]!.read();
      await settle();
      numbers.push(imports.snapshot().shown?.number);
    }
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
  });
});
