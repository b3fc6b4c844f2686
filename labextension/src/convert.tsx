import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion } from './conversion';
import { Caret, Message, useSignals } from './pieces';
import { Progress } from './progress';
import { IConvertActions, Result } from './result';
import { IBlocker, IInspection, IJobError, IMoved } from './tokens';

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
      <label className="jp-MlopsBridge-tick">
        <input
          type="checkbox"
          checked={conversion.build}
          onChange={event => conversion.set({ build: event.target.checked })}
        />
        <span>
          {trans.__('Build the image')}
          <small>{trans.__('Pins the versions of the kernel; needs Docker and some minutes.')}</small>
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
