import { Problem } from '@plumbline/shared/contracts/common.ts';
import {
  AcceptInvitationRequest,
  Invitations,
  InvitationsRequest,
  InvitationWelcome,
  PastedPeople,
  PeoplePreview,
  PeopleQuery,
  PersonPage,
} from '@plumbline/shared/contracts/people.ts';
import { Me } from '@plumbline/shared/contracts/session.ts';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exampleMe } from '../identity/identity.examples.ts';
import type { MeReadModel } from '../identity/me.read-model.ts';
import type { InvitationService } from './invitations.service.ts';
import { exampleInvitations, examplePaste, examplePerson, examplePreview } from './people.examples.ts';
import type { PeopleReadModel } from './people.read-model.ts';
import type { PeopleService } from './people.service.ts';

export interface PeopleRoutesDeps {
  people: PeopleService;
  readModel: PeopleReadModel;
  invitations: InvitationService;
  me: MeReadModel;
  /** How people reach the page; null: as the administrator does who sends the links. */
  publicUrl: string | null;
  now(): Date;
}

const tags = ['people'];
const shownPreview = PeoplePreview.meta({ examples: [examplePreview] });
const pasted = PastedPeople.meta({ examples: [examplePaste] });
const InvitationToken = z
  .object({ token: z.string().min(1).max(500) })
  .meta({ examples: [{ token: 'AZnDoFseewRM.k3Jx9s' }] });

/** People and how they get in. */
export function peopleRoutes({
  people,
  readModel,
  invitations,
  me,
  publicUrl,
  now,
}: PeopleRoutesDeps): FastifyPluginAsync {
  const pageUrl = ({ protocol, host }: FastifyRequest) =>
    publicUrl?.replace(/\/$/, '') ?? `${protocol}://${host}`;

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/people', {
      config: { permission: 'people.manage' },
      schema: {
        summary: 'Everybody, by name',
        tags,
        querystring: PeopleQuery,
        response: {
          200: PersonPage.meta({
            examples: [{ rows: [examplePerson], nextCursor: null }],
          }),
        },
      },
      handler: (request) => readModel.list(request.viewer, request.query, now()),
    });

    app.post('/people/preview', {
      config: { permission: 'people.manage' },
      schema: {
        summary: 'What pasting these lines would do, and what is wrong with them; changes nothing',
        tags,
        body: pasted,
        response: { 200: shownPreview },
      },
      handler: (request) => people.preview(request.viewer, request.body.text, now()),
    });

    app.post('/people', {
      config: { permission: 'people.manage' },
      schema: {
        summary:
          'Add the people of pasted lines, and let everybody report to whom the lines say from today on',
        description:
          'All or nothing: with one line wrong nothing is stored, and the answer is 400 with an error a line.',
        tags,
        body: pasted,
        response: { 200: shownPreview },
      },
      handler: (request) => people.add(request.viewer, request.body.text, now()),
    });

    app.post('/people/invitations', {
      config: { permission: 'people.manage' },
      schema: {
        summary: 'One-time links for people to choose their password; valid for 7 days, shown once',
        description: 'A new link for somebody ends the one before.',
        tags,
        body: InvitationsRequest.meta({
          examples: [{ personIds: [examplePerson.id] }],
        }),
        response: {
          200: Invitations.meta({ examples: [exampleInvitations] }),
          404: Problem,
          409: Problem,
        },
      },
      async handler(request) {
        const issued = await invitations.issue(request.viewer, request.body.personIds, now());
        return {
          invitations: issued.map(({ person, email, token, expiresAt }) => ({
            person,
            email,
            // After the #, which browsers keep to themselves: it gets into no log.
            url: `${pageUrl(request)}/invitation#${token}`,
            expiresAt: expiresAt.toISOString(),
          })),
        };
      },
    });

    app.post('/invitations/welcome', {
      config: { permission: 'public' },
      schema: {
        summary: 'Whom an invitation is for',
        tags,
        body: InvitationToken,
        response: {
          200: InvitationWelcome.meta({
            examples: [
              {
                name: 'Ana Ortiz',
                email: 'ana.ortiz@example.com',
                organizationName: 'Northwind',
              },
            ],
          }),
          404: Problem,
          429: Problem,
        },
      },
      async handler(request, reply) {
        await app.attempts.fromAddress(request, reply);
        const { name, email, organizationName } = await invitations.welcome(request.body.token, now());
        return { name, email, organizationName };
      },
    });

    app.post('/invitations/acceptance', {
      config: { permission: 'public' },
      schema: {
        summary: 'Choose a password by an invitation, and be signed in',
        tags,
        body: AcceptInvitationRequest.meta({
          examples: [{ token: 'AZnDoFseewRM.k3Jx9s', password: 'correct horse battery' }],
        }),
        response: {
          200: Me.meta({ examples: [exampleMe] }),
          404: Problem,
          409: Problem,
          429: Problem,
        },
      },
      async handler(request, reply) {
        await app.attempts.fromAddress(request, reply);
        const viewer = await invitations.accept(request.body.token, request.body.password, now());
        reply.giveSession(viewer);
        return me.me(viewer, now());
      },
    });
  };
}
