package dev.godwit.examples.ownmigration;

import static dev.godwit.core.Step.Reversal.pointOfNoReturn;
import static dev.godwit.core.Step.Reversal.undo;

import dev.godwit.core.Stage;
import dev.godwit.core.Step;
import dev.godwit.core.StepContext;
import dev.godwit.core.Workflow;
import java.util.List;

/** Customers get a required column {@code tier} that takes the place of {@code vip}, while the application works. */
record RequiredTier(Database database) {
    private static final int BATCH = 1_000;

    Workflow workflow() {
        return new Workflow(
                "required-tier",
                List.of(
                        Stage.of("expand", addColumn(), fillNewRows()),
                        Stage.of("backfill", fillOldRows(), require()),
                        Stage.approved("contract", dropVip())));
    }

    private Step addColumn() {
        return Step.of(
                "add-column",
                "Add customers.tier, which may be empty",
                context -> database.define("alter table customers add column if not exists tier text"),
                context -> database.hasColumn("tier"),
                undo("Drop it", context -> database.define("alter table customers drop column if exists tier")));
    }

    private Step fillNewRows() {
        return Step.of(
                "fill-new-rows",
                "Let a trigger fill it in rows that are written by releases that only know vip",
                context -> database.define(Sql.CREATE_TRIGGER),
                context -> database.hasTrigger("customers_tier") || !database.hasColumn("vip"),
                undo("Drop the trigger", context -> database.define(Sql.DROP_TRIGGER)));
    }

    private Step fillOldRows() {
        return Step.of(
                "fill-old-rows",
                "Fill it in all other rows, " + BATCH + " at a time, resting as long as each batch took",
                this::fill,
                context -> database.number(Sql.EMPTY_ROWS) == 0,
                undo("Nothing: the values go with the column", context -> {}));
    }

    private void fill(StepContext context) throws Exception {
        long total = database.number(Sql.ALL_ROWS);
        long done = total - database.number(Sql.EMPTY_ROWS);
        long after = context.remembered().map(Long::parseLong).orElse(Long.MIN_VALUE);
        while (true) {
            context.progress(done, total);
            context.awaitNotPaused();
            long start = context.time().monotonicNanos();
            long last = database.number(Sql.FILL_BATCH, after, BATCH, after);
            if (last == after) {
                return;
            }
            context.remember(Long.toString(last));
            after = last;
            done = Math.min(total, done + BATCH);
            context.time().sleep(context.time().since(start));
        }
    }

    private Step require() {
        return Step.of(
                "require",
                "Prove that no row lacks it without blocking writers, then make it required",
                context -> {
                    database.define(Sql.ADD_CONSTRAINT);
                    database.define("alter table customers validate constraint customers_tier_known");
                    database.define(Sql.SET_NOT_NULL);
                },
                context -> database.isRequired("tier"),
                undo("Let it be empty again", context -> database.define(Sql.DROP_NOT_NULL)));
    }

    private Step dropVip() {
        return Step.of(
                "drop-vip",
                "Drop the trigger and customers.vip; approve when every release that runs writes tier",
                context -> database.define(Sql.DROP_VIP),
                context -> !database.hasColumn("vip"),
                pointOfNoReturn("the values of vip are gone"));
    }
}
