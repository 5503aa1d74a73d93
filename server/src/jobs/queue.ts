import { queueClient } from './queues.ts';

/** Asks for an evaluation of an organisation after its record changed; asking twice before it begins is asking once. */
export async function enqueueEvaluation(
  queue: Pick<Queue, 'send'>,
  organizationId: string,
  reason: 'import' | 'night',
): Promise<void> {
  await queue.send('evaluate', { organizationId, reason }, { singletonKey: organizationId });
}

type Queue = ReturnType<typeof queueClient>;

/** Opens the queue only to send: no schedules are kept, no work is taken. For commands that end soon. */
export async function withQueue<T>(servingUrl: string, work: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = queueClient(servingUrl);
  queue.on('error', () => undefined);
  await queue.start();
  try {
    return await work(queue);
  } finally {
    await queue.stop({ graceful: false });
  }
}
