import { Button, CloseButton } from '@mantine/core';
import { mostFiles } from '@plumbline/shared/contracts/items.ts';
import { useId, useRef } from 'react';
import classes from './FileField.module.css';
import type { useFiles } from './useFiles.ts';

const accepted =
  '.pdf,.png,.jpg,.jpeg,.webp,.gif,.heic,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt,.md,image/*';

/** Chooses files and shows how far each is. */
export function FileField({ files, isFull, add, remove }: ReturnType<typeof useFiles>) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div>
      <p id={id} className={classes.label}>
        Files
      </p>
      {files.length > 0 && (
        <ul aria-labelledby={id}>
          {files.map(({ key, name, progress, id: arrived, error }) => (
            <li key={key} className={classes.file}>
              <span className={classes.name}>{name}</span>
              <span className={classes.state} role={error ? 'alert' : undefined}>
                {error ?? (arrived ? 'ready' : `${Math.round(100 * progress)} %`)}
              </span>
              <CloseButton size="sm" aria-label={`Remove ${name}`} onClick={() => remove(key)} />
              {!arrived && !error && (
                <progress className={classes.progress} value={progress} aria-label={name} />
              )}
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        hidden
        onChange={({ currentTarget }) => {
          add(Array.from(currentTarget.files ?? []));
          currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        size="compact-md"
        disabled={isFull}
        aria-describedby={`${id}-hint`}
        onClick={() => input.current?.click()}
      >
        Add files
      </Button>
      <p id={`${id}-hint`} className={classes.hint}>
        Up to {mostFiles} of 25 MB: PDF, pictures, documents, sheets, text.
      </p>
    </div>
  );
}
