/** A file as it lies in a folder or a zip. */
export interface SourceFile {
  /** Without folders: `people.csv`. */
  name: string;
  /** Unpacked, in bytes. */
  size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What somebody handed in, before anything in it was read. */
export interface BundleSource {
  files: SourceFile[];
  close(): Promise<void>;
}

/** The folder or zip cannot be taken at all; the message says what to do. */
export class BundleError extends Error {
  override name = 'BundleError';
  /** The file in the zip that it is about, if one. */
  readonly file: string | null;

  constructor(message: string, file: string | null = null) {
    super(message);
    this.file = file;
  }
}
