import { type ReactNode, useId } from 'react';
import classes from './ChoiceField.module.css';

/** A few choices side by side: radio buttons, so the arrow keys walk them and Tab goes on to the next field. */
export function ChoiceField<T extends string>({
  legend,
  options,
  value,
  onChange,
  error,
  autoFocus = false,
}: {
  legend: ReactNode;
  /** `key`: what one presses for it where the page hears it. */
  options: readonly { value: T; label: string; key?: string }[];
  /** Null: nothing is chosen, and has to be. What is said or decided about somebody is never chosen beforehand. */
  value: T | null;
  onChange: (value: T) => void;
  error?: string;
  autoFocus?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className={classes.field} aria-describedby={error ? `${name}-error` : undefined}>
      <legend className={classes.legend}>{legend}</legend>
      <div className={classes.choices}>
        {options.map((option, index) => (
          <label key={option.value} className={classes.choice}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              required={value === null}
              autoFocus={autoFocus && (value === null ? index === 0 : option.value === value)}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
            {option.key && <kbd aria-hidden>{option.key}</kbd>}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
