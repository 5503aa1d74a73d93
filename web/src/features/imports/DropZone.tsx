import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import classes from './DropZone.module.css';
import { useUpload } from './imports.mutations.ts';

/** A zip by drag and drop or by the button; what is plainly not one is refused before it is sent. */
export function DropZone() {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const upload = useUpload();

  const send = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (!file.name.toLowerCase().endsWith('.zip')) {
      setRefused(`${file.name} is not a zip. Put the CSV files of the bundle into one zip and drop that.`);
      return;
    }
    setRefused(null);
    upload.mutate(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };

  return (
    // Dropping is a shortcut; the button inside does the same from the keyboard.
    <section
      className={classes.zone}
      aria-label="Import a bundle"
      data-over={isOver || undefined}
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        send(event.dataTransfer.files);
      }}
    >
      <p className={classes.what}>{isOver ? 'Let go to import' : 'Drop a zip of CSV files here'}</p>
      <p className={classes.hint}>
        All of it goes in, or none. Bringing the same files again changes nothing.
      </p>
      <Button loading={upload.isPending} onClick={() => input.current?.click()}>
        Choose a zip
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        className={classes.input}
        aria-label="Zip to import"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          send(currentTarget.files);
          // The same file again is a new choice.
          currentTarget.value = '';
        }}
      />
      <div role="alert">
        {(refused ?? upload.error) && <p className={classes.wrong}>{refused ?? upload.error?.message}</p>}
      </div>
    </section>
  );
}
