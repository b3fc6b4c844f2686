import { TranslationBundle } from '@jupyterlab/translation';
import { Stage } from './tokens';

/** What a stage is called, and what it does. */
export function stageTexts(trans: TranslationBundle): Record<Stage, { name: string; help: string }> {
  return {
    convert: { name: trans.__('Convert'), help: trans.__('Writes the package and the job notebook.') },
    verify: {
      name: trans.__('Prove it equal'),
      help: trans.__('Runs the notebook and the new job, and compares every value.')
    },
    lock: {
      name: trans.__('Pin the environment'),
      help: trans.__('Every version of the kernel, with hashes.')
    },
    build: {
      name: trans.__('Build the image'),
      help: trans.__('Takes some minutes; pins the environment first.')
    },
    register: { name: trans.__('Register in MLflow'), help: trans.__('A version that can be brought back.') },
    run: {
      name: trans.__('Run the job'),
      help: trans.__('With the values below, recorded in MLflow.')
    }
  };
}

/** What the server says it is doing, in words of the page. */
export function phaseName(name: string, trans: TranslationBundle): string {
  const more: Record<string, string> = {
    inspect: trans.__('Read the notebook'),
    write: trans.__('Write the files'),
    kernel: trans.__('Ask the kernel'),
    generate: trans.__('Make the files')
  };
  return more[name] ?? (stageTexts(trans) as Record<string, { name: string }>)[name]?.name ?? name;
}
