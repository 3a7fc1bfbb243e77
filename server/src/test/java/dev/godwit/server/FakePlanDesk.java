package dev.godwit.server;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Problem;
import dev.godwit.core.ProblemsException;
import dev.godwit.server.runbook.Runbook;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes in any plan but one that is called wrong. */
final class FakePlanDesk implements PlanDesk {
    static final MigrationName STARTED = new MigrationName("notes-to-postgres");
    static final List<Problem> PROBLEMS = List.of(
            Problem.error(ErrorCode.PLAN_INVALID_VALUE, "plan:1", "this is wrong"),
            Problem.warning(ErrorCode.PLAN_INVALID_VALUE, "plan:2", "this is strange"));

    final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

    @Override
    public Runbook inspect(String yaml) {
        sent.add(yaml);
        return runbook(STARTED);
    }

    @Override
    public MigrationName start(String yaml) {
        sent.add(yaml);
        if (yaml.equals("wrong")) {
            throw new ProblemsException(PROBLEMS);
        }
        return STARTED;
    }

    @Override
    public String text(MigrationName migration) {
        return "migration: " + migration + "\n";
    }

    @Override
    public Runbook runbook(MigrationName migration) {
        return new Runbook(
                "notes",
                migration.value(),
                "legacy",
                "new",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                PROBLEMS,
                List.of("legacy: sampled 3 of about 7 rows"));
    }
}
