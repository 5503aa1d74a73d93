import type { ImportFile } from '@plumbline/shared/contracts/imports.ts';
import classes from './ImportPage.module.css';

const counted = [
  { of: 'rows', name: 'Rows' },
  { of: 'inserted', name: 'Inserted' },
  { of: 'updated', name: 'Updated' },
  { of: 'unchanged', name: 'Unchanged' },
  { of: 'kept', name: 'Kept' },
] as const;

/** Each file with what became of its rows and the hash by which anyone can tell it again. */
export function ImportFiles({ files }: { files: readonly ImportFile[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="Files" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            {counted.map(({ of, name }) => (
              <th key={of} scope="col" className={classes.number}>
                {name}
              </th>
            ))}
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <td className={classes.whole}>{file.name}</td>
              {counted.map(({ of, name }) => (
                <td key={of} className={classes.number} data-label={name.toLowerCase()}>
                  {file[of].toLocaleString('en')}
                </td>
              ))}
              <td className={classes.whole} data-label="SHA-256">
                {file.sha256 === null ? '–' : <code title={file.sha256}>{file.sha256.slice(0, 16)}…</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
