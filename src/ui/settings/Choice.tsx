import { useId } from 'react';

interface Props<T extends string> {
  readonly legend: string;
  readonly names: Readonly<Record<T, string>>;
  readonly values: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, as the platform's radio buttons. */
export function Choice<T extends string>({ legend, names, values, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((one) => (
        <label key={one}>
          <input type="radio" name={name} data-testid={`${legend.toLowerCase()}-${one}`} checked={one === value} onChange={() => onChange(one)} />
          {names[one]}
        </label>
      ))}
    </fieldset>
  );
}
