import '@fontsource-variable/inter/wght.css';
import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/Providers.tsx';
import { pressOnce } from './app/one-press.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');

pressOnce(document);
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
