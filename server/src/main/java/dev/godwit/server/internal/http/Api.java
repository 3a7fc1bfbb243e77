package dev.godwit.server.internal.http;

import static dev.godwit.client.wire.Paths.AUDIT;
import static dev.godwit.client.wire.Paths.COMMANDS;
import static dev.godwit.client.wire.Paths.DESCRIPTION;
import static dev.godwit.client.wire.Paths.DOCUMENTS;
import static dev.godwit.client.wire.Paths.EVENTS;
import static dev.godwit.client.wire.Paths.HEALTH;
import static dev.godwit.client.wire.Paths.INSPECTIONS;
import static dev.godwit.client.wire.Paths.JOURNAL;
import static dev.godwit.client.wire.Paths.KEYSPACES;
import static dev.godwit.client.wire.Paths.LATENCY;
import static dev.godwit.client.wire.Paths.METRICS;
import static dev.godwit.client.wire.Paths.MIGRATIONS;
import static dev.godwit.client.wire.Paths.PLACEMENTS;
import static dev.godwit.client.wire.Paths.PLAN;
import static dev.godwit.client.wire.Paths.RENEWALS;
import static dev.godwit.client.wire.Paths.REQUESTS;
import static dev.godwit.client.wire.Paths.ROUTERS;
import static dev.godwit.client.wire.Paths.RUNBOOK;
import static dev.godwit.client.wire.Paths.UNITS;
import static dev.godwit.server.access.Permission.ROUTE;
import static dev.godwit.server.access.Permission.SEE;
import static dev.godwit.server.access.Permission.SEE_NAMES;
import static dev.godwit.server.access.Permission.STEER;

import dev.godwit.server.internal.page.Page;
import dev.godwit.server.internal.page.PageRoutes;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All routes as one readable list. */
public final class Api {
    private static final String MIGRATION = MIGRATIONS + "/{migration}";

    private final Problems problems;
    private final Guard guard;
    private final ToLeader toLeader;
    private final Set<String> names;
    private final List<Route> routes;

    private Api(Problems problems, Guard guard, ToLeader toLeader, Set<String> names, List<Route> routes) {
        this.problems = problems;
        this.guard = guard;
        this.toLeader = toLeader;
        this.names = names;
        this.routes = routes;
    }

    public static Api of(Parts parts) {
        Exchange exchange = new Exchange();
        Page page = Page.create();
        RouterRoutes routers = new RouterRoutes(parts.controlPlane(), exchange, parts.polls());
        MigrationRoutes migrations = new MigrationRoutes(parts.steering().migrations(), exchange);
        KeyspaceRoutes keyspaces = new KeyspaceRoutes(parts.steering().migrations(), exchange);
        CommandRoutes commands = new CommandRoutes(parts.steering(), exchange);
        PlanRoutes plans = new PlanRoutes(parts.steering(), exchange);
        EventRoutes events = new EventRoutes(parts.steering().migrations(), parts.streams(), parts.time());
        DocumentRoutes documents = new DocumentRoutes(parts.steering(), exchange, parts.time());
        ServerRoutes server = new ServerRoutes(exchange, parts.metrics());
        return new Api(
                new Problems(exchange, page),
                new Guard(parts.access(), new RateLimits()),
                parts.toLeader(),
                parts.names(),
                withPages(
                        PageRoutes.of(parts, page),
                        new Route(Method.GET, HEALTH, Optional.empty(), server::health),
                        new Route(Method.GET, METRICS, SEE, server::metrics),
                        new Route(Method.GET, DESCRIPTION, Optional.empty(), server::description),
                        new Route(Method.POST, INSPECTIONS, STEER, plans::inspect),
                        new Route(Method.GET, KEYSPACES, SEE, keyspaces::list),
                        new Route(Method.GET, KEYSPACES + "/{keyspace}", SEE, keyspaces::keyspace),
                        new Route(Method.GET, MIGRATIONS, SEE, migrations::list),
                        // Who may give which command is asked where it is written down, also that somebody tried.
                        new Route(Method.POST, MIGRATIONS, SEE, plans::start),
                        new Route(Method.GET, MIGRATION, SEE, migrations::status),
                        new Route(Method.GET, MIGRATION + LATENCY, SEE, migrations::latency),
                        new Route(Method.GET, MIGRATION + PLAN, SEE_NAMES, plans::text),
                        new Route(Method.GET, MIGRATION + RUNBOOK, SEE_NAMES, plans::runbook),
                        new Route(Method.GET, MIGRATION + UNITS, SEE_NAMES, migrations::units),
                        new Route(Method.POST, MIGRATION + COMMANDS, SEE, commands::command),
                        new Route(Method.GET, MIGRATION + REQUESTS, SEE_NAMES, commands::requests),
                        new Route(Method.POST, MIGRATION + REQUESTS + "/{request}", SEE, commands::approve),
                        new Route(Method.GET, MIGRATION + JOURNAL, SEE_NAMES, migrations::journal),
                        new Route(Method.GET, MIGRATION + EVENTS, SEE, events::stream),
                        new Route(Method.GET, MIGRATION + DOCUMENTS + "/runbook", SEE_NAMES, documents::runbook),
                        new Route(Method.GET, MIGRATION + DOCUMENTS + "/hand-over", SEE_NAMES, documents::handOver),
                        new Route(Method.GET, MIGRATION + DOCUMENTS + "/news", SEE, documents::news),
                        new Route(Method.GET, AUDIT, SEE_NAMES, commands::audit),
                        new Route(Method.POST, ROUTERS, ROUTE, routers::register),
                        new Route(Method.POST, ROUTERS + "/{+router}" + RENEWALS, ROUTE, routers::renew),
                        new Route(Method.DELETE, ROUTERS + "/{+router}", ROUTE, routers::leave),
                        new Route(Method.GET, PLACEMENTS + "/{+place}", ROUTE, routers::placement)));
    }

    private static List<Route> withPages(List<Route> pages, Route... api) {
        return Stream.concat(Stream.of(api), pages.stream()).toList();
    }

    /** What is answered, as method and path, for descriptions of it. */
    public List<String> described() {
        return routes.stream().map(Api::inWords).toList();
    }

    /** What is answered only to those who may. */
    public List<String> guarded() {
        return routes.stream()
                .filter(route -> route.permission().isPresent())
                .map(Api::inWords)
                .toList();
    }

    private static String inWords(Route route) {
        return route.method().text() + " " + route.path();
    }

    /** These routes, with clear answers to whatever is none of them. */
    public HttpRouting.Builder routing() {
        HttpRouting.Builder routing =
                HttpRouting.builder().addFilter(new OwnNames(names)).addFilter(toLeader);
        problems.register(routing);
        routes.forEach(route -> routing.route(route.method(), route.path(), guard.guarded(route)));
        routes.stream().map(Route::path).distinct().forEach(path -> routing.any(path, problems::methodNotAllowed));
        return routing.any(problems::notFound);
    }
}
