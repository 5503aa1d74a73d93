import type { LiveEvent } from '@plumbline/shared/contracts/live.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followStream } from './live-stream.ts';

/** What a browser does with a stream, told by the test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 0;
  constructor() {
    super();
    streams.push(this);
  }
  close() {
    this.readyState = Stream.CLOSED;
  }
  /** An answer other than 200: the browser gives the stream up. */
  refuse() {
    this.readyState = Stream.CLOSED;
    this.dispatchEvent(new Event('error'));
  }
  /** The connection breaks: the browser opens it again by itself. */
  cut() {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  say(data: string) {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    this.dispatchEvent(new MessageEvent('changed', { data }));
  }
}

let streams: Stream[] = [];
const newest = () => streams.at(-1) ?? expect.fail('no stream was opened');

beforeEach(() => {
  streams = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('opens another stream where one was refused, after longer and longer waits, and hears again', () => {
  const heard: LiveEvent[] = [];
  followStream(new AbortController().signal, (event) => heard.push(event));
  for (const wait of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    const opened = streams.length;
    newest().refuse();
    vi.advanceTimersByTime(wait - 1);
    expect(streams).toHaveLength(opened);
    vi.advanceTimersByTime(1);
    expect(streams).toHaveLength(opened + 1);
  }
  newest().say('{"subjects":"all"}');
  expect(heard).toEqual([{ subjects: 'all' }]);
  const opened = streams.length;
  newest().refuse();
  vi.advanceTimersByTime(2_000);
  expect(streams).toHaveLength(opened + 1);
});

it('leaves a broken connection to the browser', () => {
  followStream(new AbortController().signal, () => undefined);
  newest().cut();
  vi.advanceTimersByTime(600_000);
  expect(streams).toHaveLength(1);
});

it('opens nothing any more once the page has gone', () => {
  const gone = new AbortController();
  followStream(gone.signal, () => undefined);
  newest().refuse();
  gone.abort();
  vi.advanceTimersByTime(600_000);
  expect(streams).toHaveLength(1);

  const later = new AbortController();
  followStream(later.signal, () => undefined);
  later.abort();
  expect(newest().readyState).toBe(Stream.CLOSED);
});
