package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.server.access.Steering;
import dev.godwit.server.runbook.Runbook;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of migrations, and plans that are sent to it. Thread-safe. */
final class ListPages {
    private final LiveMigrations live;
    private final Steering steering;
    private final CommandForms forms;
    private final Page page;

    ListPages(LiveMigrations live, Steering steering, CommandForms forms, Page page) {
        this.live = live;
        this.steering = steering;
        this.forms = forms;
        this.page = page;
    }

    void list(ServerRequest request, ServerResponse response) {
        page.show(request, response, "migrations", Map.of("fragments", live.list(Viewer.of(request))));
    }

    /** Says what would happen and what stands in the way; changes nothing. */
    void check(ServerRequest request, ServerResponse response) {
        String plan = text(forms.plan(request));
        answer(request, response, checked(plan), plan);
    }

    void start(ServerRequest request, ServerResponse response) {
        String plan = text(forms.plan(request));
        MigrationName started;
        try {
            started = steering.start(Viewer.of(request).identity(), plan, Optional.empty());
        } catch (ProblemsException e) {
            answer(request, response, new CheckedPlan(Optional.empty(), e.problems()), plan);
            return;
        }
        live.refresh();
        page.goTo(request, response, "/migrations/" + started);
    }

    private CheckedPlan checked(String plan) {
        try {
            Runbook runbook = steering.plans().inspect(plan);
            return new CheckedPlan(Optional.of(runbook), runbook.problems());
        } catch (ProblemsException e) {
            return new CheckedPlan(Optional.empty(), e.problems());
        } catch (GodwitException e) {
            return new CheckedPlan(
                    Optional.empty(), List.of(Problem.error(e.code(), "plan", String.valueOf(e.getMessage()))));
        }
    }

    private void answer(ServerRequest request, ServerResponse response, CheckedPlan checked, String plan) {
        page.showPart(
                request,
                response,
                "checked",
                "The plan was checked",
                Map.of(
                        "checked",
                        checked,
                        "plan",
                        plan,
                        "csrf",
                        Viewer.of(request).csrf()));
    }

    private static String text(Form form) {
        return form.text("plan")
                .map(text -> text.replace("\r\n", "\n") + "\n")
                .orElseThrow(() -> new GodwitException(ErrorCode.INVALID_REQUEST, "plan: paste or choose one first"));
    }
}
