package dev.godwit.engine.internal.control;

import dev.godwit.engine.spi.WorkflowRecord;
import dev.godwit.engine.spi.WorkflowRecord.Outcome;
import dev.godwit.engine.spi.WorkflowRecord.View;
import dev.godwit.engine.spi.WorkflowRecord.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of users' workflows in the control store. Each change says in its condition what it relies on. */
final class WorkflowRows {
    private static final String COLUMNS = "name, wish, outcome, no_return, paused, attention, deadline, runner,"
            + " heartbeat_millis, steps, stage, step, waits_for, done, total, per_second,"
            + " (select count(*) from step where step.workflow = workflow.name and state = 'DONE') as steps_done";

    private WorkflowRows() {}

    static void insert(Handle handle, String name) {
        handle.createUpdate(
                        "insert into workflow (name, wish, outcome, heartbeat_millis, steps, stage, step, waits_for,"
                                + " done, total, per_second) values (:name, 'RUN', 'OPEN', 0, 0, '', '', '', 0, 0, 0)"
                                + " on conflict (name) do nothing")
                .bind("name", name)
                .execute();
    }

    static Optional<WorkflowRecord> find(Handle handle, String name) {
        return handle.createQuery("select " + COLUMNS + " from workflow where name = :name")
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne();
    }

    static List<String> names(Handle handle) {
        return handle.createQuery("select name from workflow order by name")
                .mapTo(String.class)
                .list();
    }

    /** Whether the runner has it now: it had it before, nobody has, or its heartbeat is too old. */
    static boolean take(Handle handle, String name, String runner, long nowMillis, long staleAfterMillis) {
        return handle.createUpdate("update workflow set runner = :runner, heartbeat_millis = :now where name = :name"
                                + " and (runner is null or runner = :runner or heartbeat_millis < :stale)")
                        .bind("name", name)
                        .bind("runner", runner)
                        .bind("now", nowMillis)
                        .bind("stale", nowMillis - staleAfterMillis)
                        .execute()
                == 1;
    }

    /** Whether the runner still has it; shows where it is. */
    static boolean keep(Handle handle, String name, String runner, long nowMillis, View view) {
        return handle.createUpdate("update workflow set heartbeat_millis = :now, stage = :stage, step = :step,"
                                + " waits_for = :waits, done = :done, total = :total, per_second = :rate"
                                + " where name = :name and runner = :runner")
                        .bind("now", nowMillis)
                        .bind("stage", view.stage())
                        .bind("step", view.step())
                        .bind("waits", view.waitsFor())
                        .bind("done", view.done())
                        .bind("total", view.total())
                        .bind("rate", view.perSecond())
                        .bind("name", name)
                        .bind("runner", runner)
                        .execute()
                == 1;
    }

    static void resign(Handle handle, String name, String runner) {
        handle.createUpdate("update workflow set runner = null where name = :name and runner = :runner")
                .bind("name", name)
                .bind("runner", runner)
                .execute();
    }

    /** Changes the row if the condition still holds; the texts are this class's neighbours', never a user's. */
    static boolean change(Handle handle, String name, String assignments, String condition) {
        return handle.createUpdate("update workflow set " + assignments + " where name = :name and " + condition)
                        .bind("name", name)
                        .execute()
                == 1;
    }

    static boolean runs(Handle handle, String name, String runner) {
        return handle.createUpdate("update workflow set runner = :runner where name = :name and runner = :runner")
                        .bind("name", name)
                        .bind("runner", runner)
                        .execute()
                == 1;
    }

    static void describe(Handle handle, String name, Optional<Instant> deadline, int steps) {
        handle.createUpdate("update workflow set deadline = :deadline, steps = :steps where name = :name")
                .bind("name", name)
                .bind("deadline", deadline.map(Instant::toString).orElse(null))
                .bind("steps", steps)
                .execute();
    }

    static void flag(Handle handle, String name, Optional<String> paused, Optional<String> attention) {
        handle.createUpdate("update workflow set paused = :paused, attention = :attention where name = :name")
                .bind("name", name)
                .bind("paused", paused.orElse(null))
                .bind("attention", attention.orElse(null))
                .execute();
    }

    static void passNoReturn(Handle handle, String name, String step) {
        handle.createUpdate("update workflow set no_return = :step where name = :name")
                .bind("name", name)
                .bind("step", step)
                .execute();
    }

    static void approve(Handle handle, String name, String stage) {
        handle.createUpdate("insert into workflow_approval (workflow, stage) values (:name, :stage)"
                        + " on conflict (workflow, stage) do nothing")
                .bind("name", name)
                .bind("stage", stage)
                .execute();
    }

    static boolean approved(Handle handle, String name, String stage) {
        return handle.createQuery("select 1 from workflow_approval where workflow = :name and stage = :stage")
                .bind("name", name)
                .bind("stage", stage)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void forgetApprovals(Handle handle, String name) {
        handle.createUpdate("delete from workflow_approval where workflow = :name")
                .bind("name", name)
                .execute();
    }

    private static WorkflowRecord read(ResultSet row) throws SQLException {
        return new WorkflowRecord(
                row.getString("name"),
                Wish.valueOf(row.getString("wish")),
                Outcome.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getString("no_return")),
                UnitRows.flags(row.getString("paused"), row.getString("attention")),
                Optional.ofNullable(row.getString("deadline")).map(Instant::parse),
                Optional.ofNullable(row.getString("runner")),
                row.getLong("heartbeat_millis"),
                row.getInt("steps_done"),
                row.getInt("steps"),
                new View(
                        row.getString("stage"),
                        row.getString("step"),
                        row.getString("waits_for"),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getDouble("per_second")));
    }
}
