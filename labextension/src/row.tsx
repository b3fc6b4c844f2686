import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Detail } from './detail';
import { focusNext } from './keys';
import { capital, Caret, Message, SeverityIcon } from './pieces';
import { IFinding, IGenerated, IPlace, IRule, Severity } from './tokens';

/** Where a finding is ignored. */
export type Scope = 'line' | 'cell' | 'notebook' | 'project';

/** What the list asks of the notebook. */
export interface IFindingActions {
  canEdit(finding: IFinding): boolean;
  jump(place: IPlace): void;
  fix(finding: IFinding): void;
  /** Returns how to take all of it back, and how many findings were fixed. */
  fixAll(): Promise<{ count: number; undo: () => void }>;
  ignore(finding: IFinding, scope: Scope, reason?: string): void;
  /** Make the files that a finding asks for; `write` writes them. */
  generate(
    finding: IFinding
  ): Promise<{ made: IGenerated; write: () => Promise<readonly string[]> }>;
  /** Show a text that is no file yet. */
  show(name: string, text: string): void;
  leave(): void;
  enable(): void;
  open(): void;
  convert(): void;
  rules(): Promise<readonly IRule[]>;
  documentation(code: string): Promise<string>;
  setGroupBy(value: 'cell' | 'family'): void;
}

interface IProps {
  id: string;
  finding: IFinding;
  showCell: boolean;
  open: boolean;
  editable: boolean;
  actions: IFindingActions;
  trans: TranslationBundle;
  onToggle: (id: string) => void;
}

/** One finding: its message jumps to it; fix, ignore and details stand below, quietly. */
export const Row = React.memo(function Row(props: IProps): JSX.Element {
  const { id, finding, showCell, open, editable, actions, trans, onToggle } = props;
  const [choosing, setChoosing] = React.useState(false);
  const row = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => {
    if (open || choosing) {
      row.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [open, choosing]);
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
  const writes = finding.fix?.kind === 'G';
  return (
    <li ref={row} className="jp-MlopsBridge-row" data-code={finding.code} data-finding={id}>
      <button
        className="jp-MlopsBridge-jump"
        data-nav
        onClick={() => actions.jump(finding)}
        title={trans.__('Show it in the notebook')}
      >
        <SeverityIcon severity={finding.severity} label={names[finding.severity]} />
        <span className="jp-MlopsBridge-message">
          <Message text={capital(finding.message)} />
        </span>
      </button>
      <div className="jp-MlopsBridge-second">
        <span className="jp-MlopsBridge-code">{finding.code}</span>
        {place && <span className="jp-MlopsBridge-place">{place}</span>}
        <span className="jp-MlopsBridge-actions">
          {finding.fix && (editable || writes) && (
            <button
              className="jp-MlopsBridge-link"
              data-key="f"
              title={finding.fix.title}
              onClick={event => {
                if (finding.fix?.kind !== 'A') {
                  return open || onToggle(id);
                }
                focusNext(event.currentTarget);
                actions.fix(finding);
              }}
            >
              {writes ? trans.__('Files') : trans.__('Fix')}
            </button>
          )}
          <button
            className="jp-MlopsBridge-link"
            data-key="i"
            aria-expanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            {trans.__('Ignore')}
          </button>
          <button
            className="jp-MlopsBridge-icon"
            aria-expanded={open}
            aria-label={trans.__('Details')}
            data-toggle
            onClick={() => onToggle(id)}
          >
            <Caret open={open} />
          </button>
        </span>
      </div>
      {choosing && (
        <Ignore
          finding={finding}
          editable={editable}
          actions={actions}
          trans={trans}
          onDone={() => setChoosing(false)}
        />
      )}
      {open && <Detail finding={finding} editable={editable} actions={actions} trans={trans} />}
    </li>
  );
});

/** Where to ignore a finding, and why. */
function Ignore(props: {
  finding: IFinding;
  editable: boolean;
  actions: IFindingActions;
  trans: TranslationBundle;
  onDone: () => void;
}): JSX.Element {
  const { finding, editable, actions, trans, onDone } = props;
  const [reason, setReason] = React.useState('');
  const inCell = editable && !!finding.cell_id;
  const scopes: [Scope, string][] = [
    ...(inCell && finding.cell ? ([['line', trans.__('On this line')]] as [Scope, string][]) : []),
    ...(inCell ? ([['cell', trans.__('All rules in this cell')]] as [Scope, string][]) : []),
    ['notebook', trans.__('%1 in this notebook', finding.code)],
    ['project', trans.__('%1 in the project', finding.code)]
  ];
  return (
    <div className="jp-MlopsBridge-choice" role="group" aria-label={trans.__('Ignore')}>
      {inCell && finding.cell > 0 && (
        <input
          className="jp-MlopsBridge-input"
          placeholder={trans.__('Why? (stands on the line)')}
          aria-label={trans.__('Reason')}
          value={reason}
          autoFocus
          onChange={event => setReason(event.target.value)}
          onKeyDown={event => event.key === 'Escape' && onDone()}
        />
      )}
      {scopes.map(([scope, text]) => (
        <button
          key={scope}
          className="jp-MlopsBridge-link"
          onClick={event => {
            onDone();
            focusNext(event.currentTarget);
            actions.ignore(finding, scope, reason);
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
