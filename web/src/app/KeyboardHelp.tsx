import { Modal } from '@mantine/core';
import { modifierName } from '../lib/keys.ts';
import classes from './KeyboardHelp.module.css';

const keys: readonly (readonly [string, string])[] = [
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ['/', 'Search the list'],
  ['a', 'Ask about the selected rows or the row one is at, or accept what was handed in'],
  ['A', 'Ask in words of your own'],
  ['f', 'Log a follow-up about the selected rows'],
  ['o', 'On Team: the one-to-one with the rep one is at'],
  ['1 … 6', 'In a one-to-one: what came of the row one is at; 0 takes it back'],
  ['h', 'Hand back the deal one is at'],
  [`${modifierName}Enter`, 'Send the form in the side panel'],
  ['Esc', 'Close the side panel'],
  [`${modifierName}K`, 'Go to a page, a person or an item, or do what is done often'],
  ['?', 'These keys'],
];

/** Loaded when first asked for. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard">
      <dl className={classes.keys}>
        {keys.map(([key, what]) => (
          <div key={key} className={classes.line}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
