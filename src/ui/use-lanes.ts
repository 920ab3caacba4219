import { useMemo, useState } from 'react';
import type { SettingsStore } from '../app/host.ts';
import type { Analysis } from '../core/model/analysis.ts';
import { MOST_ORIGINS } from '../timeline/fold.ts';
import type { Shown } from '../timeline/group.ts';
import { useMeasured } from './base/use-size.ts';
import { useSetting } from './base/use-setting.ts';
import type { PanelForm } from './panel-shape.ts';
import type { Preferences } from './settings/preferences.ts';
import { gridColumns } from './timeline/columns.ts';
import { isSort } from './timeline/GridHeader.tsx';
import { milestonesOf } from './timeline/milestones.ts';
import { HEADER_PX } from './timeline/Timeline.tsx';
import { useAxis } from './timeline/use-axis.ts';
import { useRows } from './timeline/use-rows.ts';

interface Wanted {
  readonly settings: SettingsStore;
  readonly preferences: Preferences;
  readonly room: PanelForm['room'];
  readonly shown: Shown;
  /** The snapshot whose findings are shown; `null` where nobody may read them. */
  readonly judged: Analysis | null;
}

/** What stands in the lanes, in which columns and on which axis, as far as there is room. */
export function useLanes(analysis: Analysis, { settings, preferences, room, shown, judged }: Wanted) {
  const [held, onHeld] = useState(false);
  const [measureMiddle, middle] = useMeasured();
  const [measure, area] = useMeasured();
  const [sort, onSort] = useSetting(settings, 'sort', 'cost' as const, isSort);
  const { origins, rows, tops, named, setOpen, reveal, unfoldMore } = useRows(analysis, { sort, height: Math.max(area.height - HEADER_PX, 0), held, shown, judged });
  const isFiltered = shown !== null;
  const manyOrigins = origins.length > MOST_ORIGINS;
  const { columns: chosen, units } = preferences;
  const columns = useMemo(() => gridColumns({ room, width: middle.width, manyOrigins, chosen, isFiltered, units }), [room, middle.width, manyOrigins, chosen, isFiltered, units]);
  // Without a row there are no lanes to be measured.
  const width = rows.length > 0 ? area.width : middle.width;
  const axis = useAxis(analysis, Math.max(width - columns.width, 0));
  const milestones = useMemo(() => milestonesOf(analysis), [analysis]);
  return { origins, named, reveal, measureMiddle, width, drawn: { rows, tops, columns, axis, milestones, isFiltered }, on: { sort, onSort, onHeld, onOpen: setOpen, onMore: unfoldMore, measure, height: area.height } };
}

/** What a picture shows of them. */
export type Drawn = ReturnType<typeof useLanes>['drawn'];
