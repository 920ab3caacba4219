import { useMemo, useState } from 'react';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Request } from '../../core/model/request.ts';
import type { ChipBarProps } from '../toolbar/ChipBar.tsx';
import type { FilterFieldProps } from '../toolbar/FilterField.tsx';
import { chipCounts, chipTest, shownBy, type ChipId } from './chips.ts';
import { parseFilter } from './filter.ts';
import { suggestionsFor } from './suggest.ts';

interface ShownState {
  /** `null` shows everything. */
  readonly shown: ReadonlySet<Request> | null;
  readonly field: Omit<FilterFieldProps, 'field'>;
  readonly chips: ChipBarProps;
  /** The whole filter in words. */
  readonly words: string;
  readonly toggleChip: (id: ChipId) => void;
  readonly clear: () => void;
}

/** What text and chips let through. */
export function useShown(analysis: Analysis): ShownState {
  const [text, setText] = useState('');
  const [on, setOn] = useState<ReadonlySet<ChipId>>(new Set());
  const parsed = useMemo(() => parseFilter(text, analysis), [text, analysis]);
  const shown = useMemo(() => shownBy(analysis, parsed.test, chipTest(on)), [analysis, parsed, on]);
  const suggestions = useMemo(() => suggestionsFor(text, analysis), [text, analysis]);
  const counts = useMemo(() => chipCounts(analysis), [analysis]);
  return {
    shown,
    field: { text, problem: parsed.problem, suggestions, onText: setText },
    chips: { on, counts, onChange: setOn },
    words: [text, ...on].filter(Boolean).join(' '),
    toggleChip: (id) => setOn(on.has(id) ? new Set() : new Set([id])),
    clear: () => {
      setText('');
      setOn(new Set());
    },
  };
}
