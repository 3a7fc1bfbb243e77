package dev.godwit.server.internal.page;

import static dev.godwit.server.access.Permission.APPROVE;
import static dev.godwit.server.access.Permission.SEE;
import static dev.godwit.server.access.Permission.SEE_NAMES;
import static dev.godwit.server.access.Permission.STEER;

import dev.godwit.core.MigrationControls;
import dev.godwit.server.PlanDesk;
import dev.godwit.server.access.Permission;
import dev.godwit.server.access.Steering;
import dev.godwit.server.internal.http.LongPolls;
import dev.godwit.server.internal.http.Parts;
import dev.godwit.server.internal.http.Route;
import dev.godwit.server.internal.http.Sessions;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.List;
import java.util.Optional;

/** All pages as one readable list. */
public final class PageRoutes {
    private static final String MIGRATION = "/migrations/{migration}";

    private PageRoutes() {}

    /** The pages; they watch the migrations until the polls are stopped. */
    public static List<Route> of(Parts parts, Page page) {
        Steering steering = parts.steering();
        MigrationControls migrations = steering.migrations();
        PlanDesk desk = steering.plans();
        LongPolls polls = parts.polls();
        Assets assets = page.assets();
        LiveMigrations live = new LiveMigrations(steering, page.templates(), parts.time());
        LiveStreams streams = new LiveStreams(live, parts.streams(), parts.time(), assets.edition());
        CommandForms forms = new CommandForms(steering, live, page);
        ListPages lists = new ListPages(live, steering, forms, page);
        MigrationPages one = new MigrationPages(live, desk, page, parts.time());
        LoginPages login = new LoginPages(parts.access(), page);
        UnitPages units = new UnitPages(migrations, page);
        Thread.ofVirtual().name("page-rates").start(() -> polls.stream(live::watch));
        return List.of(
                get("/", SEE, page.orProblem(lists::list)),
                get("/live", SEE, streams::list),
                post("/plans/check", STEER, page.orProblem(lists::check)),
                post("/plans/start", STEER, page.orProblem(lists::start)),
                get(MIGRATION, SEE, page.orProblem(one::migration)),
                get(MIGRATION + "/live", SEE, streams::migration),
                get(MIGRATION + "/runbook", SEE_NAMES, page.orProblem(one::runbook)),
                get(MIGRATION + "/units", SEE_NAMES, page.orProblem(units::units)),
                get(MIGRATION + "/unit", SEE_NAMES, page.orProblem(units::unit)),
                // Who may give which command is asked where it is written down, also that somebody tried.
                get(MIGRATION + "/command", SEE, page.orProblem(forms::ask)),
                post(MIGRATION + "/command", SEE, page.orProblem(forms::command)),
                get(MIGRATION + "/request", APPROVE, page.orProblem(forms::askToAgree)),
                post(MIGRATION + "/request", APPROVE, page.orProblem(forms::agree)),
                new Route(Method.GET, Sessions.LOGIN, Optional.empty(), login::ask),
                new Route(Method.POST, Sessions.LOGIN, Optional.empty(), page.orProblem(login::logIn)),
                new Route(Method.POST, "/logout", Optional.empty(), page.orProblem(login::logOut)),
                new Route(Method.GET, "/assets/{hash}/{name}", Optional.empty(), assets::serve));
    }

    private static Route get(String path, Permission permission, Handler handler) {
        return new Route(Method.GET, path, permission, handler);
    }

    private static Route post(String path, Permission permission, Handler handler) {
        return new Route(Method.POST, path, permission, handler);
    }
}
