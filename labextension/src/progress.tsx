import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IPhase, phasesOf } from './conversion';
import { phaseName } from './stages';
import { IJob } from './tokens';

/** The parts of a job, each with its state, seconds and last line. */
export function Progress(props: {
  job: IJob;
  connected: boolean;
  trans: TranslationBundle;
}): JSX.Element {
  const { job, connected, trans } = props;
  const phases: IPhase[] = phasesOf(job);
  const begun = phases.filter(phase => phase.state !== 'waiting').length;
  const since = useSeconds(job.state === 'running', begun);
  return (
    <div>
      <ol className="jp-MlopsBridge-phases" aria-live="polite" aria-label={trans.__('Progress')}>
        {!begun && job.state === 'running' && (
          <li data-state="running">
            <span>{trans.__('Start')}</span>
          </li>
        )}
        {phases.map((phase, index) => (
          <li key={`${phase.name} ${index}`} data-state={phase.state}>
            <span>{phaseName(phase.name, trans)}</span>
            {phase.state !== 'waiting' && (
              <span className="jp-MlopsBridge-seconds" aria-hidden="true">
                {trans.__('%1 s', (phase.state === 'running' ? since : phase.seconds).toFixed(1))}
              </span>
            )}
            {phase.detail && phase.state !== 'done' && (
              <span className="jp-MlopsBridge-phasedetail">{phase.detail}</span>
            )}
          </li>
        ))}
      </ol>
      {!connected && (
        <p className="jp-MlopsBridge-note" role="status">
          {trans.__('No answer from the Jupyter server. The work may go on; asking again.')}
        </p>
      )}
    </div>
  );
}

/** The seconds since the part began, while something runs. */
function useSeconds(running: boolean, part: number): number {
  const [seconds, setSeconds] = React.useState(0);
  React.useEffect(() => {
    const start = Date.now();
    setSeconds(0);
    const timer = running
      ? window.setInterval(() => setSeconds((Date.now() - start) / 1000), 500)
      : undefined;
    return () => window.clearInterval(timer);
  }, [running, part]);
  return seconds;
}
