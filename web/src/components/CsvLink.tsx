import { Button } from '@mantine/core';
import { queryString } from '../lib/api.ts';

/** The list that is on screen as a file. */
export function CsvLink({
  list,
  filters,
}: {
  list: 'items' | 'follow-ups' | 'directives' | 'exceptions';
  filters: Parameters<typeof queryString>[0];
}) {
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/${list}.csv${queryString(filters)}`}
      download
      data-quiet
    >
      CSV
    </Button>
  );
}
