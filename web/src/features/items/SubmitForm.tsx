import { Textarea, TextInput } from '@mantine/core';
import type { Item } from '@plumbline/shared/contracts/items.ts';
import { useState } from 'react';
import { SendForm } from '../../components/SendForm.tsx';
import { FileField } from './FileField.tsx';
import { useSubmit } from './items.mutations.tsx';
import { useFiles } from './useFiles.ts';

/** Submits with a text, a link or files; "Submit" alone needs none of them. */
export function SubmitForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const [note, setNote] = useState('');
  const [link, setLink] = useState('');
  const files = useFiles(item.id);
  const submit = useSubmit();
  const verb = item.kind === 'paperwork' ? 'Submit' : 'Mark done';
  const isLinkWrong =
    link.trim() !== '' && !(URL.canParse(link.trim()) && link.trim().startsWith('https://'));

  return (
    <SendForm
      label={`${verb}: ${item.title}`}
      sendLabel={files.isBusy ? 'Files on their way' : verb}
      isSending={submit.isPending}
      onCancel={onDone}
      onSend={() => {
        if (isLinkWrong || files.isBusy) return;
        submit.mutate(
          {
            item,
            content: {
              note: note.trim() || undefined,
              link: link.trim() || undefined,
              fileIds: files.ids.length > 0 ? files.ids : undefined,
            },
          },
          { onSuccess: onDone },
        );
      }}
    >
      <Textarea
        label="Text"
        placeholder="Optional"
        maxLength={4000}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        data-autofocus
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextInput
        label="Link"
        placeholder="https://"
        type="url"
        inputMode="url"
        maxLength={2000}
        value={link}
        error={isLinkWrong ? 'A link begins with https://' : undefined}
        onChange={(event) => setLink(event.currentTarget.value)}
      />
      <FileField {...files} />
    </SendForm>
  );
}
