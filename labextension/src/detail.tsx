import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { focusNext } from './keys';
import { IFindingActions } from './row';
import { Message } from './pieces';
import { IFinding, IFix, IGenerated } from './tokens';

/** So many places of evidence are enough to understand it. */
const SHOWN = 6;

/** What a row shows when it is opened: evidence, the fix as a diff, and the rule's page. */
export function Detail(props: {
  finding: IFinding;
  editable: boolean;
  actions: IFindingActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { finding, editable, actions, trans } = props;
  const gone = finding.fix ? losses(finding.fix, trans) : '';
  const [page, setPage] = React.useState('');
  React.useEffect(() => {
    let left = false;
    void actions.documentation(finding.code).then(
      text => left || setPage(text),
      (error: Error) => left || setPage(error.message)
    );
    return () => {
      left = true;
    };
  }, [finding.code]);
  return (
    <div className="jp-MlopsBridge-detail">
      {finding.evidence.length > 0 && (
        <ul className="jp-MlopsBridge-evidence">
          {finding.evidence.slice(0, SHOWN).map((place, index) => (
            <li key={index}>
              {place.text && <Message text={`${place.text}: `} />}
              <button className="jp-MlopsBridge-link" onClick={() => actions.jump(place)}>
                {trans.__('cell %1, line %2', place.cell, place.line)}
              </button>
            </li>
          ))}
          {finding.evidence.length > SHOWN && (
            <li>{trans.__('and %1 more', finding.evidence.length - SHOWN)}</li>
          )}
        </ul>
      )}
      {finding.fix && (
        <div className="jp-MlopsBridge-fix">
          <div>
            <Message text={finding.fix.title} />
          </div>
          {(finding.fix.edits.length > 0 || gone) && (
            <pre className="jp-MlopsBridge-diff" tabIndex={0}>
              {finding.fix.edits.map((edit, index) => (
                <React.Fragment key={index}>
                  {edit.expect && <del>{signed('-', edit.expect)}</del>}
                  {edit.text && <ins>{signed('+', edit.text)}</ins>}
                </React.Fragment>
              ))}
              {gone && <del>{signed('-', gone)}</del>}
            </pre>
          )}
          {finding.fix.kind === 'G' && (
            <Files finding={finding} actions={actions} trans={trans} />
          )}
          {editable && finding.fix.kind === 'S' && (
            <button
              className="jp-MlopsBridge-button"
              onClick={event => {
                focusNext(event.currentTarget);
                actions.fix(finding);
              }}
            >
              {trans.__('Apply')}
            </button>
          )}
        </div>
      )}
      {page && <Page text={page} />}
    </div>
  );
}

/** The files that a fix writes: made when asked for, shown, and then written. */
function Files(props: {
  finding: IFinding;
  actions: IFindingActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { finding, actions, trans } = props;
  const [made, setMade] = React.useState<IGenerated | null>(null);
  const [state, setState] = React.useState<'' | 'making' | 'made' | 'written'>('');
  const [error, setError] = React.useState('');
  const write = React.useRef<(() => Promise<unknown>) | null>(null);
  const attempt = (work: Promise<void>) =>
    void work.catch((reason: Error) => {
      setError(reason.message);
      setState('');
    });
  if (finding.fix?.generates === 'pipeline') {
    return (
      <button className="jp-MlopsBridge-button" onClick={actions.convert}>
        {trans.__('Convert the notebook')}
      </button>
    );
  }
  const open = made?.changes.filter(({ status }) => status !== 'kept' && status !== 'unchanged');
  const make = async () => {
    setState('making');
    setError('');
    const offer = await actions.generate(finding);
    write.current = offer.write;
    setMade(offer.made);
    setState('made');
  };
  return (
    <>
      {made && (
        <ul className="jp-MlopsBridge-files">
          {made.changes.map(({ path, status, after }) => (
            <li key={path} data-status={status}>
              <button className="jp-MlopsBridge-link" onClick={() => actions.show(path, after)}>
                {path}
              </button>
              <small>{status === 'kept' ? trans.__('is there: stays as it is') : status}</small>
            </li>
          ))}
        </ul>
      )}
      {made?.notes.map(note => (
        <small key={note}>
          <Message text={note} />
        </small>
      ))}
      {error && (
        <p role="alert" className="jp-MlopsBridge-wrong">
          <Message text={error} />
        </p>
      )}
      {state === 'written' ? (
        <span role="status">{trans.__('Written.')}</span>
      ) : made && open?.length ? (
        <button
          className="jp-MlopsBridge-button"
          onClick={() => attempt(write.current!().then(() => setState('written')))}
        >
          {trans._n('Write %1 file', 'Write %1 files', open.length)}
        </button>
      ) : (
        !made && (
          <button
            className="jp-MlopsBridge-button"
            disabled={state === 'making'}
            onClick={() => attempt(make())}
          >
            {state === 'making' ? trans.__('Making the files…') : trans.__('Show the files')}
          </button>
        )
      )}
    </>
  );
}

/** What goes beside text: stored outputs, and whole cells. */
function losses({ clears, deletes }: IFix, trans: TranslationBundle): string {
  const lines = [
    clears.length &&
      trans._n(
        'outputs and execution count of %1 cell',
        'outputs and execution counts of %1 cells',
        clears.length
      ),
    deletes.length && trans._n('%1 cell', '%1 cells', deletes.length)
  ];
  return lines.filter(Boolean).join('\n');
}

function signed(sign: string, text: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => `${sign} ${line}\n`)
    .join('');
}

/** A rule's page: the little Markdown that rules are written in, without HTML. */
export function Page({ text }: { text: string }): JSX.Element {
  const blocks = text.split(/^```.*$/m);
  return (
    <div className="jp-MlopsBridge-page">
      {blocks.map((block, index) =>
        index % 2 ? (
          <pre key={index} tabIndex={0}>{block.replace(/^\n|\n$/g, '')}</pre>
        ) : (
          block
            .split(/\n\s*\n/)
            .filter(paragraph => paragraph.trim())
            .map((paragraph, at) => {
              const heading = /^#+\s+(.*)$/.exec(paragraph.trim());
              const items = paragraph.trim().split(/^[-*] /m);
              return heading ? (
                <h4 key={`${index}.${at}`}>
                  <Message text={heading[1]} />
                </h4>
              ) : items.length > 1 && !items[0] ? (
                <ul key={`${index}.${at}`}>
                  {items.slice(1).map((item, number) => (
                    <li key={number}>
                      <Message text={item.trim()} />
                    </li>
                  ))}
                </ul>
              ) : (
                <p key={`${index}.${at}`}>
                  <Message text={paragraph.trim()} />
                </p>
              );
            })
        )
      )}
    </div>
  );
}
