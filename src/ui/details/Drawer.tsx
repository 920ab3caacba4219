import * as Tabs from '@radix-ui/react-tabs';
import type { PointerEvent } from 'react';
import type { SettingsStore } from '../../app/host.ts';
import { findingsOf } from '../../core/insight/findings/findings-of.ts';
import type { Analysis } from '../../core/model/analysis.ts';
import type { Connection, UnusedConnection } from '../../core/model/connection.ts';
import type { Request } from '../../core/model/request.ts';
import { Icon } from '../base/Icon.tsx';
import type { Selection } from '../timeline/selection.ts';
import type { Axis } from '../timeline/axis.ts';
import { ConnectionTab } from './ConnectionTab.tsx';
import { CostTab, type CostView } from './CostTab.tsx';
import styles from './Drawer.module.css';
import { Findings } from './Findings.tsx';
import { KeepAliveTab } from './KeepAliveTab.tsx';
import { RequestTab } from './RequestTab.tsx';
import { UnusedTab } from './UnusedTab.tsx';
import { TableTab } from './TableTab.tsx';
import { WhyTab } from './WhyTab.tsx';

const TABS = ['request', 'connection', 'why', 'findings', 'cost', 'keep-alive', 'table'] as const;
export type Tab = (typeof TABS)[number];
const TITLES: Readonly<Record<Tab, string>> = { request: 'Request', connection: 'Connection', why: 'Why new?', findings: 'Findings', cost: 'Cost', 'keep-alive': 'Keep-alive', table: 'Table' };

interface Props {
  readonly analysis: Analysis;
  /** The same, or the one before: verdicts and findings come in a task of their own. */
  readonly judged: Analysis;
  readonly axis: Axis;
  readonly cost: CostView;
  readonly onCost: (view: CostView) => void;
  readonly requests: readonly Request[];
  readonly request: Request | null;
  readonly connection: Connection | null;
  /** Where the selected connection is one that no request used. */
  readonly unused: UnusedConnection | null;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly zero: number;
  readonly settings: SettingsStore;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onSelect: (selection: Selection) => void;
  /** To show what a finding rests on. */
  readonly onEvidence: (requests: readonly string[]) => void;
  readonly onClose: () => void;
  readonly side: 'right' | 'bottom';
  /** There is no room for two panes. */
  readonly onePane: boolean;
  readonly size: number;
  /** What it may have at most. */
  readonly most: number;
  readonly onSize: (size: number) => void;
}

export const isTab = (value: unknown): value is Tab => (TABS as readonly unknown[]).includes(value);

export function Drawer(props: Props) {
  const { analysis, judged, request, connection, unused, connections, zero, side, size, most, onSelect } = props;
  // Where there is room, the findings are always in sight, and no tab.
  const beside = side === 'right' && !props.onePane;
  const tab = beside && props.tab === 'findings' ? 'request' : props.tab;
  const findings = <Findings analysis={judged} onEvidence={props.onEvidence} onSelect={onSelect} />;
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(value) => isTab(value) && props.onTab(value)}
      className={`${styles['drawer']} ${styles[side]}`}
      style={side === 'right' ? { width: size } : { height: size }}
      data-testid="drawer"
    >
      <Edge side={side} size={size} most={most} onSize={props.onSize} />
      <div className={styles['tabs']}>
        <Tabs.List aria-label="Details" className={styles['list']}>
          {TABS.filter((id) => !beside || id !== 'findings').map((id) => (
            <Tabs.Trigger key={id} value={id} className={styles['tab']} data-testid={`tab-${id}`}>
              {TITLES[id]} {id === 'findings' && <Count of={judged} />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <button type="button" className={styles['close']} aria-label="Close details" title="Close details (Esc)" onClick={props.onClose}>
          <Icon name="close" size={14} />
        </button>
      </div>
      <Tabs.Content value="request" className={styles['pane']} data-testid="details-request">
        {request === null ? <p className={styles['hint']}>Select a request in the timeline.</p> : <RequestTab {...{ analysis, judged, request, connection, connections, zero, onSelect }} onEvidence={props.onEvidence} />}
      </Tabs.Content>
      <Tabs.Content value="connection" className={styles['pane']} data-testid="details-connection">
        {unused !== null && <UnusedTab analysis={judged} connection={unused} zero={zero} />}
        {connection === null ? unused === null && <p className={styles['hint']}>Select a connection in the timeline.</p> : <ConnectionTab analysis={judged} connection={connection} selected={request} zero={zero} now={analysis.span?.end ?? zero} onSelect={onSelect} />}
      </Tabs.Content>
      <Tabs.Content value="cost" className={styles['pane']} data-testid="details-cost" tabIndex={-1}>
        <CostTab analysis={judged} axis={props.axis} origin={request?.origin ?? connection?.origins[0] ?? null} view={props.cost} onView={props.onCost} onSelect={onSelect} />
      </Tabs.Content>
      <Tabs.Content value="why" className={styles['pane']} data-testid="details-why">
        <WhyTab {...{ request, connection, connections, onSelect }} analysis={judged} />
      </Tabs.Content>
      {!beside && (
        <Tabs.Content value="findings" className={styles['pane']} data-testid="details-findings">
          {findings}
        </Tabs.Content>
      )}
      <Tabs.Content value="keep-alive" className={styles['pane']} data-testid="details-keep-alive">
        <KeepAliveTab analysis={judged} origin={request?.origin ?? connection?.origins[0] ?? null} onSelect={onSelect} />
      </Tabs.Content>
      <Tabs.Content value="table" className={styles['pane']} data-testid="details-table" tabIndex={-1}>
        <TableTab requests={props.requests} connections={connections} selected={request} zero={zero} settings={props.settings} onSelect={onSelect} />
      </Tabs.Content>
      {beside && (
        <section className={styles['below']} aria-label="Findings">
          <div className={styles['head']}>
            <h2>
              Findings <Count of={judged} />
            </h2>
            <span>saves up to</span>
          </div>
          {findings}
        </section>
      )}
    </Tabs.Root>
  );
}

const Count = ({ of }: { readonly of: Analysis }) => <small>{findingsOf(of).length}</small>;

/** Px: on the right, that figures and their names stand side by side. */
const SMALLEST = { right: 240, bottom: 160 } as const;
const STEP = 24;

/** Drag, or arrow keys: the border is a separator that can be focused. */
function Edge({ side, size, most, onSize }: Pick<Props, 'side' | 'size' | 'most' | 'onSize'>) {
  // A low panel may have less.
  const least = Math.min(SMALLEST[side], most);
  const resize = (next: number): void => onSize(Math.max(least, Math.min(next, most)));
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const drawer = event.currentTarget.parentElement?.getBoundingClientRect();
    if (drawer === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    resize(side === 'right' ? drawer.right - event.clientX : drawer.bottom - event.clientY);
  };
  const [grow, shrink] = side === 'right' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label="Size of the details"
      aria-orientation={side === 'right' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={Math.round(least)}
      aria-valuemax={Math.round(most)}
      className={styles['edge']}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={({ key }) => {
        if (key === grow) resize(size + STEP);
        if (key === shrink) resize(size - STEP);
      }}
    />
  );
}
