import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import type { Permission } from '@plumbline/shared/domain/roles.ts';
import { z } from 'zod';
import { NotFoundPage } from '../components/NotFoundPage.tsx';
import { PageFailure } from '../components/PageFailure.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { AuditSearch } from '../features/audit/audit.search.ts';
import { DirectivesSearch } from '../features/directives/directives.search.ts';
import { ExceptionsSearch } from '../features/exceptions/exceptions.search.ts';
import { FlagSearch, FlagsSearch } from '../features/flags/flags.search.ts';
import { FollowUpsSearch } from '../features/follow-ups/follow-ups.search.ts';
import { meQuery } from '../features/identity/identity.queries.ts';
import { ItemListSearch, MyItemsSearch } from '../features/items/item-list.search.ts';
import { TakeoversSearch } from '../features/interventions/takeovers.search.ts';
import { PatternsSearch, ReadingSearch } from '../features/patterns/patterns.search.ts';
import { isSignedOut } from '../lib/api-error.ts';
import { Shell } from './Shell.tsx';
import { homeOf } from './navigation.ts';
import { onSignedOut, queryClient } from './query-client.ts';

const rootRoute = createRootRoute({ component: Outlet });

// Without a session

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  /** `back`: where to go on afterwards, a path of ours. */
  validateSearch: z.object({ back: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/identity/SignInPage.tsx'), 'SignInPage'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/identity/WelcomePage.tsx'), 'WelcomePage'),
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/identity/SetUpPage.tsx'), 'SetUpPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../features/identity/InvitationPage.tsx'), 'InvitationPage'),
});

const actRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/act',
  component: lazyRouteComponent(() => import('../features/notifications/ActPage.tsx'), 'ActPage'),
});

// With one

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  // Without who is signed in there is no shell to show it in.
  errorComponent: (props) => (
    <main>
      <PageFailure {...props} />
    </main>
  ),
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { back: location.href } });
    }
  },
});

/** Whoever may not see a page is told so, as if it were not there. */
const needs = (permission: Permission) => async () => {
  const { permissions } = await queryClient.ensureQueryData(meQuery);
  if (!permissions.includes(permission)) throw notFound();
};

/** An address that leads nowhere still shows where one can go. */
const nowhereRoute = createRoute({ getParentRoute: () => shellRoute, path: '/$', component: NotFoundPage });

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: homeOf(await queryClient.ensureQueryData(meQuery)), replace: true });
  },
});

const itemsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/items',
  beforeLoad: needs('items.own'),
  validateSearch: MyItemsSearch,
  component: lazyRouteComponent(() => import('../features/items/MyItemsPage.tsx'), 'MyItemsPage'),
});

const itemRoute = createRoute({
  getParentRoute: () => itemsRoute,
  path: '/$itemId',
  validateSearch: z.object({ form: z.enum(['why', 'time', 'submit']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/items/panels.tsx'), 'MyItemPanel'),
});

const directivesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/directives',
  beforeLoad: needs('directives.read'),
  validateSearch: DirectivesSearch,
  component: lazyRouteComponent(() => import('../features/directives/DirectivesPage.tsx'), 'DirectivesPage'),
});

const issueDirectiveRoute = createRoute({
  getParentRoute: () => directivesRoute,
  path: '/new',
  component: lazyRouteComponent(
    () => import('../features/directives/IssueDirectivePanel.tsx'),
    'IssueDirectivePanel',
  ),
});

const directiveRoute = createRoute({
  getParentRoute: () => directivesRoute,
  path: '/$directiveId',
  component: lazyRouteComponent(() => import('../features/directives/DirectivePanel.tsx'), 'DirectivePanel'),
});

const replaceDirectiveRoute = createRoute({
  getParentRoute: () => directivesRoute,
  path: '/$directiveId/replacement',
  component: lazyRouteComponent(
    () => import('../features/directives/ReplaceDirectivePanel.tsx'),
    'ReplaceDirectivePanel',
  ),
});

const directiveItemRoute = createRoute({
  getParentRoute: () => directivesRoute,
  path: '/items/$itemId',
  component: lazyRouteComponent(() => import('../features/items/panels.tsx'), 'DirectiveItemPanel'),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/exceptions',
  validateSearch: ExceptionsSearch,
  component: lazyRouteComponent(() => import('../features/exceptions/ExceptionsPage.tsx'), 'ExceptionsPage'),
});

const askForExceptionRoute = createRoute({
  getParentRoute: () => exceptionsRoute,
  path: '/new',
  component: lazyRouteComponent(
    () => import('../features/exceptions/AskForExceptionPanel.tsx'),
    'AskForExceptionPanel',
  ),
});

const followUpsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/follow-ups',
  validateSearch: FollowUpsSearch,
  component: lazyRouteComponent(() => import('../features/follow-ups/FollowUpsPage.tsx'), 'FollowUpsPage'),
});

const todayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/today',
  beforeLoad: needs('items.team'),
  /** What is selected (ids, joined by commas) and how the queue is shown: a reload keeps it. */
  validateSearch: z.object({
    selected: z.string().max(4000).optional().catch(undefined),
    group: z.enum(['rep']).optional().catch(undefined),
    urgency: z.enum(['passed', 'today', 'later']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../features/items/TodayPage.tsx'), 'TodayPage'),
});

const todayItemRoute = createRoute({
  getParentRoute: () => todayRoute,
  path: '/items/$itemId',
  component: lazyRouteComponent(() => import('../features/items/panels.tsx'), 'TodayItemPanel'),
});

const logFollowUpRoute = createRoute({
  getParentRoute: () => todayRoute,
  path: '/follow-up',
  component: lazyRouteComponent(
    () => import('../features/follow-ups/LogFollowUpPanel.tsx'),
    'LogFollowUpPanel',
  ),
});

const askRoute = createRoute({
  getParentRoute: () => todayRoute,
  path: '/ask',
  component: lazyRouteComponent(() => import('../features/follow-ups/AskPanel.tsx'), 'AskPanel'),
});

const teamItemsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team-items',
  beforeLoad: needs('items.team'),
  validateSearch: ItemListSearch,
  component: lazyRouteComponent(() => import('../features/items/TeamItemsPage.tsx'), 'TeamItemsPage'),
});

const listedItemRoute = createRoute({
  getParentRoute: () => teamItemsRoute,
  path: '/$itemId',
  component: lazyRouteComponent(() => import('../features/items/panels.tsx'), 'ListedItemPanel'),
});

const bulkRoute = createRoute({
  getParentRoute: () => teamItemsRoute,
  path: '/bulk/$action',
  params: z.object({ action: z.enum(['ask', 'log', 'accept', 'grant']) }),
  component: lazyRouteComponent(() => import('../features/items/BulkPanel.tsx'), 'BulkPanel'),
});

const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team',
  beforeLoad: needs('items.team'),
  component: lazyRouteComponent(() => import('../features/items/TeamPage.tsx'), 'TeamPage'),
});

const repRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/$repId',
  component: lazyRouteComponent(() => import('../features/items/RepPanel.tsx'), 'RepPanel'),
});

const repItemRoute = createRoute({
  getParentRoute: () => teamRoute,
  path: '/$repId/items/$itemId',
  component: lazyRouteComponent(() => import('../features/items/panels.tsx'), 'TeamItemPanel'),
});

const oneToOneRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team/$repId/one-to-one',
  component: lazyRouteComponent(() => import('../features/follow-ups/OneToOnePage.tsx'), 'OneToOnePage'),
});

const myRecordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-record',
  beforeLoad: needs('record.own'),
  component: lazyRouteComponent(() => import('../features/record/MyRecordPage.tsx'), 'MyRecordPage'),
});

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  beforeLoad: needs('people.manage'),
  validateSearch: z.object({ view: z.enum(['invitations']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/people/PeoplePage.tsx'), 'PeoplePage'),
});

const addPeopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/new',
  beforeLoad: needs('people.manage'),
  component: lazyRouteComponent(() => import('../features/people/AddPeoplePage.tsx'), 'AddPeoplePage'),
});

const patternsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/patterns',
  validateSearch: PatternsSearch,
  component: lazyRouteComponent(() => import('../features/patterns/PatternsPage.tsx'), 'PatternsPage'),
});

const managerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/patterns/$managerId',
  validateSearch: ReadingSearch,
  component: lazyRouteComponent(() => import('../features/patterns/ManagerPage.tsx'), 'ManagerPage'),
});

const myPatternsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-patterns',
  validateSearch: ReadingSearch,
  component: lazyRouteComponent(() => import('../features/patterns/MyPatternsPage.tsx'), 'MyPatternsPage'),
});

const flagsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/flags',
  beforeLoad: needs('flags.review'),
  validateSearch: FlagsSearch,
  component: lazyRouteComponent(() => import('../features/flags/FlagsPage.tsx'), 'FlagsPage'),
});

const flagRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/flags/$flagId',
  validateSearch: FlagSearch,
  component: lazyRouteComponent(() => import('../features/flags/FlagPage.tsx'), 'FlagPage'),
});

const policyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/policy',
  beforeLoad: needs('policy.read'),
  component: lazyRouteComponent(() => import('../features/policy/PolicyPage.tsx'), 'PolicyPage'),
});

const accountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/accounts',
  validateSearch: TakeoversSearch,
  component: lazyRouteComponent(() => import('../features/interventions/TakeoversPage.tsx'), 'TakeoversPage'),
});

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/notifications/InboxPage.tsx'), 'InboxPage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notifications',
  component: lazyRouteComponent(
    () => import('../features/notifications/NotificationsPage.tsx'),
    'NotificationsPage',
  ),
});

const deliveriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deliveries',
  beforeLoad: needs('deliveries.manage'),
  validateSearch: z.object({ state: z.enum(['waiting']).optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import('../features/notifications/DeliveriesPage.tsx'),
    'DeliveriesPage',
  ),
});

const paperworkRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/paperwork',
  beforeLoad: needs('paperwork.manage'),
  component: lazyRouteComponent(() => import('../features/paperwork/PaperworkPage.tsx'), 'PaperworkPage'),
});

const newPaperworkRoute = createRoute({
  getParentRoute: () => paperworkRoute,
  path: '/new',
  component: lazyRouteComponent(() => import('../features/paperwork/panels.tsx'), 'NewPaperworkPanel'),
});

const paperworkTypeRoute = createRoute({
  getParentRoute: () => paperworkRoute,
  path: '/$typeId',
  component: lazyRouteComponent(() => import('../features/paperwork/panels.tsx'), 'PaperworkPanel'),
});

const calendarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calendar',
  beforeLoad: needs('calendar.manage'),
  component: lazyRouteComponent(() => import('../features/calendar/CalendarPage.tsx'), 'CalendarPage'),
});

const leaveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leave',
  validateSearch: z.object({ form: z.enum(['record']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/calendar/LeavePage.tsx'), 'LeavePage'),
});

const declareTakeoverRoute = createRoute({
  getParentRoute: () => accountsRoute,
  path: '/declare',
  component: lazyRouteComponent(
    () => import('../features/interventions/DeclareTakeoverPanel.tsx'),
    'DeclareTakeoverPanel',
  ),
});

const logJointCallRoute = createRoute({
  getParentRoute: () => accountsRoute,
  path: '/joint-call',
  component: lazyRouteComponent(
    () => import('../features/interventions/LogJointCallPanel.tsx'),
    'LogJointCallPanel',
  ),
});

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  beforeLoad: needs('imports.manage'),
  component: lazyRouteComponent(() => import('../features/imports/ImportsPage.tsx'), 'ImportsPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$importId',
  beforeLoad: needs('imports.manage'),
  component: lazyRouteComponent(() => import('../features/imports/ImportPage.tsx'), 'ImportPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  beforeLoad: needs('audit.read'),
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/AuditPage.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  welcomeRoute,
  setUpRoute,
  invitationRoute,
  actRoute,
  shellRoute.addChildren([
    homeRoute,
    nowhereRoute,
    itemsRoute.addChildren([itemRoute]),
    directivesRoute.addChildren([
      issueDirectiveRoute,
      directiveRoute,
      replaceDirectiveRoute,
      directiveItemRoute,
    ]),
    exceptionsRoute.addChildren([askForExceptionRoute]),
    followUpsRoute,
    todayRoute.addChildren([todayItemRoute, askRoute, logFollowUpRoute]),
    teamItemsRoute.addChildren([listedItemRoute, bulkRoute]),
    teamRoute.addChildren([repRoute, repItemRoute]),
    oneToOneRoute,
    myRecordRoute,
    peopleRoute,
    addPeopleRoute,
    patternsRoute,
    managerRoute,
    myPatternsRoute,
    flagsRoute,
    flagRoute,
    policyRoute,
    accountsRoute.addChildren([declareTakeoverRoute, logJointCallRoute]),
    inboxRoute,
    notificationsRoute,
    deliveriesRoute,
    paperworkRoute.addChildren([newPaperworkRoute, paperworkTypeRoute]),
    calendarRoute,
    leaveRoute,
    importsRoute,
    importRoute,
    auditRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  queryClient.removeQueries();
  void router.navigate({ to: '/sign-in', search: { back: href }, replace: true });
});
