import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { absencesQuery } from './calendar.queries.ts';
import { LeaveForm } from './LeaveForm.tsx';
import { LeaveList } from './LeaveList.tsx';

/** A rep's leave in the panel of Team: what is to come, and a way to record it. */
export function RepLeave({ person }: { person: { id: string; name: string } }) {
  const [isRecording, setRecording] = useState(false);
  const query = useInfiniteQuery(absencesQuery({ person: person.id, state: 'present' }));
  const mayRecord = query.data?.pages[0]?.can.record ?? false;
  return (
    <>
      <LeaveList person={person.id} state="present" none="None is recorded." />
      {isRecording ? (
        <LeaveForm
          person={person}
          onRecorded={() => setRecording(false)}
          onCancel={() => setRecording(false)}
        />
      ) : (
        mayRecord && (
          <Button size="xs" variant="default" onClick={() => setRecording(true)}>
            Record leave
          </Button>
        )
      )}
    </>
  );
}
