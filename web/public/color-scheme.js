// The same key and attribute as Mantine's colour scheme manager reads and writes.
const stored = window.localStorage.getItem('mantine-color-scheme-value');
const dark =
  stored === 'dark' || (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
