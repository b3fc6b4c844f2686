import * as React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Conversion, phasesOf } from '../../labextension/src/conversion';
import { Convert } from '../../labextension/src/convert';
import { RequestError, Server } from '../../labextension/src/request';
import { IJob } from '../../labextension/src/tokens';
import { act, button, draw, recorded, trans } from './recorded';

let drawn: ReturnType<typeof draw>;
afterEach(() => drawn.remove());

async function show(changes: Partial<Record<keyof Server, unknown>> = {}) {
  const server = {
    inspect: vi.fn(async () => recorded('inspect')),
    jobs: vi.fn(async () => []),
    convert: vi.fn(async () => ({ job: 'j1' })),
    job: vi.fn(async () => ({ ...recorded('job'), job: 'j1' })),
    cancel: vi.fn(async () => undefined),
    preview: vi.fn(async () => recorded('preview').files),
    ...changes
  };
  const save = vi.fn(async () => undefined);
  const created = vi.fn();
  const actions = { openFolder: vi.fn(), openFile: vi.fn(), jumpTo: vi.fn(), show: vi.fn() };
  const conversion = new Conversion(server as unknown as Server, trans, save, created);
  drawn = draw(<Convert conversion={conversion} actions={actions} trans={trans} />);
  await act(() => conversion.look('squares.ipynb'));
  return { node: drawn.node, server, save, created, actions, conversion };
}

const tick = (node: HTMLElement, text: string) => {
  const label = [...node.querySelectorAll('label')].find(each => each.textContent!.includes(text));
  return label!.querySelector('input')!;
};

const enter = (box: HTMLInputElement, text: string) =>
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(box, text);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });

const settle = () => act(() => new Promise(resolve => setTimeout(resolve, 10)));

describe('Convert', () => {
  it('shows the recorded steps with links to their cells', async () => {
    const { node, actions } = await show();
    const { steps } = recorded('inspect');
    const shown = [...node.querySelectorAll('.jp-MlopsBridge-steps code')].map(c => c.textContent);
    expect(shown).toEqual(steps.map((step: { name: string }) => step.name));
    act(() => node.querySelector<HTMLElement>('.jp-MlopsBridge-steps button')!.click());
    expect(actions.jumpTo).toHaveBeenCalledWith(steps[0].cells[0], 1);
  });

  it('says where it will write, and proves equality unless told not to', async () => {
    const { node } = await show();
    expect(node.querySelector<HTMLInputElement>('.jp-MlopsBridge-form input')!.value).toBe(
      recorded('inspect').out
    );
    expect(tick(node, 'Prove it equal').checked).toBe(true);
    expect(tick(node, 'Build the image').checked).toBe(false);
  });

  it('saves, converts, and shows where the project is', async () => {
    const { node, server, save, created, actions } = await show();
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(save).toHaveBeenCalledTimes(1);
    expect(server.convert).toHaveBeenCalledWith({
      path: 'squares.ipynb',
      out: recorded('inspect').out,
      stages: ['convert', 'verify'],
      force: false,
      parameters: null,
      values: {},
      tracking_uri: ''
    });
    const { project } = recorded('job').result.convert;
    expect(node.textContent).toContain(`${project}/`);
    expect(created).toHaveBeenCalledWith(project);
    act(() => button(node, 'Open folder').click());
    expect(actions.openFolder).toHaveBeenCalledWith(project);
    expect(node.querySelector('.jp-MlopsBridge-verdict')!.getAttribute('data-equal')).toBe(
      String(recorded('job').result.verify.equal)
    );
  });

  it('builds the image when told to, and says what it is made of', async () => {
    const image = {
      tag: 'squares:1a2b',
      size: 314572800,
      base: 'python:3.11.7-slim-bookworm',
      parts: [{ name: 'base python:3.11.7-slim-bookworm', size: 209715200 }]
    };
    const lock = { pins: 12, resolver: 'pip-tools', hashed: true, notes: ['`x` 1.0 was taken back'] };
    const done = { ...recorded('job'), job: 'j1', result: { ...recorded('job').result, lock, build: image } };
    const { node, server } = await show({ job: vi.fn(async () => done) });
    await act(async () => tick(node, 'Build the image').click());
    // An image needs the pinned environment.
    expect(tick(node, 'Pin the environment').checked).toBe(true);
    await act(async () => button(node, 'Convert').click());
    await settle();
    const stages = ['convert', 'verify', 'lock', 'build'];
    expect(server.convert).toHaveBeenCalledWith(expect.objectContaining({ stages }));
    for (const words of ['12 packages pinned', 'squares:1a2b', '300 MB', 'slim-bookworm 200 MB', 'taken back']) {
      expect(node.textContent).toContain(words);
    }
  });

  it('shows the stage that runs, and cancels', async () => {
    const running: IJob = {
      ...recorded('job'),
      job: 'j1',
      state: 'running',
      result: {},
      asked: { stages: ['convert', 'verify'] },
      events: [{ seq: 1, seconds: 0.1, stage: 'write', detail: '3 files' }],
      next: 1
    };
    let answer: (job: IJob) => void = () => undefined;
    const job = vi
      .fn()
      .mockResolvedValueOnce(running)
      .mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    const { node, server } = await show({ job });
    await act(async () => button(node, 'Convert').click());
    await settle();
    const stage = node.querySelector('[data-state=running]')!;
    expect(stage.textContent).toContain('Write the files');
    expect(node.querySelector('[data-state=waiting]')!.textContent).toBe('Prove it equal');
    expect(stage.textContent).toContain('3 files');
    await act(async () => button(node, 'Cancel').click());
    expect(server.cancel).toHaveBeenCalledWith('j1');
    const error = { kind: 'Cancelled', what: 'cancelled', where: '', hint: 'Nothing was left.' };
    await act(async () => answer({ ...running, state: 'cancelled', events: [], error }));
    await settle();
    expect(node.querySelector('[role=alert]')).toBeNull();
    expect(node.textContent).toContain('Nothing was left half-written.');
    expect(button(node, 'Convert').disabled).toBe(false);
  });

  it('tells a refusal in the words of the server', async () => {
    const refusal = recorded('refusal');
    const inspect = vi.fn(async () => {
      throw new RequestError(400, refusal);
    });
    const { node } = await show({ inspect });
    const alert = node.querySelector('[role=alert]')!;
    for (const words of [refusal.what, refusal.where, refusal.hint]) {
      expect(alert.textContent!.toLowerCase()).toContain(words.replace(/`/g, '').toLowerCase());
    }
  });

  it('offers to replace only a folder that is in the way', async () => {
    const convert = vi
      .fn()
      .mockRejectedValueOnce(new RequestError(400, { what: 'it was edited' }))
      .mockResolvedValueOnce({ job: 'j1' });
    const error = { kind: 'ProjectError', what: 'it was edited', where: 'o', hint: '' };
    const failed = { ...recorded('job'), job: 'j1', state: 'failed', result: {}, error };
    const { node, server } = await show({ convert, job: vi.fn(async () => failed) });
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(node.textContent).not.toContain('Replace what is there');
    await act(async () => button(node, 'Convert').click());
    await settle();
    await act(async () => button(node, 'Replace what is there').click());
    expect(server.convert).toHaveBeenLastCalledWith(expect.objectContaining({ force: true }));
  });

  it('does not convert while something stands in the way, and says what', async () => {
    const blockers = [{ message: 'no cell parses', where: 'a.ipynb: cell 3', hint: 'Mend it.' }];
    const inspect = vi.fn(async () => ({ ...recorded('inspect'), blockers }));
    const { node, actions } = await show({ inspect });
    expect(node.querySelector('.jp-MlopsBridge-primary')).toBeNull();
    for (const words of ['No cell parses', 'cell 3', 'Mend it.']) {
      expect(node.textContent).toContain(words);
    }
    act(() => button(node, 'cell 3').click());
    expect(actions.jumpTo).toHaveBeenCalledWith(3, 1);
  });

  it('takes up a job that runs already, as after a reload', async () => {
    const asked = { out: 'elsewhere', stages: ['convert', 'verify'] };
    const running = { ...recorded('job'), job: 'j9', state: 'running', events: [], next: 0, asked };
    const { server, node, conversion } = await show({
      jobs: vi.fn(async () => [running]),
      job: vi.fn(async () => ({ ...recorded('job'), job: 'j9' }))
    });
    await settle();
    expect(server.job).toHaveBeenCalledWith('j9', 0);
    expect(conversion.out).toBe('elsewhere');
    expect(node.textContent).toContain(recorded('job').result.convert.project);
  });

  it('asks again while the server does not answer, and goes on', async () => {
    const job = vi
      .fn()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValueOnce({ ...recorded('job'), job: 'j1' });
    const { node } = await show({ job });
    await act(async () => button(node, 'Convert').click());
    await act(() => new Promise(resolve => setTimeout(resolve, 700)));
    expect(job).toHaveBeenCalledTimes(2);
    expect(node.textContent).toContain(recorded('job').result.convert.project);
  });

  it('says that the server was restarted, and goes on with what is left', async () => {
    const half = { convert: recorded('job').result.convert };
    const job = vi
      .fn()
      .mockResolvedValueOnce({ ...recorded('job'), job: 'j1', state: 'running', result: half,
        asked: { stages: ['convert', 'verify'] } })
      .mockRejectedValueOnce(new RequestError(404, { message: 'No such task' }))
      .mockResolvedValueOnce({ ...recorded('job'), job: 'j1' });
    const { node, server } = await show({ job });
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(node.querySelector('[role=alert]')!.textContent).toContain('Jupyter was restarted');
    await act(async () => button(node, 'Try again: Prove it equal').click());
    expect(server.convert).toHaveBeenLastCalledWith(expect.objectContaining({ stages: ['verify'] }));
    await settle();
    expect(node.querySelector('.jp-MlopsBridge-verdict')).not.toBeNull();
  });

  it('takes parameters in or out, and runs with other values', async () => {
    const { node, server } = await show();
    await act(async () => button(node, '1 parameter').click());
    await enter(node.querySelector<HTMLInputElement>('[aria-label="Value of n_rows"]')!, 'x');
    expect(node.querySelector('[data-wrong=true]')!.textContent).toBe('Must be a whole number');
    await enter(node.querySelector<HTMLInputElement>('[aria-label="Value of n_rows"]')!, '7');
    await act(async () => tick(node, 'Run the job').click());
    await act(async () => button(node, 'On the command line').click());
    expect(node.querySelector('.jp-MlopsBridge-command')!.textContent).toContain('-p n_rows=7');
    await act(async () => button(node, 'Convert').click());
    expect(server.convert).toHaveBeenCalledWith(
      expect.objectContaining({ values: { n_rows: '7' }, parameters: null })
    );
    await settle();
    drawn.remove();
    const other = await show();
    await act(async () => button(other.node, '1 parameter').click());
    await act(async () => tick(other.node, 'n_rows').click());
    await act(async () => button(other.node, 'Convert').click());
    expect(other.server.convert).toHaveBeenCalledWith(expect.objectContaining({ parameters: [] }));
    await settle();
  });

  it('shows every file before it is written', async () => {
    const { node, actions, server } = await show();
    await act(async () => button(node, 'Files').click());
    await act(() => new Promise(resolve => setTimeout(resolve, 400)));
    const [first] = recorded('preview').files;
    act(() => button(node, first.path).click());
    expect(actions.show).toHaveBeenCalledWith(first.path, first.text);
    expect(server.preview).toHaveBeenCalledTimes(1);
  });

  it('drops the files of settings that have changed meanwhile', async () => {
    let answer: (files: unknown) => void = () => undefined;
    const preview = vi
      .fn()
      .mockReturnValueOnce(new Promise(resolve => (answer = resolve)))
      .mockResolvedValueOnce(recorded('preview').files.slice(1));
    const { node, conversion } = await show({ preview });
    const later = () => act(() => new Promise(resolve => setTimeout(resolve, 400)));
    await act(async () => button(node, 'Files').click());
    await later();
    await act(async () => conversion.take('n_rows', false));
    await act(async () => answer(recorded('preview').files));
    expect(conversion.files).toBeNull();
    await later();
    expect(preview).toHaveBeenCalledTimes(2);
    expect(conversion.files!.length).toBe(recorded('preview').files.length - 1);
  });

  it('keeps what was filled in when the notebook is looked at again', async () => {
    const inspect = vi.fn(async () => recorded('inspect'));
    const { node, conversion } = await show({ inspect });
    await act(async () => button(node, '1 parameter').click());
    await enter(node.querySelector<HTMLInputElement>('[aria-label="Value of n_rows"]')!, '7');
    await act(() => conversion.lookAgain());
    expect(inspect).toHaveBeenCalledTimes(2);
    expect(node.querySelector<HTMLInputElement>('[aria-label="Value of n_rows"]')!.value).toBe('7');
    await act(async () => tick(node, 'n_rows').click());
    await act(() => conversion.lookAgain());
    expect(tick(node, 'n_rows').checked).toBe(false);
  });

  it('leaves a job with its notebook when another one comes into view', async () => {
    let answer: (started: { job: string }) => void = () => undefined;
    const convert = vi.fn(() => new Promise<{ job: string }>(resolve => (answer = resolve)));
    const { node, conversion, server } = await show({ convert });
    await act(async () => button(node, 'Convert').click());
    await act(() => conversion.look('other.ipynb'));
    await act(async () => answer({ job: 'j1' }));
    await settle();
    expect(conversion.job).toBeNull();
    expect(conversion.running).toBe(false);
    expect(server.job).not.toHaveBeenCalled();
  });

  it('cancels what is only starting', async () => {
    let answer: (started: { job: string }) => void = () => undefined;
    const convert = vi.fn(() => new Promise<{ job: string }>(resolve => (answer = resolve)));
    const { node, server } = await show({ convert });
    await act(async () => button(node, 'Convert').click());
    await act(async () => button(node, 'Cancel').click());
    await act(async () => answer({ job: 'j1' }));
    expect(server.cancel).toHaveBeenCalledWith('j1');
    await settle();
  });

  it('joins what the jobs of a folder made, as after a reload', async () => {
    const first = { ...recorded('job'), job: 'j1', asked: { out: 'o', stages: ['convert', 'verify'] } };
    const run = { code: 0, status: 'finished', out: 'o/runs/1', metrics: { auc: 0.9 }, error: '',
      where: '', notes: [], seconds: 3 };
    const second = { ...first, job: 'j2', result: { run }, asked: { out: 'o', stages: ['run'] } };
    const { node } = await show({ jobs: vi.fn(async () => [first, second]) });
    await settle();
    for (const words of ['squares-job/', 'The job ran', 'auc', '0.9']) {
      expect(node.textContent).toContain(words);
    }
  });

  it('says why a stage cannot run here, and does not ask for it', async () => {
    const hindrances = { ...recorded('inspect').hindrances, build: 'no Docker engine answers' };
    const inspect = vi.fn(async () => ({ ...recorded('inspect'), hindrances }));
    const { node } = await show({ inspect });
    expect(tick(node, 'Build the image').disabled).toBe(true);
    expect(node.textContent).toContain('no Docker engine answers');
  });

  it('does not go on where the proof failed', async () => {
    const verify = { ...recorded('job').result.verify, equal: false };
    const result = { ...recorded('job').result, verify };
    const { node } = await show({ job: vi.fn(async () => ({ ...recorded('job'), job: 'j1', result })) });
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(node.textContent).toContain('Not equal');
    expect(node.querySelector('[aria-label=Next]')).toBeNull();
  });

  it('links the version where MLflow has pages, and names the command where not', async () => {
    const version = { name: 'squares', version: '3', alias: 'candidate', created: false,
      tracking_uri: 'sqlite:///o/mlflow.db', link: '' };
    const result = { ...recorded('job').result, register: version };
    const done = { ...recorded('job'), result };
    const { node } = await show({ jobs: vi.fn(async () => [{ ...done, asked: { stages: ['run'] } }]) });
    await settle();
    expect(node.textContent).toContain('squares version 3');
    expect(node.textContent).toContain('mlflow ui --backend-store-uri sqlite:///o/mlflow.db');
    drawn.remove();
    const link = 'http://mlflow.test/#/models/squares/versions/3';
    const served = { ...done, asked: { stages: ['run'] }, result: { ...result, register: { ...version, link } } };
    const other = await show({ jobs: vi.fn(async () => [served]) });
    await settle();
    expect(other.node.querySelector('a')!.href).toBe(link);
  });
});

describe('phasesOf', () => {
  it('joins the events of a part and measures it', () => {
    const events = [
      { seq: 1, seconds: 0, stage: 'inspect', detail: '' },
      { seq: 2, seconds: 1, stage: 'verify', detail: 'cell 1' },
      { seq: 3, seconds: 4, stage: 'verify', detail: 'cell 2' }
    ];
    const job = { ...recorded('job'), state: 'failed', seconds: 4, events };
    drawn = draw(<div />);
    expect(phasesOf(job)).toEqual([
      { name: 'inspect', detail: '', seconds: 1, state: 'done' },
      { name: 'verify', detail: 'cell 2', seconds: 3, state: 'failed' }
    ]);
  });
});
