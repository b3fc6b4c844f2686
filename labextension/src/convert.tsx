import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion } from './conversion';
import { Parameters } from './parameters';
import { capital, Message, Section, useSignals } from './pieces';
import { Progress } from './progress';
import { IConvertActions, Result } from './result';
import { stageTexts } from './stages';
import { IBlocker, IInspection, IJobError, IMoved, STAGES } from './tokens';

interface IProps {
  conversion: Conversion;
  actions: IConvertActions;
  trans: TranslationBundle;
}

export function Convert({ conversion, actions, trans }: IProps): JSX.Element {
  useSignals(conversion.changed);
  const { inspection, job, error, running } = conversion;
  const top = React.useRef<HTMLDivElement>(null);
  // What begins, and what came of it, stands at the top.
  React.useEffect(() => {
    if (top.current?.parentElement) {
      top.current.parentElement.scrollTop = 0;
    }
  }, [running]);
  if (!conversion.path) {
    return (
      <div className="jp-MlopsBridge-blank">
        <p>{trans.__('Open a notebook to convert it.')}</p>
      </div>
    );
  }
  return (
    <div ref={top} className="jp-MlopsBridge-convert">
      {!inspection && !error && <p role="status">{trans.__('Reading the notebook…')}</p>}
      {conversion.over && <Result conversion={conversion} actions={actions} trans={trans} />}
      {!conversion.over && inspection && (
        <Headline
          inspection={inspection}
          actions={actions}
          trans={trans}
          onAgain={() => void conversion.lookAgain()}
        />
      )}
      {job && (running || job.state !== 'done') && (
        <Progress job={job} connected={conversion.connected} trans={trans} />
      )}
      {running && (
        <>
          <button className="jp-MlopsBridge-button" onClick={() => void conversion.cancel()}>
            {trans.__('Cancel')}
          </button>
          <small>{trans.__('Closing the panel or the page does not stop it.')}</small>
        </>
      )}
      {job?.state === 'cancelled' && (
        <p role="status">{trans.__('Cancelled. Nothing was left half-written.')}</p>
      )}
      {error && <Failure error={error} conversion={conversion} actions={actions} trans={trans} />}
      {!conversion.over && inspection && !inspection.blockers.length && (
        <>
          {!running && <Form conversion={conversion} inspection={inspection} trans={trans} />}
          <Summary conversion={conversion} actions={actions} trans={trans} />
        </>
      )}
    </div>
  );
}

/** What stands in the way, or what will be made. */
function Headline(props: {
  inspection: IInspection;
  actions: IConvertActions;
  trans: TranslationBundle;
  onAgain: () => void;
}): JSX.Element {
  const { inspection, actions, trans, onAgain } = props;
  if (inspection.blockers.length) {
    return (
      <>
        <Blockers blockers={inspection.blockers} actions={actions} trans={trans} />
        <button className="jp-MlopsBridge-button" onClick={() => onAgain()}>
          {trans.__('Look again')}
        </button>
      </>
    );
  }
  return (
    <p>
      <Message
        text={trans.__(
          'A package `%1` with %2 and %3, a job notebook, and what installs and runs them.',
          inspection.name,
          trans._n('%1 step', '%1 steps', inspection.steps.length),
          trans._n('%1 parameter', '%1 parameters', inspection.parameters.length)
        )}
      />
      {inspection.reason && (
        <small>
          <Message text={inspection.reason} />
        </small>
      )}
    </p>
  );
}

function Form(props: {
  conversion: Conversion;
  inspection: IInspection;
  trans: TranslationBundle;
}): JSX.Element {
  const { conversion, inspection, trans } = props;
  const texts = stageTexts(trans);
  return (
    <form
      className="jp-MlopsBridge-form"
      onSubmit={event => {
        event.preventDefault();
        void conversion.start();
      }}
    >
      <label className="jp-MlopsBridge-field">
        {trans.__('Folder')}
        <input
          className="jp-MlopsBridge-input"
          value={conversion.out}
          required
          spellCheck={false}
          onChange={event => conversion.set({ out: event.target.value })}
        />
      </label>
      <fieldset>
        <legend>{trans.__('Then')}</legend>
        {STAGES.slice(1).map(stage => {
          const hindrance = inspection.hindrances[stage];
          return (
            <label key={stage} className="jp-MlopsBridge-tick">
              <input
                type="checkbox"
                checked={conversion.stages.has(stage) && !hindrance}
                disabled={!!hindrance}
                onChange={event => conversion.ask(stage, event.target.checked)}
              />
              <span>
                {texts[stage].name}
                <small>
                  <Message text={hindrance || texts[stage].help} />
                </small>
              </span>
            </label>
          );
        })}
      </fieldset>
      {(conversion.stages.has('register') || conversion.stages.has('run')) && (
        <label className="jp-MlopsBridge-field">
          {trans.__('MLflow')}
          <input
            className="jp-MlopsBridge-input"
            value={conversion.tracking}
            placeholder={trans.__('a database in the project')}
            spellCheck={false}
            onChange={event => conversion.set({ tracking: event.target.value })}
          />
        </label>
      )}
      <button type="submit" className="jp-MlopsBridge-primary">
        {trans.__('Convert')}
      </button>
      <small>{trans.__('The notebook is saved first. It is not changed.')}</small>
    </form>
  );
}

/** What the notebook becomes: parameters, steps, files, and what left its place. */
function Summary({ conversion, actions, trans }: IProps): JSX.Element {
  const { steps, parameters, moved } = conversion.inspection!;
  return (
    <div>
      <Section title={trans._n('%1 parameter', '%1 parameters', parameters.length)}>
        <Parameters conversion={conversion} jumpTo={actions.jumpTo} trans={trans} />
      </Section>
      <Section title={trans._n('%1 step', '%1 steps', steps.length)} open>
        <Steps conversion={conversion} actions={actions} trans={trans} />
      </Section>
      <Section title={trans.__('Files')}>
        <Files conversion={conversion} actions={actions} trans={trans} />
      </Section>
      {moved.length > 0 && (
        <Section title={trans.__('%1 moved or dropped', moved.length)}>
          <MovedList moved={moved} actions={actions} trans={trans} />
        </Section>
      )}
      <Section title={trans.__('On the command line')}>
        <pre className="jp-MlopsBridge-command" tabIndex={0}>
          {conversion.commandLine}
        </pre>
        <button
          className="jp-MlopsBridge-link"
          onClick={() => void navigator.clipboard.writeText(conversion.commandLine)}
        >
          {trans.__('Copy')}
        </button>
      </Section>
    </div>
  );
}

/** The steps in their order, each with its cells, what it takes, and what it gives. */
function Steps({ conversion, actions, trans }: IProps): JSX.Element {
  return (
    <ol className="jp-MlopsBridge-steps">
      {conversion.inspection!.steps.map(({ name, title, cells, inputs, outputs }) => (
        <li key={name} title={title}>
          <code>{name}</code>
          {cells.length > 0 && (
            <button className="jp-MlopsBridge-link" onClick={() => actions.jumpTo(cells[0], 1)}>
              {cellsText(cells, trans)}
            </button>
          )}
          {inputs.length + outputs.length > 0 && (
            <small>
              {inputs.join(', ')} → {outputs.join(', ') || trans.__('no value')}
            </small>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Every file as it would be written; a click shows it. */
function Files({ conversion, actions, trans }: IProps): JSX.Element {
  const words: Record<string, string> = {
    new: trans.__('new'),
    changed: trans.__('changed'),
    unchanged: trans.__('unchanged'),
    kept: trans.__('edited by you: stays'),
    removed: trans.__('goes')
  };
  React.useEffect(() => {
    // A little later, because they are made anew when a letter of the folder is typed.
    const timer = conversion.files ? 0 : window.setTimeout(() => void conversion.preview(), 300);
    return () => window.clearTimeout(timer);
  }, [conversion.turn]);
  if (!conversion.files) {
    return <p role="status">{trans.__('Making the files…')}</p>;
  }
  return (
    <ul className="jp-MlopsBridge-files">
      {conversion.files.map(({ path, status, text }) => (
        <li key={path} data-status={status}>
          <button className="jp-MlopsBridge-link" onClick={() => actions.show(path, text)}>
            {path}
          </button>
          <small>{words[status]}</small>
        </li>
      ))}
    </ul>
  );
}

function Failure(props: IProps & { error: IJobError }): JSX.Element {
  const { error, conversion, actions, trans } = props;
  const place = /cell (\d+)(?:, line (\d+))?/.exec(error.where);
  const left = conversion.left;
  return (
    <div className="jp-MlopsBridge-failure" role="alert">
      <strong>
        <Message text={capital(error.what)} />
      </strong>
      {error.where &&
        (place ? (
          <button
            className="jp-MlopsBridge-link"
            onClick={() => actions.jumpTo(Number(place[1]), Number(place[2] ?? 1))}
          >
            {error.where}
          </button>
        ) : (
          <code>{error.where}</code>
        ))}
      {error.hint && (
        <span>
          <Message text={error.hint} />
        </span>
      )}
      <div className="jp-MlopsBridge-next">
        {conversion.results.convert && left.length > 0 && (
          <button
            className="jp-MlopsBridge-button"
            onClick={() => void conversion.proceed(left)}
          >
            {trans.__('Try again: %1', stageTexts(trans)[left[0]].name)}
          </button>
        )}
        <button className="jp-MlopsBridge-button" onClick={() => conversion.restart()}>
          {trans.__('Back to the form')}
        </button>
        {error.kind === 'ProjectError' && !conversion.results.convert && (
          <button className="jp-MlopsBridge-button" onClick={() => void conversion.start(true)}>
            {trans.__('Replace what is there')}
          </button>
        )}
      </div>
    </div>
  );
}

function Blockers(props: {
  blockers: readonly IBlocker[];
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { blockers, actions, trans } = props;
  return (
    <>
      <p>{trans.__('This stands in the way of a conversion:')}</p>
      <ul className="jp-MlopsBridge-blockers">
        {blockers.map((blocker, index) => {
          const place = /cell (\d+)(?:, line (\d+))?/.exec(blocker.where);
          return (
            <li key={index}>
              <strong>
                <Message text={capital(blocker.message)} />
              </strong>
              {place ? (
                <button
                  className="jp-MlopsBridge-link"
                  onClick={() => actions.jumpTo(Number(place[1]), Number(place[2] ?? 1))}
                >
                  {place[0]}
                </button>
              ) : (
                blocker.where && <code>{blocker.where}</code>
              )}
              {blocker.hint && (
                <span>
                  <Message text={blocker.hint} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function MovedList(props: {
  moved: readonly IMoved[];
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { moved, actions, trans } = props;
  return (
    <ul className="jp-MlopsBridge-moved">
      {moved.map(({ cell, line, what, where, why }, index) => (
        <li key={index}>
          <code>{what}</code>
          <span>
            → {where}: <Message text={why} />{' '}
            <button className="jp-MlopsBridge-link" onClick={() => actions.jumpTo(cell, line)}>
              {trans.__('cell %1, line %2', cell, line)}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function cellsText(cells: readonly number[], trans: TranslationBundle): string {
  const first = cells[0];
  const last = cells[cells.length - 1];
  return first === last ? trans.__('cell %1', first) : trans.__('cells %1–%2', first, last);
}
