import { useCallback, useMemo, useState } from 'react';
import type { SettingsStore } from '../app/host.ts';
import { indexById } from '../core/base/group.ts';
import type { DefinitionId } from '../core/insight/accounts/definitions.ts';
import type { Analysis } from '../core/model/analysis.ts';
import type { Connection, UnusedConnection } from '../core/model/connection.ts';
import { usesNetwork } from '../core/model/network-use.ts';
import type { Request } from '../core/model/request.ts';
import { useSetting } from './base/use-setting.ts';
import { COST_VIEW, type CostView } from './details/CostTab.tsx';
import { isTab, type Tab } from './details/Drawer.tsx';
import { NOTHING, selectRequest, type Selection } from './timeline/selection.ts';

interface Selected {
  readonly selection: Selection;
  readonly request: Request | null;
  readonly connection: Connection | null;
  /** Of one that no request used. */
  readonly unused: UnusedConnection | null;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly drawer: boolean;
  readonly tab: Tab;
  readonly cost: CostView;
  /** Also shows it in the drawer. */
  readonly select: (next: Selection) => void;
  readonly clearSelection: () => void;
  /** Shows how a figure is computed: of the whole recording, or of an origin, of which something is then selected. */
  readonly explain: (figure: DefinitionId, origin: string | null) => void;
  readonly setDrawer: (open: boolean) => void;
  readonly setTab: (tab: Tab) => void;
  readonly setCost: (cost: CostView) => void;
}

/** About whatever is selected. */
const STAYS: ReadonlySet<Tab> = new Set(['table', 'why', 'keep-alive', 'findings']);

/** What is selected, and what the drawer shows of it. */
export function useSelected(analysis: Analysis, settings: SettingsStore): Selected {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [drawer, setDrawer] = useState(false);
  const [tab, setTab] = useSetting<Tab>(settings, 'tab', 'request', isTab);
  const [cost, setCost] = useState<CostView>(COST_VIEW);
  const connections = useMemo(() => indexById(analysis.connections), [analysis]);
  const request = useMemo(() => (selection.request === null ? null : (analysis.requests.find(({ id }) => id === selection.request) ?? null)), [analysis, selection.request]);
  const connection = connections.get(selection.connection ?? '') ?? null;
  const unused = connection === null ? (analysis.unused?.find(({ id }) => id === selection.connection) ?? null) : null;

  const select = useCallback((next: Selection) => {
    setSelection(next);
    if (next.request === null && next.connection === null) return;
    setDrawer(true);
    // A lane without a request: its connection is what one wants to read about.
    const isUnused = next.request === null && analysis.unused?.some(({ id }) => id === next.connection) === true;
    if (isUnused || !STAYS.has(tab)) setTab(next.request === null ? 'connection' : 'request');
  }, [analysis, tab, setTab]);
  const clearSelection = useCallback(() => setSelection(NOTHING), []);
  const explain = useCallback((figure: DefinitionId, origin: string | null) => {
    const originOf = (of: Selection): string | undefined => analysis.requests.find(({ id }) => id === of.request)?.origin ?? connections.get(of.connection ?? '')?.origins[0];
    const first = origin === null ? undefined : analysis.origins.find((one) => one.origin === origin)?.requests.find(usesNetwork);
    if (first !== undefined) setSelection((old) => (originOf(old) === origin ? old : selectRequest(first)));
    setCost({ whole: first === undefined, open: figure, isAsked: true });
    setTab('cost');
    setDrawer(true);
  }, [analysis, connections, setTab]);
  return { selection, request, connection, unused, connections, drawer, tab, cost, select, clearSelection, explain, setDrawer, setTab, setCost };
}
