/** The words of the wire, as the server says them (dataclasses.asdict of the core's nouns). */

export const PLUGIN_ID = 'mlops-bridge:plugin';
export const SERVER_NAMESPACE = 'mlops-bridge';

export const CommandIDs = {
  lint: 'mlops-bridge:lint',
  convert: 'mlops-bridge:convert',
  convertFile: 'mlops-bridge:convert-file',
  enabled: 'mlops-bridge:enabled',
  settings: 'mlops-bridge:settings',
  next: 'mlops-bridge:next-finding',
  previous: 'mlops-bridge:previous-finding',
  fixHere: 'mlops-bridge:fix-here',
  fixAll: 'mlops-bridge:fix-all-safe',
  ignoreHere: 'mlops-bridge:ignore-here',
  explain: 'mlops-bridge:explain',
  toggle: 'mlops-bridge:toggle'
} as const;

export type Severity = 'error' | 'warning' | 'info';
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** A range in a cell; lines and columns from 1, columns in code points, the end exclusive. */
export interface IRange {
  cell_id: string;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
}

/** A range with the number of its code cell (0: not code) and, as evidence, a label. */
export interface IPlace extends IRange {
  cell: number;
  text?: string;
}

/** Replace a range by `text`, where `expect` still stands. */
export interface IEdit extends IRange {
  expect: string;
  text: string;
}

/** Changes that belong together: kind A is certain, S needs the user's eye, G writes files. */
export interface IFix {
  title: string;
  kind: 'A' | 'S' | 'G';
  edits: IEdit[];
  /** What `nb2prod fix --generate` writes; the title of a fix of kind G says the command. */
  generates: string | null;
  /** The ids of cells whose outputs and execution count go. */
  clears: string[];
  /** The ids of cells that go as a whole. */
  deletes: string[];
}

export interface IFinding extends IPlace {
  code: string;
  severity: Severity;
  confidence: number;
  message: string;
  evidence: IPlace[];
  fix: IFix | null;
  docs: string;
}

export interface IRule {
  code: string;
  name: string;
  title: string;
  severity: Severity;
  family: string;
}

/** A cell as the page knows it. */
export interface ILiveCell {
  id: string;
  kind: string;
  source: string;
  tags: readonly string[];
  count: number | null;
  /** Its last run in this kernel: the number among all runs, and what the cell said then. */
  run: { order: number; source: string } | null;
  /** The text that its last run showed. */
  outputs: readonly IOutput[];
}

/** A stored output, as notebooks have it, without pictures and the like. */
export interface IOutput {
  output_type: string;
  [part: string]: unknown;
}

export interface ILintRequest {
  document: string;
  path: string;
  version: number;
  base: number | null;
  cells: [string, string, string][];
  sources: Record<string, string>;
  runs: Record<string, number>;
  tags: Record<string, readonly string[]>;
  /** The last run of each cell: cell, order, and its source then if it is another one now. */
  ran: [string, number, string | null][];
  /** The outputs of the cells whose outputs are new to the server. */
  outputs: Record<string, readonly IOutput[]>;
  /** The notebook's own metadata, without the state of widgets. */
  metadata: Record<string, unknown>;
  /** Whether to read the project's configuration and files again. */
  afresh: boolean;
}

export interface ILintAnswer {
  version: number;
  base: number | null;
  cells: Record<string, IFinding[]>;
  notebook: IFinding[];
  ms: number;
}

/** What the server may say instead of an answer. */
export type LintReply =
  | ILintAnswer
  | { version: number; need: string[] }
  | { version: number; stale: true };

export interface IParameter {
  name: string;
  type: string;
  /** The default as Python source, and as a text that the job takes. */
  default: string;
  text: string;
  help: string;
  cell: number;
  line: number;
  minimum: number | null;
  maximum: number | null;
  choices: string[];
}

export interface IStep {
  name: string;
  title: string;
  cells: number[];
  inputs: string[];
  outputs: string[];
}

/** What left its place in the notebook, or was dropped. */
export interface IMoved {
  cell: number;
  line: number;
  what: string;
  where: string;
  why: string;
}

/** Why a notebook cannot be converted. */
export interface IBlocker {
  message: string;
  where: string;
  hint: string;
}

/** What a conversion would make of a notebook. */
export interface IInspection {
  name: string;
  title: string;
  reason: string;
  parameters: IParameter[];
  /** Values that could be parameters as well. */
  offered: IParameter[];
  steps: IStep[];
  moved: IMoved[];
  secrets: string[];
  blockers: IBlocker[];
  out: string;
  /** Why a stage cannot run on the server's machine; empty if it can. */
  hindrances: Record<Stage, string>;
}

/** What can be done with a notebook, in this order. */
export type Stage = 'convert' | 'verify' | 'lock' | 'build' | 'register' | 'run';
export const STAGES: readonly Stage[] = [
  'convert',
  'verify',
  'lock',
  'build',
  'register',
  'run'
];

/** A file that a conversion would write; `kept` are those that the user has edited. */
export interface IPreview {
  path: string;
  status: 'new' | 'changed' | 'unchanged' | 'kept' | 'removed';
  text: string;
}

/** What would become of a file that a finding asks for. */
export interface IChangedFile {
  path: string;
  before: string | null;
  after: string;
  status: string;
}

export interface IGenerated {
  changes: IChangedFile[];
  diff: string;
  notes: string[];
}

export interface IJobEvent {
  seq: number;
  seconds: number;
  stage: string;
  detail: string;
}

export interface IJobError {
  kind: string;
  what: string;
  where: string;
  hint: string;
}

/** One inequality between the notebook and the job; `cell` is 0 where there is no place. */
export interface IDifference {
  step: string;
  cell: number;
  line: number;
  what: string;
  notebook: string;
  package: string;
}

/** How one step compares. */
export interface IStepVerdict {
  name: string;
  cells: number[];
  status: 'proved' | 'close' | 'partly' | 'unstable' | 'different' | 'not run';
  values: number;
}

/** The proof: `ran` is false when a side did not reach its end, and `sentence` says why. */
export interface IVerdict {
  equal: boolean;
  ran: boolean;
  sentence: string;
  steps: IStepVerdict[];
  differences: IDifference[];
  notes: string[];
}

/** What a version is called and where it is; `link` is empty where the store has no pages. */
export interface IVersion {
  name: string;
  version: string;
  alias: string;
  created: boolean;
  tracking_uri: string;
  link: string;
}

/** How a run ended; `out` is the folder with what it made. */
export interface IRun {
  code: number;
  status: string;
  out: string;
  metrics: Record<string, number>;
  error: string;
  where: string;
  notes: string[];
  seconds: number;
}

/** The results of the stages that are done. */
export interface IJobResult {
  /** `files`: what happened to each (new, changed, unchanged, kept, removed). */
  convert?: { project: string; files: Record<string, string>; notes: string[] };
  verify?: IVerdict;
  lock?: { pins: number; resolver: string; hashed: boolean; notes: string[] };
  build?: { tag: string; size: number; base: string; parts: IPart[] };
  register?: IVersion;
  run?: IRun;
  generate?: IGenerated;
}

/** A part of an image: its base, a distribution, or system packages; bytes. */
export interface IPart {
  name: string;
  size: number;
}

export interface IJob {
  job: string;
  path: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  seconds: number;
  events: IJobEvent[];
  next: number;
  asked: { out?: string; stages?: Stage[] };
  result: IJobResult;
  error: IJobError | null;
}

/** The user's settings, as schema/plugin.json has them. */
export interface ISettings {
  enabled: boolean;
  debounce: number;
  minimumConfidence: number;
  groupBy: 'cell' | 'family';
  squiggles: boolean;
  whenHidden: 'keep checking' | 'pause';
  rules: Record<string, 'off' | Severity>;
}

export const DEFAULTS: ISettings = {
  enabled: true,
  debounce: 150,
  minimumConfidence: 0.7,
  groupBy: 'cell',
  squiggles: true,
  whenHidden: 'keep checking',
  rules: {}
};
