import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from './errors.ts';
import type { Bucket } from './storage/s3.ts';

/** The checkout's root: `./data` lies there from whichever folder a command is run. */
const root = resolve(import.meta.dirname, '../..');

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'a postgres://user:password@host:port/database address',
});

const Settings = z.object({
  /** The login that serves and owns nothing. Unset: the embedded PostgreSQL. */
  DATABASE_URL: postgresUrl.optional(),
  /** The login that migrates and owns the tables. Needed wherever DATABASE_URL is set. */
  DATABASE_OWNER_URL: postgresUrl.optional(),
  /** Where the embedded database, its passwords and uploads are kept. */
  PLUMBLINE_DATA_DIR: z.string().min(1).default('./data'),
  /** The address to listen on; 0.0.0.0 for every network card. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port. */
  PORT: z.coerce.number('a port number').int().min(0).max(65_535).default(3000),
  /** How people reach the page, for links in invitations and for the origin check. Unset: http://HOST:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }).optional(),
  /** Proxies in front, by address or network, comma separated: what they say of a caller's address is believed. */
  TRUSTED_PROXIES: z.string().min(1).optional(),
  /** Signs the session cookies; at least 32 characters. Unset: generated and kept in the data directory. */
  SESSION_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  /** Who may read /metrics from another machine: `Authorization: Bearer <token>`. Unset: this machine alone. */
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  /** The mail server, smtp://user:password@host:port or smtps://…. Unset: no mail is sent, and the page says so. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an smtp:// or smtps:// address' }).optional(),
  /** Who mail is from. Needed wherever SMTP_URL is set. */
  MAIL_FROM: z
    .string()
    .regex(/.@./, 'an address, or a name with one: Plumbline <plumbline@example.com>')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** The largest import that the page accepts, in megabytes. */
  UPLOAD_LIMIT_MB: z.coerce.number('a number of megabytes').int().min(1).max(100_000).default(2048),
  /** The largest file of a submission, in megabytes. */
  FILE_LIMIT_MB: z.coerce.number('a number of megabytes').int().min(1).max(1000).default(25),
  /** Where the files of submissions lie: an S3 bucket, as https://s3.eu-central-1.amazonaws.com/bucket. Unset: the data directory. */
  FILES_S3_URL: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }).optional(),
  FILES_S3_REGION: z.string().min(1).default('us-east-1'),
  FILES_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
});

export interface Config {
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  dataDir: string;
  host: string;
  port: number;
  publicUrl: string | null;
  trustedProxies: string | null;
  sessionSecret: string | null;
  metricsToken: string | null;
  /** Null: no mail. */
  mail: { smtpUrl: string; from: string } | null;
  logLevel: z.infer<typeof Settings>['LOG_LEVEL'];
  uploadLimitBytes: number;
  fileLimitBytes: number;
  /** Null: files lie in the data directory. */
  fileBucket: Bucket | null;
}

/**
 * Reads the settings. This is the only place that looks at the environment.
 * @throws StartError naming each wrong setting and what it should be
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} should be ${issue.message}`);
    throw new StartError(`Wrong setting: ${wrong.join('; ')}.`);
  }
  const settings = parsed.data;
  if (settings.DATABASE_URL && !settings.DATABASE_OWNER_URL) {
    throw new StartError(
      'DATABASE_URL is set, DATABASE_OWNER_URL is not: Plumbline needs a second login that owns the tables (docs/operating.md, "Two logins").',
    );
  }
  if (settings.DATABASE_OWNER_URL && !settings.DATABASE_URL) {
    throw new StartError(
      'DATABASE_OWNER_URL is set, DATABASE_URL is not: set both, or neither for the embedded database.',
    );
  }
  if ((settings.SMTP_URL === undefined) !== (settings.MAIL_FROM === undefined)) {
    throw new StartError('SMTP_URL and MAIL_FROM go together: set both, or neither for no mail.');
  }
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    dataDir: isAbsolute(settings.PLUMBLINE_DATA_DIR)
      ? settings.PLUMBLINE_DATA_DIR
      : resolve(root, settings.PLUMBLINE_DATA_DIR),
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
    trustedProxies: settings.TRUSTED_PROXIES ?? null,
    sessionSecret: settings.SESSION_SECRET ?? null,
    metricsToken: settings.METRICS_TOKEN ?? null,
    mail:
      settings.SMTP_URL === undefined || settings.MAIL_FROM === undefined
        ? null
        : { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    logLevel: settings.LOG_LEVEL,
    uploadLimitBytes: settings.UPLOAD_LIMIT_MB * 1024 * 1024,
    fileLimitBytes: settings.FILE_LIMIT_MB * 1024 * 1024,
    fileBucket: bucketOf(settings),
  };
}

function bucketOf(settings: z.infer<typeof Settings>): Bucket | null {
  const { FILES_S3_URL: url, FILES_S3_ACCESS_KEY_ID: accessKeyId } = settings;
  const { FILES_S3_REGION: region, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (url === undefined && accessKeyId === undefined && secretAccessKey === undefined) return null;
  if (url === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new StartError(
      'FILES_S3_URL, FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY go together: set all three, or none for the data directory.',
    );
  }
  return { url, region, accessKeyId, secretAccessKey };
}
