import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IStage, stagesOf } from './conversion';
import { IJob } from './tokens';

/** The stages of a job, each with its state, seconds and last line. */
export function Progress({ job, trans }: { job: IJob; trans: TranslationBundle }): JSX.Element {
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
