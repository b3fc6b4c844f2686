import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Detail } from './detail';
import { Group, grouped } from './groups';
import { Model } from './model';
import { Caret, Message, SeverityIcon, useSignals } from './pieces';
import { IFinding, IPlace, IRule, SEVERITIES, Severity } from './tokens';

/** What the list asks of the notebook. */
export interface IFindingActions {
  canEdit(finding: IFinding): boolean;
  jump(place: IPlace): void;
  fix(finding: IFinding): boolean;
  /** Returns how to take all of it back, and how many findings were fixed. */
  fixAll(): { count: number; undo: () => void };
  ignore(finding: IFinding, what: 'line' | 'cell'): void;
  lint(): void;
  leave(): void;
  enable(): void;
  open(): void;
  convert(): void;
  rules(): Promise<readonly IRule[]>;
  documentation(code: string): Promise<string>;
  setGroupBy(value: 'cell' | 'family'): void;
}

interface IProps {
  model: Model;
  actions: IFindingActions;
  trans: TranslationBundle;
}

export function Findings({ model, actions, trans }: IProps): JSX.Element {
  useSignals(model.changed);
  const [hidden, setHidden] = React.useState<ReadonlySet<Severity>>(new Set());
  const [filter, setFilter] = React.useState('');
  const [opened, setOpened] = React.useState<ReadonlySet<string>>(new Set());
  const [closed, setClosed] = React.useState<ReadonlySet<string>>(new Set(['possible']));
  const [undo, setUndo] = React.useState<{ count: number; undo: () => void } | null>(null);
  const [rules, setRules] = React.useState<readonly IRule[]>([]);
  const filterBox = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<HTMLDivElement>(null);
  const groupBy = model.settings.groupBy;

  React.useEffect(() => {
    if (groupBy === 'family' && !rules.length) {
      void actions.rules().then(setRules, () => undefined);
    }
  }, [groupBy]);
  React.useEffect(() => {
    if (model.revealed) {
      setOpened(new Set([...opened, `${model.revealed} 1`]));
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])];
      const row = rows.find(item => item.dataset.finding === `${model.revealed} 1`);
      row?.scrollIntoView?.({ block: 'center' });
    }
  }, [model.revealed]);
  React.useEffect(() => {
    const timer = undo && window.setTimeout(() => setUndo(null), 10_000);
    return () => window.clearTimeout(timer ?? undefined);
  }, [undo]);

  if (model.phase === 'none') {
    return (
      <Blank text={trans.__('Open a notebook to see its findings.')}>
        <button className="jp-MlopsBridge-button" onClick={actions.open}>
          {trans.__('Open a notebook')}
        </button>
      </Blank>
    );
  }
  if (model.phase === 'broken' || (model.phase === 'off' && !model.all.length)) {
    return (
      <Blank text={model.reason}>
        {model.phase === 'off' && !model.settings.enabled && (
          <button className="jp-MlopsBridge-button" onClick={actions.enable}>
            {trans.__('Turn it on')}
          </button>
        )}
      </Blank>
    );
  }

  const all = model.all;
  const word = filter.trim().toLowerCase();
  const shown = all.filter(
    finding =>
      !hidden.has(finding.severity) &&
      `${finding.code} ${finding.message}`.toLowerCase().includes(word)
  );
  const groups = grouped(shown, model, rules, groupBy, trans);
  const fixable = model.certain.filter(
    finding => finding.fix?.kind === 'A' && actions.canEdit(finding)
  ).length;

  return (
    <div className="jp-MlopsBridge-findings" data-phase={model.phase}>
      <Header
        model={model}
        hidden={hidden}
        trans={trans}
        onChip={severity => setHidden(toggled(hidden, severity))}
      />
      {all.length > 0 && (
        <div className="jp-MlopsBridge-tools">
          <input
            ref={filterBox}
            className="jp-MlopsBridge-input"
            type="search"
            placeholder={trans.__('Filter…')}
            aria-label={trans.__('Filter findings')}
            value={filter}
            onChange={event => setFilter(event.target.value)}
            onKeyDown={event => event.key === 'Escape' && setFilter('')}
          />
          <select
            className="jp-MlopsBridge-input"
            aria-label={trans.__('Group findings by')}
            value={groupBy}
            onChange={event => actions.setGroupBy(event.target.value as 'cell' | 'family')}
          >
            <option value="cell">{trans.__('By cell')}</option>
            <option value="family">{trans.__('By family')}</option>
          </select>
        </div>
      )}
      {(undo || fixable > 0) && (
        <div className="jp-MlopsBridge-fixall">
          {undo ? (
            <>
              <span role="status">{trans._n('%1 fixed.', '%1 fixed.', undo.count)}</span>
              <button
                className="jp-MlopsBridge-link"
                onClick={() => {
                  undo.undo();
                  setUndo(null);
                }}
              >
                {trans.__('Undo')}
              </button>
            </>
          ) : (
            <button
              className="jp-MlopsBridge-link"
              onClick={() => {
                const done = actions.fixAll();
                setUndo(done.count ? done : null);
              }}
            >
              {trans.__('Fix all safe (%1)', fixable)}
            </button>
          )}
        </div>
      )}
      {shown.length < all.length && (
        <p className="jp-MlopsBridge-note">
          {trans.__('%1 of %2 shown', shown.length, all.length)}{' '}
          <button
            className="jp-MlopsBridge-link"
            onClick={() => {
              setFilter('');
              setHidden(new Set());
            }}
          >
            {trans.__('Clear filter')}
          </button>
        </p>
      )}
      {!all.length && model.phase === 'checking' && <Skeleton />}
      {!all.length && model.phase === 'checked' && (
        <Blank
          mark="✓"
          text={trans._n(
            'No findings in %1 cell.',
            'No findings in %1 cells.',
            model.cells.filter(cell => cell.number).length
          )}
        >
          <button className="jp-MlopsBridge-button" onClick={actions.convert}>
            {trans.__('Convert this notebook')}
          </button>
        </Blank>
      )}
      <div
        ref={list}
        className="jp-MlopsBridge-list"
        onKeyDown={event => onKey(event, filterBox.current, actions.leave)}
      >
        {groups.map(group => (
          <section key={group.id}>
            <GroupHeading
              group={group}
              open={!closed.has(group.id)}
              onToggle={() => setClosed(toggled(closed, group.id))}
            />
            {!closed.has(group.id) && (
              <ul className="jp-MlopsBridge-rows">
                {group.findings.map(({ finding, key }) => (
                  <Row
                    key={key}
                    id={key}
                    finding={finding}
                    showCell={groupBy === 'family'}
                    open={opened.has(key)}
                    actions={actions}
                    trans={trans}
                    onToggle={() => setOpened(toggled(opened, key))}
                  />
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

function Header(props: {
  model: Model;
  hidden: ReadonlySet<Severity>;
  trans: TranslationBundle;
  onChip: (severity: Severity) => void;
}): JSX.Element {
  const { model, hidden, trans, onChip } = props;
  const counts = model.counts;
  const words: Record<string, string> = {
    checking: trans.__('checking'),
    checked: trans.__('checked'),
    old: trans.__('old'),
    off: trans.__('off')
  };
  const names: Record<Severity, string> = {
    error: trans._n('%1 error', '%1 errors', counts.error),
    warning: trans._n('%1 warning', '%1 warnings', counts.warning),
    info: trans._n('%1 info', '%1 infos', counts.info)
  };
  return (
    <header className="jp-MlopsBridge-header">
      <div className="jp-MlopsBridge-title">
        <span className="jp-MlopsBridge-name" title={model.path}>
          {model.name}
        </span>
        <span className="jp-MlopsBridge-state" title={model.reason}>
          {model.readOnly && `${trans.__('read-only')} · `}
          {words[model.phase]}
        </span>
      </div>
      {model.phase === 'old' && <p className="jp-MlopsBridge-note">{model.reason}</p>}
      <div className="jp-MlopsBridge-chips" role="group" aria-label={trans.__('Severities')}>
        {SEVERITIES.map(severity => (
          <button
            key={severity}
            className="jp-MlopsBridge-chip"
            aria-pressed={!hidden.has(severity)}
            aria-label={names[severity]}
            title={names[severity]}
            disabled={!counts[severity] && !hidden.has(severity)}
            onClick={() => onChip(severity)}
          >
            <SeverityIcon severity={severity} label="" />
            {counts[severity]}
          </button>
        ))}
      </div>
      <span className="jp-MlopsBridge-live" aria-live="polite">
        {model.phase === 'checked' &&
          trans._n('%1 finding', '%1 findings', model.certain.length)}
      </span>
    </header>
  );
}

function GroupHeading(props: { group: Group; open: boolean; onToggle: () => void }): JSX.Element {
  const { group, open, onToggle } = props;
  return (
    <h3 className="jp-MlopsBridge-group">
      <button aria-expanded={open} data-nav data-toggle onClick={onToggle}>
        <Caret open={open} />
        <span className="jp-MlopsBridge-groupname">
          <span>{group.title}</span>
          {group.subtitle && <span className="jp-MlopsBridge-subtitle">{group.subtitle}</span>}
        </span>
        <span className="jp-MlopsBridge-count">{group.findings.length}</span>
      </button>
    </h3>
  );
}

function Row(props: {
  id: string;
  finding: IFinding;
  showCell: boolean;
  open: boolean;
  actions: IFindingActions;
  trans: TranslationBundle;
  onToggle: () => void;
}): JSX.Element {
  const { finding, showCell, open, actions, trans, onToggle } = props;
  const [choosing, setChoosing] = React.useState(false);
  const names: Record<Severity, string> = {
    error: trans.__('Error'),
    warning: trans.__('Warning'),
    info: trans.__('Info')
  };
  const place = !finding.cell_id
    ? ''
    : showCell
      ? trans.__('cell %1, line %2', finding.cell, finding.line)
      : trans.__('line %1', finding.line);
  const editable = actions.canEdit(finding);
  return (
    <li className="jp-MlopsBridge-row" data-code={finding.code} data-finding={props.id}>
      <div className="jp-MlopsBridge-first">
        <button
          className="jp-MlopsBridge-jump"
          data-nav
          onClick={() => actions.jump(finding)}
          title={trans.__('Show it in the notebook')}
        >
          <SeverityIcon severity={finding.severity} label={names[finding.severity]} />
          <span className="jp-MlopsBridge-message">
            <Message text={finding.message.replace(/^[a-z]/, first => first.toUpperCase())} />
          </span>
        </button>
      </div>
      <div className="jp-MlopsBridge-second">
        <span className="jp-MlopsBridge-code">{finding.code}</span>
        {place && <span className="jp-MlopsBridge-place">{place}</span>}
        <span className="jp-MlopsBridge-actions">
          {finding.fix && editable && (
            <button
              className="jp-MlopsBridge-link"
              data-key="f"
              title={finding.fix.title}
              onClick={event => {
                if (finding.fix?.kind === 'S') {
                  return open || onToggle();
                }
                focusNext(event.currentTarget);
                actions.fix(finding);
              }}
            >
              {trans.__('Fix')}
            </button>
          )}
          {finding.cell_id && editable && (
            <button
              className="jp-MlopsBridge-link"
              data-key="i"
              aria-expanded={choosing}
              onClick={() => setChoosing(!choosing)}
            >
              {trans.__('Ignore')}
            </button>
          )}
          <button
            className="jp-MlopsBridge-icon"
            aria-expanded={open}
            aria-label={trans.__('Details')}
            data-toggle
            onClick={onToggle}
          >
            <Caret open={open} />
          </button>
        </span>
      </div>
      {choosing && (
        <div className="jp-MlopsBridge-choice">
          {(['line', 'cell'] as const).map(what => (
            <button
              key={what}
              className="jp-MlopsBridge-link"
              onClick={event => {
                setChoosing(false);
                focusNext(event.currentTarget);
                actions.ignore(finding, what);
              }}
            >
              {what === 'line' ? trans.__('This line') : trans.__('This cell, all rules')}
            </button>
          ))}
        </div>
      )}
      {open && <Detail finding={finding} editable={editable} actions={actions} trans={trans} />}
    </li>
  );
}

function Blank(props: { text: string; mark?: string; children?: React.ReactNode }): JSX.Element {
  return (
    <div className="jp-MlopsBridge-blank">
      {props.mark && <div className="jp-MlopsBridge-mark-clean">{props.mark}</div>}
      <p>
        <Message text={props.text} />
      </p>
      {props.children}
    </div>
  );
}

function Skeleton(): JSX.Element {
  return (
    <div className="jp-MlopsBridge-skeleton" aria-hidden="true">
      {[1, 2, 3].map(row => (
        <div key={row} />
      ))}
    </div>
  );
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) {
    next.add(item);
  }
  return next;
}

/** All that Up and Down walk through, in order. */
function stops(inside: Element): HTMLElement[] {
  const list = inside.closest('.jp-MlopsBridge-list');
  return [...(list?.querySelectorAll<HTMLElement>('[data-nav]') ?? [])];
}

/** Move the focus to the next row before the one it is in goes away. */
function focusNext(button: HTMLElement): void {
  const here = button.closest('.jp-MlopsBridge-row')?.querySelector<HTMLElement>('[data-nav]');
  const all = stops(button).filter(stop => stop.closest('.jp-MlopsBridge-row'));
  const at = all.indexOf(here!);
  (all[at + 1] ?? all[at - 1])?.focus();
}

function onKey(
  event: React.KeyboardEvent,
  filterBox: HTMLInputElement | null,
  leave: () => void
): void {
  const target = event.target as HTMLElement;
  const row = target.closest('.jp-MlopsBridge-row') ?? target.closest('.jp-MlopsBridge-group');
  if (!row || event.ctrlKey || event.metaKey || event.altKey || target.tagName === 'INPUT') {
    return;
  }
  const all = stops(target);
  const at = all.indexOf(row.querySelector<HTMLElement>('[data-nav]')!);
  const toggle = row.querySelector<HTMLElement>('[data-toggle]');
  const open = toggle?.getAttribute('aria-expanded') === 'true';
  const does: Record<string, (() => void) | undefined> = {
    ArrowDown: () => all[at + 1]?.focus(),
    ArrowUp: () => all[at - 1]?.focus(),
    ArrowRight: () => open || toggle?.click(),
    ArrowLeft: () => open && toggle?.click(),
    f: () => row.querySelector<HTMLElement>('[data-key="f"]')?.click(),
    i: () => row.querySelector<HTMLElement>('[data-key="i"]')?.click(),
    '/': () => filterBox?.focus(),
    Escape: leave
  };
  const action = does[event.key];
  if (action) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}

