import { useHotkeys } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { ReaderContext, useClock } from '../components/useReader.ts';
import { SampleBanner } from '../features/identity/SampleBanner.tsx';
import { useMe } from '../features/identity/identity.queries.ts';
import { BottomBar } from './BottomBar.tsx';
import { OutboxNotice } from './OutboxNotice.tsx';
import { Rail } from './Rail.tsx';
import { useLive } from './useLive.ts';
import classes from './Shell.module.css';

const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'));

/** What surrounds every page of somebody signed in: the rail (a bar on a phone), the palette, the key help. */
export function Shell() {
  const me = useMe();
  const reader = useClock(me.timeZone);
  useLive();
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const close = () => setOpen(null);
  // From a field, too: it writes nothing there.
  useHotkeys([['mod+K', () => setOpen('palette')]], []);
  useHotkeys([
    ['shift+?', () => setOpen('help')],
    ['?', () => setOpen('help')],
  ]);

  return (
    <div className={me.organization.isSample ? `${classes.shell} ${classes.withBanner}` : classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      {me.organization.isSample && <SampleBanner me={me} />}
      <Rail me={me} onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
      <main id="content" className={classes.main} tabIndex={-1}>
        <OutboxNotice personId={me.id} reader={reader} />
        <Suspense fallback={<PageSkeleton />}>
          <ReaderContext value={reader}>
            <Outlet />
          </ReaderContext>
        </Suspense>
      </main>
      <BottomBar me={me} onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
      <Suspense fallback={null}>
        {open === 'palette' && <CommandPalette me={me} onClose={close} />}
        {open === 'help' && <KeyboardHelp onClose={close} />}
      </Suspense>
    </div>
  );
}
