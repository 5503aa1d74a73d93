import { execFileSync } from 'node:child_process';

/**
 * How the distribution's own browser is started; nothing is downloaded.
 * @throws Error where there is no Chromium on the path
 */
export function chromiumLaunch() {
  const executablePath = execFileSync(
    'sh',
    ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'],
    { encoding: 'utf8' },
  ).trim();
  return {
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
