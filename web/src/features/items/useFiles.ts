import { mostFiles, SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import { useEffect, useRef, useState } from 'react';
import { upload } from '../../lib/upload.ts';

/** A file that somebody chose: on its way, here, or refused. */
export interface ChosenFile {
  key: number;
  name: string;
  /** 0 to 1. */
  progress: number;
  /** Once it has arrived. */
  id: string | null;
  error: string | null;
}

/** The files of a submission that is being written. Each goes up as soon as it is chosen. */
export function useFiles(itemId: string) {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const underWay = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);
  useEffect(() => {
    const uploads = underWay.current;
    return () => {
      for (const controller of uploads.values()) controller.abort();
    };
  }, []);

  const change = (key: number, to: Partial<ChosenFile>) =>
    setFiles((all) => all.map((file) => (file.key === key ? { ...file, ...to } : file)));

  const send = async (key: number, file: File) => {
    const controller = new AbortController();
    underWay.current.set(key, controller);
    try {
      const { id } = await upload({
        path: `/items/${itemId}/files`,
        file,
        answer: SubmittedFile,
        onProgress: (progress) => change(key, { progress }),
        signal: controller.signal,
      });
      change(key, { id, progress: 1 });
    } catch (error) {
      if (!controller.signal.aborted)
        change(key, { error: error instanceof Error ? error.message : 'It did not arrive.' });
    } finally {
      underWay.current.delete(key);
    }
  };

  return {
    files,
    isFull: files.length >= mostFiles,
    isBusy: files.some(({ id, error }) => id === null && error === null),
    ids: files.flatMap(({ id }) => id ?? []),
    add: (chosen: readonly File[]) => {
      for (const file of chosen.slice(0, mostFiles - files.length)) {
        lastKey.current += 1;
        const key = lastKey.current;
        setFiles((all) => [...all, { key, name: file.name, progress: 0, id: null, error: null }]);
        void send(key, file);
      }
    },
    remove: (key: number) => {
      underWay.current.get(key)?.abort();
      setFiles((all) => all.filter((file) => file.key !== key));
    },
  };
}
