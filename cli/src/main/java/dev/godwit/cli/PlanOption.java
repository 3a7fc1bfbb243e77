package dev.godwit.cli;

import dev.godwit.core.Plan;
import dev.godwit.server.plan.PlanFile;
import dev.godwit.server.plan.WrittenPlan;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** The plan that a command is about, and where what was decided about it is kept. */
final class PlanOption {
    @Mixin
    private PlanFileOption plan = new PlanFileOption();

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** @throws dev.godwit.core.ProblemsException with everything that is wrong with the file */
    Plan read() {
        return readWritten().plan();
    }

    /** @throws dev.godwit.core.ProblemsException with everything that is wrong with the file */
    WrittenPlan readWritten() {
        return PlanFile.readWritten(file());
    }

    /** @throws dev.godwit.core.ProblemsException when the file can't be read as text */
    String text() {
        return plan.text();
    }

    Path file() {
        return plan.file();
    }

    RunSettings settings(int port) {
        return store.settings(port);
    }
}
