import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion } from './conversion';
import { capital, Message, Section } from './pieces';
import { stageTexts } from './stages';
import { IJobResult, IRun, IStepVerdict, IVerdict, IVersion, STAGES } from './tokens';

/** What the tab asks of the page. */
export interface IConvertActions {
  openFolder(path: string): void;
  openFile(path: string): void;
  jumpTo(cell: number, line: number): void;
  /** Show a text that is no file yet. */
  show(name: string, text: string): void;
}

interface IProps {
  conversion: Conversion;
  actions: IConvertActions;
  trans: TranslationBundle;
}

/** What was created, whether it is proved equal, and the ways on. */
export function Result({ conversion, actions, trans }: IProps): JSX.Element {
  const { convert, verify, lock, build, register, run } = conversion.results;
  const { project, files, notes } = convert!;
  return (
    <>
      <p className="jp-MlopsBridge-created">
        {trans.__('Created')}{' '}
        <button
          className="jp-MlopsBridge-link"
          onClick={() => actions.openFolder(project)}
          title={trans.__('Show it in the file browser')}
        >
          <code>{project}/</code>
        </button>{' '}
        <span className="jp-MlopsBridge-place">
          {trans._n('(%1 file)', '(%1 files)', Object.keys(files).length)}
        </span>
      </p>
      <Notes notes={notes} />
      {verify && <Proof verdict={verify} actions={actions} trans={trans} />}
      {lock && (
        <p>
          {trans._n('%1 package pinned', '%1 packages pinned', lock.pins)}
          <small>
            {lock.hashed
              ? trans.__('with hashes, by %1', lock.resolver)
              : trans.__('as installed here, by %1', lock.resolver)}
          </small>
        </p>
      )}
      {lock && <Notes notes={lock.notes} />}
      {build && <Image image={build} trans={trans} />}
      {register && <Registered version={register} project={project} trans={trans} />}
      {run && <Ran run={run} actions={actions} trans={trans} />}
      <Next conversion={conversion} actions={actions} trans={trans} />
    </>
  );
}

function Notes({ notes }: { notes: readonly string[] }): JSX.Element {
  return (
    <>
      {notes.map(note => (
        <p key={note} className="jp-MlopsBridge-note">
          <Message text={note} />
        </p>
      ))}
    </>
  );
}

function Image(props: {
  image: NonNullable<IJobResult['build']>;
  trans: TranslationBundle;
}): JSX.Element {
  const { image, trans } = props;
  return (
    <p>
      {trans.__('Image')} <code>{image.tag}</code>, {megabytes(image.size, trans)}
      <small>
        {image.parts.map(({ name, size }) => `${name} ${megabytes(size, trans)}`).join(', ')}
      </small>
    </p>
  );
}

function Registered(props: {
  version: IVersion;
  project: string;
  trans: TranslationBundle;
}): JSX.Element {
  const { version, trans } = props;
  const text = trans.__('%1 version %2, alias %3', version.name, version.version, version.alias);
  const address = version.tracking_uri;
  return (
    <div>
      {trans.__('MLflow:')}{' '}
      {version.link ? (
        <a
          className="jp-MlopsBridge-link"
          href={version.link}
          target="_blank"
          rel="noopener noreferrer"
        >
          {text}
        </a>
      ) : (
        text
      )}
      {!version.created && <small>{trans.__('the same content was registered before')}</small>}
      {!version.link && (
        <small>
          {trans.__('To look at it:')}{' '}
          <code>mlflow ui --backend-store-uri {address}</code>
        </small>
      )}
    </div>
  );
}

function Ran(props: { run: IRun; actions: IConvertActions; trans: TranslationBundle }): JSX.Element {
  const { run, actions, trans } = props;
  const metrics = Object.entries(run.metrics);
  return (
    <div className="jp-MlopsBridge-verdict" data-equal={run.code === 0} role="status">
      <strong>{run.code === 0 ? trans.__('The job ran') : trans.__('The job failed')}</strong>
      <span>
        {trans.__('%1 after %2 s', run.status, run.seconds.toFixed(0))}
        {'. '}
        <button className="jp-MlopsBridge-link" onClick={() => actions.openFolder(run.out)}>
          {trans.__('What it made')}
        </button>
      </span>
      {run.error && <Message text={run.where ? `${run.where}: ${run.error}` : run.error} />}
      {metrics.length > 0 && (
        <table className="jp-MlopsBridge-table">
          <tbody>
            {metrics.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{Number(value.toPrecision(6))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Notes notes={run.notes} />
    </div>
  );
}

/** The ways on: to the files, and to the stages that are not done. */
function Next({ conversion, actions, trans }: IProps): JSX.Element {
  const results = conversion.results;
  const { project, files } = results.convert!;
  const texts = stageTexts(trans);
  const hindrances = conversion.inspection?.hindrances;
  const proved = !results.verify || results.verify.equal;
  return (
    <>
      <p className="jp-MlopsBridge-links">
        {['README.md', 'notebooks/job.ipynb', ...Object.keys(files).filter(isModule)]
          .filter(file => file in files)
          .map(file => (
            <button
              key={file}
              className="jp-MlopsBridge-link"
              title={file}
              onClick={() => actions.openFile(`${project}/${file}`)}
            >
              {file.split('/').pop()}
            </button>
          ))}
      </p>
      <div className="jp-MlopsBridge-next">
        <button className="jp-MlopsBridge-primary" onClick={() => actions.openFolder(project)}>
          {trans.__('Open folder')}
        </button>
        <button className="jp-MlopsBridge-button" onClick={() => conversion.restart()}>
          {trans.__('Convert again')}
        </button>
      </div>
      {proved && (
        <div className="jp-MlopsBridge-next" role="group" aria-label={trans.__('Next')}>
          <span>{trans.__('Next:')}</span>
          {STAGES.slice(1)
            .filter(stage => !(stage in results) || stage === 'run')
            .filter(stage => stage !== 'build' || 'lock' in results)
            .map(stage => (
              <button
                key={stage}
                className="jp-MlopsBridge-button"
                disabled={!!hindrances?.[stage]}
                title={hindrances?.[stage] || texts[stage].help}
                onClick={() => void conversion.proceed([stage])}
              >
                {stage in results ? trans.__('Run it again') : texts[stage].name}
              </button>
            ))}
        </div>
      )}
    </>
  );
}

function isModule(file: string): boolean {
  return file.endsWith('/steps.py') || file.endsWith('/pipeline.py');
}

function megabytes(bytes: number, trans: TranslationBundle): string {
  return trans.__('%1 MB', Math.round(bytes / 1048576));
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
        <Message text={capital(verdict.sentence.replace(/^[A-Z ]+: /, ''))} />
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
      {!verdict.equal && (
        <span>{trans.__('What is not proved equal is not pinned, registered or run.')}</span>
      )}
      <Notes notes={verdict.notes} />
      {verdict.steps.length > 0 && (
        <Section title={trans._n('%1 step compared', '%1 steps compared', verdict.steps.length)}>
          <ul className="jp-MlopsBridge-stepverdicts">
            {verdict.steps.map(step => (
              <StepRow key={step.name} step={step} actions={actions} trans={trans} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function StepRow(props: {
  step: IStepVerdict;
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { step, actions, trans } = props;
  const words: Record<IStepVerdict['status'], string> = {
    proved: step.values ? trans.__('%1 equal', step.values) : trans.__('no value'),
    close: trans.__('equal but for the last digits'),
    partly: trans.__('equal; some values cannot be compared'),
    unstable: trans.__('equal; some values differ from run to run'),
    different: trans.__('different'),
    'not run': trans.__('not run')
  };
  return (
    <li data-status={step.status}>
      <button
        className="jp-MlopsBridge-link"
        disabled={!step.cells.length}
        onClick={() => actions.jumpTo(step.cells[0], 1)}
      >
        <code>{step.name}</code>
      </button>
      <small>{words[step.status]}</small>
    </li>
  );
}
