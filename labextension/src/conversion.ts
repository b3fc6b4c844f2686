import { TranslationBundle } from '@jupyterlab/translation';
import { ISignal, Signal } from '@lumino/signaling';
import { asJobError, follow, newJob } from './jobs';
import { IOrder, Server } from './request';
import {
  IInspection,
  IJob,
  IJobError,
  IJobEvent,
  IJobResult,
  IParameter,
  IPreview,
  STAGES,
  Stage
} from './tokens';

/** One part of a job: how long it took, or takes, and its last line. */
export interface IPhase {
  name: string;
  detail: string;
  seconds: number;
  state: 'done' | 'running' | 'failed' | 'waiting';
}

/** What the server tells of while it carries out a stage, by that stage. */
const TOLD: Record<string, Stage> = { inspect: 'convert', write: 'convert', kernel: 'lock' };

/** The parts that the events of a job tell of, in order, and the stages that are still to come. */
export function phasesOf(job: IJob): IPhase[] {
  const phases: IPhase[] = [];
  job.events.forEach((event: IJobEvent) => {
    const last = phases[phases.length - 1];
    if (last?.name === event.stage) {
      last.detail = event.detail || last.detail;
      return;
    }
    phases.push({ name: event.stage, detail: event.detail, seconds: event.seconds, state: 'done' });
  });
  phases.forEach((phase, index) => {
    const end = phases[index + 1]?.seconds ?? job.seconds;
    phase.seconds = end - phase.seconds;
  });
  const current = phases[phases.length - 1];
  if (current && job.state !== 'done') {
    current.state = job.state === 'running' ? 'running' : 'failed';
  }
  const begun = new Set(phases.map(phase => TOLD[phase.name] ?? phase.name));
  const waiting = (job.asked.stages ?? []).filter(stage => !begun.has(stage));
  return job.state === 'running'
    ? [
        ...phases,
        ...waiting.map(name => ({ name, detail: '', seconds: 0, state: 'waiting' as const }))
      ]
    : phases;
}

/** The notebook in view on its way to production: what it would become, and the job that makes it. */
export class Conversion {
  constructor(
    private _server: Server,
    private _trans: TranslationBundle,
    private _save: () => Promise<void>,
    private _created: (project: string) => void
  ) {}

  /** The folder to write, what to do beside converting, and where MLflow is ('': the project's own). */
  out = '';
  stages: ReadonlySet<Stage> = new Set<Stage>(['convert', 'verify']);
  tracking = '';

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

  /** Whether the server answers while the job runs. */
  get connected(): boolean {
    return this._connected;
  }

  /** What all jobs since the last conversion have made. */
  get results(): IJobResult {
    return { ...this._results, ...this._job?.result };
  }

  /** What went wrong; that the user stopped it is nothing wrong. */
  get error(): IJobError | null {
    return this._job?.state === 'cancelled' ? null : this._job?.error ?? this._error;
  }

  get running(): boolean {
    return this._starting || this._job?.state === 'running';
  }

  /** Whether the result of a conversion is shown, and not the form. */
  get over(): boolean {
    return !!this.results.convert && !this.running;
  }

  /** The files that would be written; null until they are asked for. */
  get files(): readonly IPreview[] | null {
    return this._files;
  }

  /** Grows with every change that makes other files. */
  get turn(): number {
    return this._turn;
  }

  /** The parameters that were found, then what could be one as well. */
  get parameters(): readonly IParameter[] {
    const { parameters = [], offered = [] } = this._inspection ?? {};
    return [...parameters, ...offered];
  }

  isTaken(name: string): boolean {
    return this._taken.has(name);
  }

  /** The value that a parameter has in the run. */
  valueOf(parameter: IParameter): string {
    return this._values.get(parameter.name) ?? parameter.text;
  }

  take(name: string, taken: boolean): void {
    this._taken = toggledTo(this._taken, name, taken);
    this._unmake();
    this._changed.emit();
  }

  setValue(name: string, value: string): void {
    this._values.set(name, value);
    this._changed.emit();
  }

  /** Ask for a stage or not: an image needs the pinned environment. */
  ask(stage: Stage, wanted: boolean): void {
    this.stages = toggledTo(this.stages, stage, wanted);
    if (stage === 'build' && wanted) {
      this.stages = toggledTo(this.stages, 'lock', true);
    }
    if (stage === 'lock' && !wanted) {
      this.stages = toggledTo(this.stages, 'build', false);
    }
    this._changed.emit();
  }

  set(change: { out?: string; tracking?: string }): void {
    Object.assign(this, change);
    if (change.out !== undefined) {
      this._unmake();
    }
    this._changed.emit();
  }

  /** The same on a command line. */
  get commandLine(): string {
    const quoted = (text: string) => (/^[\w./:=+-]+$/.test(text) ? text : `'${text}'`);
    const names = this._parametersAsked();
    const taken = names ? ` --params ${quoted(names.join(','))}` : '';
    const lines = [`nb2prod convert ${quoted(this._path)} -o ${quoted(this.out)}${taken}`];
    const tracking = this.tracking ? ` --tracking-uri ${quoted(this.tracking)}` : '';
    const values = [...this._changedValues()].map(([name, value]) => ` -p ${quoted(`${name}=${value}`)}`);
    const more: Record<string, string> = {
      verify: ' --repair',
      register: tracking,
      run: tracking + values.join('')
    };
    this._ordered()
      .slice(1)
      .forEach(stage => lines.push(`nb2prod ${stage} ${quoted(this.out)}${more[stage] ?? ''}`));
    return lines.join(' &&\n');
  }

  /** Look at a notebook as it is saved; take up the last job on it, as after a reload. */
  async look(path: string): Promise<void> {
    if (path !== this._path) {
      this._path = path;
      this._inspection = this._job = this._error = null;
      this._unmake();
      this._starting = false;
      this._results = {};
      this._values.clear();
      this.out = '';
    }
    if (!path || this.running) {
      this._changed.emit();
      return;
    }
    this._changed.emit();
    try {
      const found = await this._server.inspect(path);
      const jobs = this._job ? [] : await this._server.jobs(path);
      if (path !== this._path) {
        return;
      }
      this._retake(found);
      this._error = null;
      this._unmake();
      this.out = this.out || found.out;
      this._takeUp(jobs.filter(job => job.asked.stages && !this._dismissed.has(job.job)));
    } catch (error) {
      if (path === this._path) {
        this._inspection = null;
        this._error = asJobError(error as Error, this._trans);
      }
    }
    this._changed.emit();
  }

  /** Save the notebook, and look at it anew. */
  async lookAgain(): Promise<void> {
    await this._save().catch(() => undefined);
    await this.look(this._path);
  }

  /** Ask for the files as they would be written. */
  async preview(): Promise<void> {
    const turn = this._turn;
    try {
      await this._save();
      const files = await this._server.preview(this._order(['convert'], false));
      if (turn !== this._turn) {
        return;
      }
      this._files = files;
      this._error = null;
    } catch (error) {
      if (turn !== this._turn) {
        return;
      }
      this._error = asJobError(error as Error, this._trans);
      this._files = [];
    }
    this._changed.emit();
  }

  /** Convert and what is asked for beside it. */
  async start(force = false): Promise<void> {
    this._results = {};
    await this._start(this._ordered(), force);
  }

  /** Carry out further stages on what is converted. */
  async proceed(stages: readonly Stage[]): Promise<void> {
    this._results = this.results;
    await this._start([...stages], false);
  }

  /** The stages of the last job that were not reached. */
  get left(): Stage[] {
    const asked = this._job?.asked.stages ?? [];
    return asked.filter(stage => !(stage in (this._job?.result ?? {})));
  }

  async cancel(): Promise<void> {
    this._unwanted = this._starting;
    if (this._job) {
      await this._server.cancel(this._job.job).catch(() => undefined);
    }
  }

  /** Forget what was done, to convert again. */
  restart(): void {
    this._seen.forEach(job => this._dismissed.add(job));
    this._job = this._error = null;
    this._unmake();
    this._results = {};
    void this.look(this._path);
  }

  /** Save first, because the server reads the file. */
  private async _start(stages: Stage[], force: boolean): Promise<void> {
    this._job = this._error = null;
    this._starting = true;
    this._unwanted = false;
    this._changed.emit();
    const path = this._path;
    const order = this._order(stages, force);
    let job: IJob | null = null;
    let failed: IJobError | null = null;
    try {
      await this._save();
      const started = await this._server.convert(order);
      job = newJob(started.job, path, { out: order.out, stages });
      if (this._unwanted) {
        await this._server.cancel(job.job).catch(() => undefined);
      }
    } catch (error) {
      failed = asJobError(error as Error, this._trans);
    }
    if (path !== this._path) {
      // Another notebook is in view: the job is taken up when this one is again.
      return;
    }
    this._starting = false;
    this._error = failed;
    if (job) {
      this._job = job;
      this._seen.add(job.job);
      void this._watch(job);
    }
    this._changed.emit();
  }

  /** The files are those of other settings now, also those that are under way. */
  private _unmake(): void {
    this._files = null;
    this._turn++;
  }

  /** Take a new inspection; what was ticked and filled in stays. */
  private _retake(found: IInspection): void {
    const before = new Set(this.parameters.map(({ name }) => name));
    const names = found.parameters.map(({ name }) => name);
    const offered = found.offered.map(({ name }) => name);
    this._taken = new Set([
      ...names.filter(name => !before.has(name) || this.isTaken(name)),
      ...offered.filter(name => this.isTaken(name))
    ]);
    this._inspection = found;
  }

  /** Go on with the last job, and with what the jobs before it made in the same folder. */
  private _takeUp(jobs: readonly IJob[]): void {
    const last = jobs[jobs.length - 1];
    if (!last || (last.state === 'cancelled' && !last.result.convert)) {
      return;
    }
    const same = jobs.filter(job => job.asked.out === last.asked.out);
    const from = same.map(job => 'convert' in job.result).lastIndexOf(true);
    same.slice(Math.max(from, 0)).forEach(job => {
      this._results = { ...this._results, ...job.result };
      this._seen.add(job.job);
    });
    this.out = last.asked.out ?? this.out;
    this._job = last;
    void this._watch(last);
  }

  private _order(stages: Stage[], force: boolean): IOrder {
    return {
      path: this._path,
      out: this.out,
      stages,
      force,
      parameters: this._parametersAsked(),
      values: Object.fromEntries(this._changedValues()),
      tracking_uri: this.tracking
    };
  }

  private _ordered(): Stage[] {
    const can = (stage: Stage) => !this._inspection?.hindrances[stage];
    return STAGES.filter(stage => stage === 'convert' || (this.stages.has(stage) && can(stage)));
  }

  /** The names to take, or null for those that are found. */
  private _parametersAsked(): string[] | null {
    const found = this._inspection?.parameters ?? [];
    const same = found.length === this._taken.size && found.every(({ name }) => this.isTaken(name));
    return same ? null : this.parameters.map(({ name }) => name).filter(name => this.isTaken(name));
  }

  private _changedValues(): Map<string, string> {
    const changed = this.parameters.filter(
      parameter => this.isTaken(parameter.name) && this.valueOf(parameter) !== parameter.text
    );
    return new Map(changed.map(parameter => [parameter.name, this.valueOf(parameter)]));
  }

  private async _watch(job: IJob): Promise<void> {
    await follow(this._server, job, this._trans, (news, connected) => {
      if (this._job?.job !== news.job) {
        return false;
      }
      this._job = news;
      this._connected = connected;
      this._changed.emit();
      return true;
    });
    if (this._job?.job === job.job && this._job.result.convert) {
      this._created(this._job.result.convert.project);
    }
  }

  private _path = '';
  private _inspection: IInspection | null = null;
  private _job: IJob | null = null;
  private _results: IJobResult = {};
  private _error: IJobError | null = null;
  private _files: readonly IPreview[] | null = null;
  private _taken: ReadonlySet<string> = new Set();
  private _values = new Map<string, string>();
  private _starting = false;
  private _connected = true;
  /** The jobs that were shown, and those of them that the user has left. */
  private _seen = new Set<string>();
  private _dismissed = new Set<string>();
  /** Whether the user has cancelled what is only starting. */
  private _unwanted = false;
  private _turn = 0;
  private _changed = new Signal<this, void>(this);
}

function toggledTo<T>(set: ReadonlySet<T>, item: T, wanted: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (wanted) {
    next.add(item);
  } else {
    next.delete(item);
  }
  return next;
}
