import type { SubmittedFile } from '@plumbline/shared/contracts/items.ts';
import classes from './SubmissionContent.module.css';

/** Text, link and files of a submission. */
export function SubmissionContent({
  itemId,
  note,
  link,
  files,
}: {
  itemId: string;
  note: string | null;
  link: string | null;
  files: readonly SubmittedFile[];
}) {
  return (
    <>
      {note && <p className={classes.note}>{note}</p>}
      {(link || files.length > 0) && (
        <ul className={classes.links}>
          {link && (
            <li>
              <a href={link} target="_blank" rel="noopener noreferrer nofollow">
                {shortened(link)}
              </a>
            </li>
          )}
          {files.map(({ id, name, size }) => (
            <li key={id}>
              <a href={`/api/v1/items/${itemId}/files/${id}`} download={name}>
                {name}
              </a>{' '}
              <span className={classes.size}>{formatSize(size)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const shortened = (link: string) => {
  const bare = link.replace('https://', '');
  return bare.length > 60 ? `${bare.slice(0, 59)}…` : bare;
};

const formatSize = (bytes: number) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
