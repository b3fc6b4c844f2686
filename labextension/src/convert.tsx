import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion, IStage, stagesOf } from './conversion';
import { Caret, Message, useSignals } from './pieces';
import { IBlocker, IInspection, IJob, IJobError, IMoved, IVerdict } from './tokens';

/** What the tab asks of the page. */
export interface IConvertActions {
  openFolder(path: string): void;
  openFile(path: string): void;
  jumpTo(cell: number, line: number): void;
}

interface IProps {
  conversion: Conversion;
  actions: IConvertActions;
  trans: TranslationBundle;
}

export function Convert({ conversion, actions, trans }: IProps): JSX.Element {
  useSignals(conversion.changed);
  const { inspection, job, error } = conversion;
  if (!conversion.path) {
    return (
      <div className="jp-MlopsBridge-blank">
        <p>{trans.__('Open a notebook to convert it.')}</p>
      </div>
    );
  }
  return (
    <div className="jp-MlopsBridge-convert">
      {job?.state === 'done' ? (
        <Result job={job} conversion={conversion} actions={actions} trans={trans} />
      ) : (
        <>
          {inspection && <Headline inspection={inspection} trans={trans} />}
          {inspection && !conversion.running && (
            <Form conversion={conversion} inspection={inspection} trans={trans} />
          )}
          {job && <Progress job={job} trans={trans} />}
          {conversion.running && (
            <button className="jp-MlopsBridge-button" onClick={() => void conversion.cancel()}>
              {trans.__('Cancel')}
            </button>
          )}
          {error && <Failure error={error} conversion={conversion} trans={trans} />}
          {inspection && <Summary inspection={inspection} actions={actions} trans={trans} />}
        </>
      )}
    </div>
  );
}

/** What stands in the way, or what will be made. */
function Headline(props: { inspection: IInspection; trans: TranslationBundle }): JSX.Element {
  const { inspection, trans } = props;
  if (inspection.blockers.length) {
    return <Blockers blockers={inspection.blockers} />;
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
      {inspection.reason && <small>{inspection.reason}</small>}
    </p>
  );
}

function Summary(props: {
  inspection: IInspection;
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { inspection, actions, trans } = props;
  const { steps, parameters, secrets, blockers, moved } = inspection;
  if (blockers.length) {
    return null;
  }
  return (
    <div>
      <Section title={trans._n('%1 step', '%1 steps', steps.length)} open>
        <ol className="jp-MlopsBridge-steps">
          {steps.map(step => (
            <li key={step.name}>
              <code>{step.name}</code>{' '}
              {step.cells.length > 0 && (
                <button
                  className="jp-MlopsBridge-link"
                  title={step.title}
                  onClick={() => actions.jumpTo(step.cells[0], 1)}
                >
                  {cellsText(step.cells, trans)}
                </button>
              )}
            </li>
          ))}
        </ol>
      </Section>
      <Section title={trans._n('%1 parameter', '%1 parameters', parameters.length)}>
        <ul className="jp-MlopsBridge-parameters">
          {parameters.map(({ name, type, default: value, help, cell, line }) => (
            <li key={name} title={help}>
              <code>
                {name}
                <span>: {type} = </span>
                {value}
              </code>
              <button className="jp-MlopsBridge-link" onClick={() => actions.jumpTo(cell, line)}>
                {trans.__('cell %1', cell)}
              </button>
            </li>
          ))}
          {secrets.map(name => (
            <li key={name}>
              <code>{name}</code>
              <small>{trans.__('a secret, read from the environment')}</small>
            </li>
          ))}
        </ul>
      </Section>
      {moved.length > 0 && (
        <Section title={trans.__('%1 moved or dropped', moved.length)}>
          <MovedList moved={moved} actions={actions} trans={trans} />
        </Section>
      )}
    </div>
  );
}

function Form(props: {
  conversion: Conversion;
  inspection: IInspection;
  trans: TranslationBundle;
}): JSX.Element {
  const { conversion, inspection, trans } = props;
  const blocked = inspection.blockers.length > 0;
  return (
    <form
      className="jp-MlopsBridge-form"
      onSubmit={event => {
        event.preventDefault();
        void conversion.start();
      }}
    >
      <label>
        {trans.__('Folder')}
        <input
          className="jp-MlopsBridge-input"
          value={conversion.out}
          required
          spellCheck={false}
          onChange={event => conversion.set({ out: event.target.value })}
        />
      </label>
      <label className="jp-MlopsBridge-tick">
        <input
          type="checkbox"
          checked={conversion.prove}
          onChange={event => conversion.set({ prove: event.target.checked })}
        />
        <span>
          {trans.__('Prove it equal')}
          <small>{trans.__('Runs the notebook and the new job, and compares them.')}</small>
        </span>
      </label>
      <button
        type="submit"
        className="jp-MlopsBridge-primary"
        disabled={blocked}
        title={blocked ? trans.__('What is listed in red stands in the way.') : ''}
      >
        {trans.__('Convert')}
      </button>
      <small>{trans.__('The notebook is saved first. It is not changed.')}</small>
    </form>
  );
}

function Progress({ job, trans }: { job: IJob; trans: TranslationBundle }): JSX.Element {
  const stages: IStage[] = stagesOf(job);
  const since = useSeconds(job.state === 'running', stages.length);
  if (!stages.length && job.state === 'running') {
    stages.push({ name: trans.__('starting'), detail: '', seconds: 0, state: 'running' });
  }
  return (
    <ol className="jp-MlopsBridge-stages" aria-live="polite">
      {stages.map(stage => (
        <li key={stage.name} data-state={stage.state}>
          <span className="jp-MlopsBridge-stagename">{stage.name}</span>
          <span className="jp-MlopsBridge-seconds">
            {trans.__('%1 s', (stage.state === 'running' ? since : stage.seconds).toFixed(1))}
          </span>
          {stage.detail && <span className="jp-MlopsBridge-stagedetail">{stage.detail}</span>}
        </li>
      ))}
    </ol>
  );
}

/** The seconds since the stage began, while something runs. */
function useSeconds(running: boolean, stage: number): number {
  const [seconds, setSeconds] = React.useState(0);
  React.useEffect(() => {
    const start = Date.now();
    setSeconds(0);
    const timer = running
      ? window.setInterval(() => setSeconds((Date.now() - start) / 1000), 200)
      : undefined;
    return () => window.clearInterval(timer);
  }, [running, stage]);
  return seconds;
}

function Result(props: {
  job: IJob;
  conversion: Conversion;
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { job, conversion, actions, trans } = props;
  const { converted, verdict } = job.result!;
  const files = Object.keys(converted.files);
  return (
    <>
      <p className="jp-MlopsBridge-created">
        {trans.__('Created')}{' '}
        <button
          className="jp-MlopsBridge-link"
          onClick={() => actions.openFolder(converted.project)}
          title={trans.__('Show it in the file browser')}
        >
          <code>{converted.project}/</code>
        </button>{' '}
        <span className="jp-MlopsBridge-place">
          {trans._n('(%1 file)', '(%1 files)', files.length)}
        </span>
      </p>
      {converted.notes.map(note => (
        <p key={note} className="jp-MlopsBridge-note">
          <Message text={note} />
        </p>
      ))}
      {verdict && <Proof verdict={verdict} actions={actions} trans={trans} />}
      <Progress job={job} trans={trans} />
      <div className="jp-MlopsBridge-next">
        <button
          className="jp-MlopsBridge-primary"
          onClick={() => actions.openFolder(converted.project)}
        >
          {trans.__('Open folder')}
        </button>
        {['README.md', 'notebooks/job.ipynb']
          .filter(file => files.includes(file))
          .map(file => (
            <button
              key={file}
              className="jp-MlopsBridge-button"
              onClick={() => actions.openFile(`${converted.project}/${file}`)}
            >
              {file.split('/').pop()}
            </button>
          ))}
        <button className="jp-MlopsBridge-link" onClick={() => conversion.restart()}>
          {trans.__('Convert again')}
        </button>
      </div>
    </>
  );
}

function Proof(props: {
  verdict: IVerdict;
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { verdict, actions, trans } = props;
  const word = verdict.equal
    ? trans.__('Equal')
    : verdict.ran
      ? trans.__('Not equal')
      : trans.__('Not proved');
  return (
    <div className="jp-MlopsBridge-verdict" data-equal={verdict.equal} role="status">
      <strong>{word}</strong>
      <span>
        <Message text={verdict.sentence.replace(/^[A-Z ]+: /, '')} />
      </span>
      {verdict.differences.slice(0, 5).map((difference, index) => (
        <span key={index}>
          <Message text={difference.what} />{' '}
          {difference.cell > 0 && (
            <button
              className="jp-MlopsBridge-link"
              onClick={() => actions.jumpTo(difference.cell, difference.line || 1)}
            >
              {trans.__('cell %1, line %2', difference.cell, difference.line || 1)}
            </button>
          )}
          <small>{trans.__('notebook: %1', difference.notebook)}</small>
          <small>{trans.__('job: %1', difference.package)}</small>
        </span>
      ))}
      {verdict.notes.map(note => (
        <small key={note}>
          <Message text={note} />
        </small>
      ))}
    </div>
  );
}

function Failure(props: {
  error: IJobError;
  conversion: Conversion;
  trans: TranslationBundle;
}): JSX.Element {
  const { error, conversion, trans } = props;
  return (
    <div className="jp-MlopsBridge-failure" role="alert">
      <strong>
        <Message text={error.what} />
      </strong>
      {error.where && <code>{error.where}</code>}
      {error.hint && (
        <span>
          <Message text={error.hint} />
        </span>
      )}
      <div className="jp-MlopsBridge-next">
        <button className="jp-MlopsBridge-button" onClick={() => conversion.restart()}>
          {trans.__('Look again')}
        </button>
        {error.kind === 'ProjectError' && (
          <button className="jp-MlopsBridge-button" onClick={() => void conversion.start(true)}>
            {trans.__('Replace what is there')}
          </button>
        )}
      </div>
    </div>
  );
}

function Blockers({ blockers }: { blockers: readonly IBlocker[] }): JSX.Element {
  return (
    <ul className="jp-MlopsBridge-blockers">
      {blockers.map((blocker, index) => (
        <li key={index}>
          <strong>
            <Message text={blocker.message} />
          </strong>
          {blocker.where && <code>{blocker.where}</code>}
          {blocker.hint && <Message text={blocker.hint} />}
        </li>
      ))}
    </ul>
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
            → {where}: {why}{' '}
            <button className="jp-MlopsBridge-link" onClick={() => actions.jumpTo(cell, line)}>
              {trans.__('cell %1, line %2', cell, line)}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Section(props: {
  title: string;
  open?: boolean;
  children: React.ReactNode;
}): JSX.Element {
  const [open, setOpen] = React.useState(!!props.open);
  return (
    <section className="jp-MlopsBridge-section">
      <h3 className="jp-MlopsBridge-group">
        <button aria-expanded={open} onClick={() => setOpen(!open)}>
          <Caret open={open} />
          <span className="jp-MlopsBridge-groupname">{props.title}</span>
        </button>
      </h3>
      {open && props.children}
    </section>
  );
}

function cellsText(cells: readonly number[], trans: TranslationBundle): string {
  const first = cells[0];
  const last = cells[cells.length - 1];
  return first === last ? trans.__('cell %1', first) : trans.__('cells %1–%2', first, last);
}
