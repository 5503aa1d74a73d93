import type { ImportFile } from '@plumbline/shared/contracts/imports.ts';
import classes from './ImportPage.module.css';

/** Each file with what became of its rows and the hash by which anyone can tell it again. */
export function ImportFiles({ files }: { files: readonly ImportFile[] }) {
  return (
    <div className={classes.scroll} role="region" aria-label="Files" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            {['Rows', 'Inserted', 'Updated', 'Unchanged', 'Kept'].map((name) => (
              <th key={name} scope="col" className={classes.number}>
                {name}
              </th>
            ))}
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <td>{file.name}</td>
              {[file.rows, file.inserted, file.updated, file.unchanged, file.kept].map((n, column) => (
                // The columns stand still.
                <td key={column} className={classes.number}>
                  {n.toLocaleString('en')}
                </td>
              ))}
              <td>
                {file.sha256 === null ? '–' : <code title={file.sha256}>{file.sha256.slice(0, 16)}…</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
