import * as React from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Conversion, stagesOf } from '../../labextension/src/conversion';
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
    ...changes
  };
  const save = vi.fn(async () => undefined);
  const created = vi.fn();
  const actions = { openFolder: vi.fn(), openFile: vi.fn(), jumpTo: vi.fn() };
  const conversion = new Conversion(server as unknown as Server, save, created);
  drawn = draw(<Convert conversion={conversion} actions={actions} trans={trans} />);
  await act(() => conversion.look('squares.ipynb'));
  return { node: drawn.node, server, save, created, actions, conversion };
}

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
    expect(node.querySelector<HTMLInputElement>('[type=checkbox]')!.checked).toBe(true);
  });

  it('saves, converts, and shows where the project is', async () => {
    const { node, server, save, created, actions } = await show();
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(save).toHaveBeenCalledTimes(1);
    expect(server.convert).toHaveBeenCalledWith({
      path: 'squares.ipynb',
      out: recorded('inspect').out,
      force: false,
      verify: true,
      build: false
    });
    const { project } = recorded('job').result.converted;
    expect(node.textContent).toContain(`${project}/`);
    expect(created).toHaveBeenCalledWith(project);
    act(() => button(node, 'Open folder').click());
    expect(actions.openFolder).toHaveBeenCalledWith(project);
    expect(node.querySelector('.jp-MlopsBridge-verdict')!.getAttribute('data-equal')).toBe(
      String(recorded('job').result.verdict.equal)
    );
  });

  it('builds the image when told to, and says what it is made of', async () => {
    const image = {
      tag: 'squares:1a2b',
      size: 314572800,
      base: 'python:3.11.7-slim-bookworm',
      parts: [{ name: 'base python:3.11.7-slim-bookworm', size: 209715200 }]
    };
    const lock = { pins: 12, resolver: 'pip-tools', notes: ['`x` 1.0 was taken back'] };
    const done = { ...recorded('job'), result: { ...recorded('job').result, lock, image } };
    const { node, server } = await show({ job: vi.fn(async () => done) });
    const [, build] = node.querySelectorAll<HTMLInputElement>('[type=checkbox]');
    await act(async () => build.click());
    await act(async () => button(node, 'Convert').click());
    await settle();
    expect(server.convert).toHaveBeenCalledWith(expect.objectContaining({ build: true }));
    for (const words of ['12 packages pinned', 'squares:1a2b', '300 MB', 'slim-bookworm 200 MB', 'taken back']) {
      expect(node.textContent).toContain(words);
    }
  });

  it('shows the stage that runs, and cancels', async () => {
    const running: IJob = {
      ...recorded('job'),
      job: 'j1',
      state: 'running',
      result: null,
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
    expect(stage.textContent).toContain('write');
    expect(stage.textContent).toContain('3 files');
    await act(async () => button(node, 'Cancel').click());
    expect(server.cancel).toHaveBeenCalledWith('j1');
    const error = { kind: 'Cancelled', what: 'cancelled', where: '', hint: 'Nothing was left.' };
    await act(async () => answer({ ...running, state: 'cancelled', events: [], error }));
    await settle();
    expect(node.querySelector('[role=alert]')!.textContent).toContain('Nothing was left.');
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
      expect(alert.textContent).toContain(words.replace(/`/g, ''));
    }
  });

  it('offers to replace only a folder that is in the way', async () => {
    const convert = vi
      .fn()
      .mockRejectedValueOnce(new RequestError(400, { what: 'it was edited' }))
      .mockResolvedValueOnce({ job: 'j1' });
    const error = { kind: 'ProjectError', what: 'it was edited', where: 'o', hint: '' };
    const failed = { ...recorded('job'), job: 'j1', state: 'failed', result: null, error };
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
    const { node } = await show({ inspect });
    expect(button(node, 'Convert').disabled).toBe(true);
    expect(button(node, 'Convert').title).not.toBe('');
    for (const words of Object.values(blockers[0])) {
      expect(node.textContent).toContain(words);
    }
  });

  it('takes up a job that runs already, as after a reload', async () => {
    const running = { ...recorded('job'), job: 'j9', state: 'running', events: [], next: 0 };
    const { server, node } = await show({ jobs: vi.fn(async () => [running]) });
    await settle();
    expect(server.job).toHaveBeenCalledWith('j9', 0);
    expect(node.textContent).toContain(recorded('job').result.converted.project);
  });
});

describe('stagesOf', () => {
  it('joins the events of a stage and measures it', () => {
    const events = [
      { seq: 1, seconds: 0, stage: 'read', detail: '' },
      { seq: 2, seconds: 1, stage: 'verify', detail: 'cell 1' },
      { seq: 3, seconds: 4, stage: 'verify', detail: 'cell 2' }
    ];
    const job = { ...recorded('job'), state: 'failed', seconds: 4, events };
    drawn = draw(<div />);
    expect(stagesOf(job)).toEqual([
      { name: 'read', detail: '', seconds: 1, state: 'done' },
      { name: 'verify', detail: 'cell 2', seconds: 3, state: 'failed' }
    ]);
  });
});
