import { IOutput } from './tokens';

/** Characters of one output that are looked at, and so many outputs of a cell. */
const LONGEST = 20_000;
const MOST = 30;
export const NONE: readonly IOutput[] = [];

/** The text of outputs: pictures and data for programs are left out, long texts are cut. */
export function textOf(outputs: readonly IOutput[]): readonly IOutput[] {
  const cut = (text: unknown) =>
    (Array.isArray(text) ? text.join('') : String(text ?? '')).slice(0, LONGEST);
  const found = outputs.slice(0, MOST).map(output => {
    const { output_type, text, data, ename, evalue, name } = output;
    const shown = Object.entries((data as Record<string, unknown>) ?? {}).filter(([mime]) =>
      /^text\/(plain|html|markdown)$/.test(mime)
    );
    return {
      output_type,
      ...(text === undefined ? {} : { name, text: cut(text) }),
      ...(data === undefined
        ? {}
        : { data: Object.fromEntries(shown.map(([mime, value]) => [mime, cut(value)])) }),
      ...(ename === undefined ? {} : { ename, evalue: cut(evalue), traceback: [] })
    };
  });
  return found.length ? found : NONE;
}
