import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import { IconDots, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useRef } from 'react';
import { useSignOut } from '../features/identity/identity.mutations.ts';
import classes from './AccountMenu.module.css';
import { Waiting } from './Waiting.tsx';
import type { Destination } from './navigation.ts';

const schemes: readonly { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'As the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/**
 * Who I am, the colour scheme, help, sign out. The browser's own popover: it closes by Escape or a click outside and
 * gives the focus back, and its place is always the same corner, so nothing has to be measured.
 */
export function AccountMenu({
  me,
  className,
  label,
  places = [],
  onHelp,
  onPalette,
}: {
  me: Me;
  className?: string;
  /** In place of the person's name, where there is no room for it. */
  label?: string;
  /** Pages that the bar has no room for. */
  places?: readonly Destination[];
  onHelp: () => void;
  onPalette?: () => void;
}) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const after = (action: () => void) => () => {
    popover.current?.hidePopover();
    action();
  };
  const Glyph = label ? IconDots : IconUserCircle;

  return (
    <>
      <button type="button" className={className} popoverTarget={id}>
        <Glyph size={label ? 22 : 18} stroke={1.6} aria-hidden />
        <span className={classes.name}>{label ?? me.name}</span>
      </button>
      <div ref={popover} id={id} popover="auto" className={classes.menu} role="group" aria-label="Account">
        <div className={classes.who}>
          <p className={classes.strong}>{me.name}</p>
          <p>{`${me.role}${me.isAdmin ? ', administrator' : ''} · ${me.organization.name}`}</p>
          <p>{me.email}</p>
        </div>
        {places.length > 0 && (
          <nav className={classes.places} aria-label="More pages">
            {places.map(({ to, label: name, icon: Icon, waiting }) => (
              <Link
                key={to}
                to={to}
                activeProps={{ 'aria-current': 'page' }}
                onClick={() => popover.current?.hidePopover()}
              >
                <Icon size={18} stroke={1.6} aria-hidden />
                {name}
                <Waiting count={waiting ? me.waiting[waiting] : 0} className={classes.waiting} />
              </Link>
            ))}
          </nav>
        )}
        <fieldset className={classes.schemes}>
          <legend>Appearance</legend>
          {schemes.map(({ value, label: name }) => (
            <label key={value} className={classes.scheme}>
              <input
                type="radio"
                name={`${id}-scheme`}
                checked={colorScheme === value}
                onChange={() => setColorScheme(value)}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <div className={classes.actions}>
          {onPalette && (
            <button type="button" onClick={after(onPalette)}>
              Go to…
            </button>
          )}
          <Link to="/notifications" onClick={() => popover.current?.hidePopover()}>
            Notifications
          </Link>
          <button type="button" onClick={after(onHelp)}>
            Keyboard
          </button>
          <button type="button" onClick={() => signOut.mutate()}>
            Sign out
          </button>
        </div>
      </div>
    </>
  );
}
