import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion } from './conversion';
import { Message } from './pieces';
import { Progress } from './progress';
import { IJob, IVerdict } from './tokens';

/** What the tab asks of the page. */
export interface IConvertActions {
  openFolder(path: string): void;
  openFile(path: string): void;
  jumpTo(cell: number, line: number): void;
}

/** What was created, whether it is proved equal, and the ways on. */
export function Result(props: {
  job: IJob;
  conversion: Conversion;
  actions: IConvertActions;
  trans: TranslationBundle;
}): JSX.Element {
  const { job, conversion, actions, trans } = props;
  const { converted, verdict, lock, image } = job.result!;
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
      {lock && (
        <p>
          {trans._n('%1 package pinned', '%1 packages pinned', lock.pins)}
          <small>{trans.__('with hashes, by %1', lock.resolver)}</small>
        </p>
      )}
      {lock?.notes.map(note => (
        <p key={note} className="jp-MlopsBridge-note">
          <Message text={note} />
        </p>
      ))}
      {image && (
        <p>
          {trans.__('Image')} <code>{image.tag}</code>, {megabytes(image.size)}
          <small>
            {image.parts.map(({ name, size }) => `${name} ${megabytes(size)}`).join(', ')}
          </small>
        </p>
      )}
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

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1048576)} MB`;
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
