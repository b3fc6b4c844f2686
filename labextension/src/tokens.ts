/** The words of the wire, as the server says them (dataclasses.asdict of the core's nouns). */

export const PLUGIN_ID = 'mlops-bridge:plugin';
export const SERVER_NAMESPACE = 'mlops-bridge';

export const CommandIDs = {
  lint: 'mlops-bridge:lint',
  convert: 'mlops-bridge:convert',
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
  default: string;
  help: string;
  cell: number;
  line: number;
}

export interface IStep {
  name: string;
  title?: string;
  cells: number[];
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
  steps: IStep[];
  moved: IMoved[];
  secrets: string[];
  blockers: IBlocker[];
  out: string;
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

/** The proof: `ran` is false when a side did not reach its end, and `sentence` says why. */
export interface IVerdict {
  equal: boolean;
  ran: boolean;
  sentence: string;
  differences: IDifference[];
  notes: string[];
}

export interface IJobResult {
  /** `files`: what happened to each (new, changed, unchanged, kept, removed). */
  converted: { project: string; files: Record<string, string>; notes: string[] };
  verdict: IVerdict | null;
  lock: { pins: number; resolver: string; notes: string[] } | null;
  image: { tag: string; size: number; base: string; parts: IPart[] } | null;
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
  result: IJobResult | null;
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
