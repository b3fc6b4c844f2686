import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Group, grouped } from './groups';
import { Header } from './header';
import { onKey } from './keys';
import { Model } from './model';
import { Caret, Message, useSignals } from './pieces';
import { IFindingActions, Row } from './row';
import { IFinding, IRule, Severity } from './tokens';

interface IProps {
  model: Model;
  actions: IFindingActions;
  trans: TranslationBundle;
}

/** So many rows are drawn at first; the others when the list is scrolled towards them. */
const PAGE = 60;

export function Findings({ model, actions, trans }: IProps): JSX.Element {
  useSignals(model.changed);
  const [hidden, setHidden] = React.useState<ReadonlySet<Severity>>(new Set());
  const [filter, setFilter] = React.useState('');
  const [opened, setOpened] = React.useState<ReadonlySet<string>>(new Set());
  const [closed, setClosed] = React.useState<ReadonlySet<string>>(new Set(['possible']));
  const [undo, setUndo] = React.useState<{ count: number; undo: () => void } | null>(null);
  const [rules, setRules] = React.useState<readonly IRule[]>([]);
  const [limit, setLimit] = React.useState(PAGE);
  const filterBox = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<HTMLDivElement>(null);
  const groupBy = model.settings.groupBy;
  // The same function for all rows and all times: rows that did not change are not drawn again.
  const toggle = React.useCallback(
    (key: string) => setOpened(before => toggled(before, key)),
    []
  );

  React.useEffect(() => {
    if (groupBy === 'family' && !rules.length) {
      void actions.rules().then(setRules, () => undefined);
    }
  }, [groupBy]);
  React.useEffect(() => setLimit(PAGE), [model.path, groupBy, filter]);
  React.useEffect(() => {
    if (model.revealed) {
      const key = `${model.revealed} 1`;
      setFilter('');
      setHidden(new Set());
      setLimit(Infinity);
      setOpened(new Set([...opened, key]));
      // After the rows are drawn.
      window.requestAnimationFrame(() => {
        const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])];
        const row = rows.find(item => item.dataset.finding === key);
        row?.scrollIntoView?.({ block: 'center' });
        row?.querySelector<HTMLElement>('[data-nav]')?.focus();
      });
    }
  }, [model.revelation]);
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
  const drawn = firstOf(groups, closed, limit);
  // What is only possible is folded, and not counted.
  const certain = (list: readonly IFinding[]) => list.filter(each => model.isCertain(each)).length;
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
                autoFocus
                onClick={() => {
                  undo.undo();
                  setUndo(null);
                  list.current?.querySelector<HTMLElement>('[data-nav]')?.focus();
                }}
              >
                {trans.__('Undo')}
              </button>
            </>
          ) : (
            <button
              className="jp-MlopsBridge-link"
              onClick={() =>
                void actions.fixAll().then(done => setUndo(done.count ? done : null))
              }
            >
              {trans.__('Fix all safe (%1)', fixable)}
            </button>
          )}
        </div>
      )}
      {shown.length < all.length && (
        <p className="jp-MlopsBridge-note">
          {trans.__('%1 of %2 shown', certain(shown), certain(all))}{' '}
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
        {drawn.groups.map(group => (
          <section key={group.id}>
            <GroupHeading
              group={group}
              open={!closed.has(group.id)}
              onToggle={() => setClosed(toggled(closed, group.id))}
            />
            {!closed.has(group.id) && (
              <ul className="jp-MlopsBridge-rows">
                {group.findings.slice(0, group.drawn).map(({ finding, key }) => (
                  <Row
                    key={key}
                    id={key}
                    finding={finding}
                    showCell={groupBy === 'family' || group.id === 'possible'}
                    open={opened.has(key)}
                    editable={actions.canEdit(finding)}
                    actions={actions}
                    trans={trans}
                    onToggle={toggle}
                  />
                ))}
              </ul>
            )}
          </section>
        ))}
        {drawn.more && <More onSeen={() => setLimit(limit + PAGE)} trans={trans} />}
      </div>
    </div>
  );
}

/** The groups whose rows are among the first `limit`, and how many of their rows are. */
function firstOf(
  groups: readonly Group[],
  closed: ReadonlySet<string>,
  limit: number
): { groups: (Group & { drawn: number })[]; more: boolean } {
  const found: (Group & { drawn: number })[] = [];
  let left = limit;
  for (const group of groups) {
    if (left <= 0) {
      return { groups: found, more: true };
    }
    // A heading takes a line too: a list of closed groups is a long one as well.
    const rows = closed.has(group.id) ? 0 : group.findings.length;
    found.push({ ...group, drawn: Math.min(rows, left) });
    left -= 1 + rows;
  }
  return { groups: found, more: left < -1 };
}

/** The end of what is drawn: asks for more when it comes into view. */
function More(props: { onSeen: () => void; trans: TranslationBundle }): JSX.Element {
  const end = React.useRef<HTMLButtonElement>(null);
  React.useEffect(() => {
    if (typeof IntersectionObserver === 'undefined' || !end.current) {
      return;
    }
    const observer = new IntersectionObserver(
      entries => entries.some(entry => entry.isIntersecting) && props.onSeen(),
      { rootMargin: '400px' }
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  });
  return (
    <button ref={end} className="jp-MlopsBridge-link" data-nav onClick={props.onSeen}>
      {props.trans.__('Show more')}
    </button>
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
