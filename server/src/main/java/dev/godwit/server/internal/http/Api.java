package dev.godwit.server.internal.http;

import static dev.godwit.client.wire.Paths.COMMANDS;
import static dev.godwit.client.wire.Paths.DESCRIPTION;
import static dev.godwit.client.wire.Paths.EVENTS;
import static dev.godwit.client.wire.Paths.HEALTH;
import static dev.godwit.client.wire.Paths.INSPECTIONS;
import static dev.godwit.client.wire.Paths.JOURNAL;
import static dev.godwit.client.wire.Paths.MIGRATIONS;
import static dev.godwit.client.wire.Paths.PLACEMENTS;
import static dev.godwit.client.wire.Paths.PLAN;
import static dev.godwit.client.wire.Paths.RENEWALS;
import static dev.godwit.client.wire.Paths.ROUTERS;
import static dev.godwit.client.wire.Paths.RUNBOOK;
import static dev.godwit.client.wire.Paths.UNITS;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.TimeSource;
import dev.godwit.server.PlanDesk;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/** All routes as one readable list. */
public final class Api {
    private static final String MIGRATION = MIGRATIONS + "/{migration}";

    private final Problems problems;
    private final List<Route> routes;

    private Api(Problems problems, List<Route> routes) {
        this.problems = problems;
        this.routes = routes;
    }

    public static Api of(
            ControlPlane controlPlane, MigrationControls migrations, PlanDesk desk, LongPolls polls, TimeSource time) {
        Exchange exchange = new Exchange();
        RouterRoutes routers = new RouterRoutes(controlPlane, exchange, polls);
        MigrationRoutes operators = new MigrationRoutes(migrations, exchange);
        PlanRoutes plans = new PlanRoutes(desk, exchange);
        EventRoutes events = new EventRoutes(migrations, polls, time);
        ServerRoutes server = new ServerRoutes(exchange);
        return new Api(
                new Problems(exchange),
                List.of(
                        new Route(Method.GET, HEALTH, server::health),
                        new Route(Method.GET, DESCRIPTION, server::description),
                        new Route(Method.POST, INSPECTIONS, plans::inspect),
                        new Route(Method.GET, MIGRATIONS, operators::list),
                        new Route(Method.POST, MIGRATIONS, plans::start),
                        new Route(Method.GET, MIGRATION, operators::status),
                        new Route(Method.GET, MIGRATION + PLAN, plans::text),
                        new Route(Method.GET, MIGRATION + RUNBOOK, plans::runbook),
                        new Route(Method.GET, MIGRATION + UNITS, operators::units),
                        new Route(Method.POST, MIGRATION + COMMANDS, operators::command),
                        new Route(Method.GET, MIGRATION + JOURNAL, operators::journal),
                        new Route(Method.GET, MIGRATION + EVENTS, events::stream),
                        new Route(Method.POST, ROUTERS, routers::register),
                        new Route(Method.POST, ROUTERS + "/{+router}" + RENEWALS, routers::renew),
                        new Route(Method.DELETE, ROUTERS + "/{+router}", routers::leave),
                        new Route(Method.GET, PLACEMENTS + "/{+place}", routers::placement)));
    }

    /** What is answered, for a description of it. */
    List<Route> routes() {
        return routes;
    }

    /** These routes, with clear answers to whatever is none of them. */
    public HttpRouting.Builder routing() {
        HttpRouting.Builder routing = HttpRouting.builder().addFilter(new LoopbackOnly());
        problems.register(routing);
        routes.forEach(route -> routing.route(route.method(), route.path(), route.handler()));
        routes.stream().map(Route::path).distinct().forEach(path -> routing.any(path, problems::methodNotAllowed));
        return routing.any(problems::notFound);
    }
}
