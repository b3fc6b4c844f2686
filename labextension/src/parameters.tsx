import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Conversion } from './conversion';
import { IParameter } from './tokens';

/** The parameters of the job: which to take, and their values in the run. */
export function Parameters(props: {
  conversion: Conversion;
  jumpTo: (cell: number, line: number) => void;
  trans: TranslationBundle;
}): JSX.Element {
  const { conversion, jumpTo, trans } = props;
  const secrets = conversion.inspection?.secrets ?? [];
  return (
    <ul className="jp-MlopsBridge-parameters">
      {conversion.parameters.map(parameter => {
        const { name, cell, line } = parameter;
        const taken = conversion.isTaken(name);
        return (
          <li key={name}>
            <label className="jp-MlopsBridge-tick" title={parameter.help}>
              <input
                type="checkbox"
                checked={taken}
                onChange={event => conversion.take(name, event.target.checked)}
              />
              <code>{name}</code>
            </label>
            <button className="jp-MlopsBridge-link" onClick={() => jumpTo(cell, line)}>
              {trans.__('cell %1, line %2', cell, line)}
            </button>
            {taken && <Value parameter={parameter} conversion={conversion} trans={trans} />}
          </li>
        );
      })}
      {secrets.map(name => (
        <li key={name}>
          <code>{name}</code>
          <small>{trans.__('a secret: read from the environment')}</small>
        </li>
      ))}
    </ul>
  );
}

/** An input that fits the type. */
function Value(props: {
  parameter: IParameter;
  conversion: Conversion;
  trans: TranslationBundle;
}): JSX.Element {
  const { parameter, conversion, trans } = props;
  const { name, type, choices, minimum, maximum } = parameter;
  const value = conversion.valueOf(parameter);
  const problem = problemOf(parameter, value, trans);
  const id = React.useId();
  const shared = {
    id,
    className: 'jp-MlopsBridge-input',
    value,
    'aria-label': trans.__('Value of %1', name),
    'aria-invalid': problem !== '',
    'aria-describedby': `${id}-type`,
    onChange: (event: { target: { value: string } }) => conversion.setValue(name, event.target.value)
  };
  return (
    <>
      {choices.length || type === 'bool' ? (
        <select {...shared}>
          {(choices.length ? choices.map(plain) : ['True', 'False']).map(choice => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={INPUTS[type] ?? 'text'}
          step={type === 'int' ? 1 : 'any'}
          spellCheck={false}
        />
      )}
      <small id={`${id}-type`} data-wrong={problem !== ''}>
        {problem || `${type}${bounds(minimum, maximum)}`}
      </small>
    </>
  );
}

const INPUTS: Record<string, string> = { int: 'number', float: 'number', date: 'date' };

/** A choice as the job takes it: a text without its quotes. */
function plain(choice: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(choice);
  return quoted ? quoted[2] : choice;
}

function bounds(minimum: number | null, maximum: number | null): string {
  const low = minimum === null ? '' : `> ${minimum}`;
  const high = maximum === null ? '' : `< ${maximum}`;
  return low || high ? `, ${[low, high].filter(Boolean).join(', ')}` : '';
}

/** What is wrong with a value, or the empty string; the server checks all of it again. */
export function problemOf(
  { type, minimum, maximum }: IParameter,
  value: string,
  trans: TranslationBundle
): string {
  if (type !== 'int' && type !== 'float') {
    return '';
  }
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number) || (type === 'int' && !Number.isInteger(number))) {
    return type === 'int' ? trans.__('Must be a whole number') : trans.__('Must be a number');
  }
  if (minimum !== null && number <= minimum) {
    return trans.__('Must be more than %1', minimum);
  }
  return maximum !== null && number >= maximum ? trans.__('Must be less than %1', maximum) : '';
}
