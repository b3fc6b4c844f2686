import { ISignal, Signal } from '@lumino/signaling';
import { RequestError, Server } from './request';
import { IInspection, IJob, IJobError, IJobEvent } from './tokens';

/** One stage of a job: how long it took, or takes, and its last line. */
export interface IStage {
  name: string;
  detail: string;
  seconds: number;
  state: 'done' | 'running' | 'failed';
}

/** The stages that the events of a job tell of, in order. */
export function stagesOf(job: IJob): IStage[] {
  const stages: IStage[] = [];
  job.events.forEach((event: IJobEvent) => {
    const last = stages[stages.length - 1];
    if (last?.name === event.stage) {
      last.detail = event.detail || last.detail;
      return;
    }
    stages.push({ name: event.stage, detail: event.detail, seconds: event.seconds, state: 'done' });
  });
  stages.forEach((stage, index) => {
    const end = stages[index + 1]?.seconds ?? job.seconds;
    stage.seconds = end - stage.seconds;
  });
  const current = stages[stages.length - 1];
  if (current && job.state !== 'done') {
    current.state = job.state === 'running' ? 'running' : 'failed';
  }
  return stages;
}

const NEW = {
  state: 'running' as const,
  seconds: 0,
  events: [],
  next: 0,
  result: null,
  error: null
};

/** The conversion of the notebook in view: what it would make, and the job that makes it. */
export class Conversion {
  constructor(
    private _server: Server,
    private _save: () => Promise<void>,
    private _created: (project: string) => void
  ) {}

  /** The folder to write; whether to run the notebook to prove the result equal, and to build. */
  out = '';
  prove = true;
  build = false;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get path(): string {
    return this._path;
  }

  get inspection(): IInspection | null {
    return this._inspection;
  }

  get job(): IJob | null {
    return this._job;
  }

  get error(): IJobError | null {
    return this._job?.error ?? this._error;
  }

  get running(): boolean {
    return this._starting || this._job?.state === 'running';
  }

  /** Look at a notebook; take up a job on it that still runs, as after a reload. */
  async look(path: string): Promise<void> {
    if (path !== this._path) {
      this._path = path;
      this._inspection = this._job = this._error = null;
      this.out = '';
    }
    if (!path || this.running) {
      this._changed.emit();
      return;
    }
    try {
      const found = await this._server.inspect(path);
      const jobs = this._job ? [] : await this._server.jobs(path);
      if (path !== this._path) {
        return;
      }
      this._inspection = found;
      this._error = null;
      this.out = this.out || found.out;
      const running = jobs.find(job => job.state === 'running');
      if (running) {
        this._job = running;
        void this._watch(running.job);
      }
    } catch (error) {
      if (path === this._path) {
        this._inspection = null;
        this._error = asJobError(error as Error);
      }
    }
    this._changed.emit();
  }

  set(change: { out?: string; prove?: boolean; build?: boolean }): void {
    Object.assign(this, change);
    this._changed.emit();
  }

  /** Convert: saves the notebook first, because the server reads the file. */
  async start(force = false): Promise<void> {
    this._job = this._error = null;
    this._starting = true;
    this._changed.emit();
    const path = this._path;
    try {
      await this._save();
      const body = { path, out: this.out, force, verify: this.prove, build: this.build };
      const { job } = await this._server.convert(body);
      this._job = { ...NEW, job, path };
      void this._watch(job);
    } catch (error) {
      this._error = asJobError(error as Error);
    }
    this._starting = false;
    this._changed.emit();
  }

  async cancel(): Promise<void> {
    if (this._job) {
      await this._server.cancel(this._job.job);
    }
  }

  /** Forget the job, to convert again. */
  restart(): void {
    this._job = this._error = null;
    void this.look(this._path);
  }

  private async _watch(id: string): Promise<void> {
    while (this._job?.job === id && this._job.state === 'running') {
      try {
        const news = await this._server.job(id, this._job.next);
        if (this._job?.job !== id) {
          return;
        }
        this._job = { ...news, events: [...this._job.events, ...news.events] };
      } catch (error) {
        this._job = { ...this._job, state: 'failed', error: asJobError(error as Error) };
      }
      this._changed.emit();
    }
    if (this._job?.state === 'done' && this._job.result) {
      this._created(this._job.result.converted.project);
    }
  }

  private _path = '';
  private _inspection: IInspection | null = null;
  private _job: IJob | null = null;
  private _error: IJobError | null = null;
  private _starting = false;
  private _changed = new Signal<this, void>(this);
}

function asJobError(error: Error): IJobError {
  const detail = error instanceof RequestError ? error.detail : {};
  return {
    kind: error.name,
    what: error.message,
    where: detail.where ?? '',
    hint: detail.hint ?? ''
  };
}
