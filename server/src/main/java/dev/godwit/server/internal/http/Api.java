package dev.godwit.server.internal.http;

import static dev.godwit.client.wire.Paths.COMMANDS;
import static dev.godwit.client.wire.Paths.HEALTH;
import static dev.godwit.client.wire.Paths.JOURNAL;
import static dev.godwit.client.wire.Paths.MIGRATIONS;
import static dev.godwit.client.wire.Paths.PLACEMENTS;
import static dev.godwit.client.wire.Paths.RENEWALS;
import static dev.godwit.client.wire.Paths.ROUTERS;
import static dev.godwit.client.wire.Paths.STATUS;
import static dev.godwit.client.wire.Paths.UNITS;

import dev.godwit.core.ControlPlane;
import dev.godwit.core.MigrationControls;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;

/** All routes as one readable list. */
public final class Api {
    private Api() {}

    public static HttpRouting.Builder routing(
            ControlPlane controlPlane, MigrationControls migrations, LongPolls polls) {
        Exchange exchange = new Exchange();
        Problems problems = new Problems(exchange);
        RouterRoutes routers = new RouterRoutes(controlPlane, exchange, polls);
        OperatorRoutes operators = new OperatorRoutes(migrations, exchange);
        HttpRouting.Builder routing = HttpRouting.builder().addFilter(new LoopbackOnly());
        problems.register(routing);
        route(routing, problems, Method.POST, ROUTERS, routers::register);
        route(routing, problems, Method.POST, ROUTERS + "/{+router}" + RENEWALS, routers::renew);
        route(routing, problems, Method.DELETE, ROUTERS + "/{+router}", routers::leave);
        route(routing, problems, Method.GET, PLACEMENTS + "/{+place}", routers::placement);
        route(routing, problems, Method.GET, MIGRATIONS, operators::migrations);
        route(routing, problems, Method.GET, STATUS, operators::status);
        route(routing, problems, Method.GET, UNITS, operators::units);
        route(routing, problems, Method.POST, COMMANDS, operators::command);
        route(routing, problems, Method.GET, JOURNAL, operators::journal);
        route(routing, problems, Method.GET, HEALTH, operators::health);
        return routing.any(problems::notFound);
    }

    private static void route(
            HttpRouting.Builder routing, Problems problems, Method method, String path, Handler handler) {
        routing.route(method, path, handler).any(path, problems::methodNotAllowed);
    }
}
