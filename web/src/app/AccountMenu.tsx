import { Menu, useMantineColorScheme } from '@mantine/core';
import type { Me } from '@plumbline/shared/contracts/session.ts';
import {
  IconCheck,
  IconDots,
  IconKeyboard,
  IconLogout,
  IconSearch,
  IconUserCircle,
} from '@tabler/icons-react';
import { useSignOut } from '../features/identity/identity.mutations.ts';
import classes from './AccountMenu.module.css';

const schemes = [
  { value: 'auto', label: 'As the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Who I am, the colour scheme, help, sign out. */
export function AccountMenu({
  me,
  className,
  label,
  onHelp,
  onPalette,
}: {
  me: Me;
  className?: string;
  /** In place of the person's name, where there is no room for it. */
  label?: string;
  onHelp: () => void;
  onPalette?: () => void;
}) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={className}>
          {label ? <IconDots size={22} stroke={1.6} aria-hidden /> : <IconUserCircle size={18} stroke={1.6} aria-hidden />}
          <span className={classes.name}>{label ?? me.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <p className={classes.strong}>{me.name}</p>
          <p>{`${me.role}${me.isAdmin ? ', administrator' : ''} · ${me.organization.name}`}</p>
          <p>{me.email}</p>
        </div>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label: name }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            onClick={() => setColorScheme(value)}
            rightSection={colorScheme === value ? <IconCheck size={16} aria-hidden /> : null}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {onPalette && (
          <Menu.Item leftSection={<IconSearch size={16} />} onClick={onPalette}>
            Go to…
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
          Keyboard
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
