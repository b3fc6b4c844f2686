import { TranslationBundle } from '@jupyterlab/translation';
import { RequestError, Server } from './request';
import { IJob, IJobError } from './tokens';

const LONGEST_PAUSE = 10_000;

/** A job before its first news. */
export function newJob(job: string, path: string, asked: IJob['asked'] = {}): IJob {
  const state = 'running' as const;
  return { job, path, state, seconds: 0, events: [], next: 0, asked, result: {}, error: null };
}

/**
 * Follow a job to its end, through lost connections.
 *
 * `news` takes the job as it stands, and whether the server answers; it returns false when nobody
 * wants to know any more. A server that was restarted knows the job no longer: it has failed.
 */
export async function follow(
  server: Server,
  started: IJob,
  trans: TranslationBundle,
  news: (job: IJob, connected: boolean) => boolean
): Promise<void> {
  let job = started;
  let pause = 500;
  while (job.state === 'running') {
    let connected = true;
    try {
      const more = await server.job(job.job, job.next);
      job = { ...more, events: [...job.events, ...more.events] };
      pause = 500;
    } catch (error) {
      if (error instanceof RequestError && error.status < 500) {
        job = { ...job, state: 'failed', error: lost(error, trans) };
      } else {
        connected = false;
        await new Promise(done => setTimeout(done, pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
    if (!news(job, connected)) {
      return;
    }
  }
}

function lost(error: RequestError, trans: TranslationBundle): IJobError {
  if (error.status !== 404) {
    return asJobError(error, trans);
  }
  return {
    kind: 'ServerRestarted',
    what: trans.__('Jupyter was restarted in the middle of this.'),
    where: '',
    hint: trans.__('Nothing is half-written. Start it again: what was done before is kept.')
  };
}

/** What a failed request says, in the words of a job. */
export function asJobError(error: Error, trans: TranslationBundle): IJobError {
  if (error instanceof RequestError && error.status === 403) {
    return {
      kind: 'Forbidden',
      what: trans.__('You may not run code on this server.'),
      where: '',
      hint: trans.__('Findings work without. Ask who runs the server for the right to execute.')
    };
  }
  const detail = error instanceof RequestError ? error.detail : {};
  return {
    kind: detail.kind ?? error.name,
    what: error.message,
    where: detail.where ?? '',
    hint: detail.hint ?? ''
  };
}
