import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Detail } from './detail';
import { focusNext } from './keys';
import { Caret, Message, SeverityIcon } from './pieces';
import { IFinding, IPlace, IRule, Severity } from './tokens';

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

/** One finding: its message jumps to it; fix, ignore and details stand below, quietly. */
export function Row(props: {
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
                if (finding.fix?.kind !== 'A') {
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
