package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationStatus;
import dev.godwit.server.runbook.Runbook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A stage on the line of a migration's time. */
public record StageMark(String name, State state) {
    /** Whether it is over. */
    public enum State {
        DONE("done"),
        NOW("under way"),
        LATER("to come");

        private final String inWords;

        State(String inWords) {
            this.inWords = inWords;
        }

        public String inWords() {
            return inWords;
        }
    }

    /** The names of a runbook's stages, each once, in their order. */
    static List<String> names(Runbook runbook) {
        Set<String> names = new LinkedHashSet<>();
        runbook.stages().forEach(step -> names.add(step.name().replaceFirst(": .*", "")));
        return List.copyOf(names);
    }

    /** The stages of a migration that goes on, is over, or is taken back. */
    static List<StageMark> of(List<String> names, MigrationStatus status) {
        int now = names.indexOf(status.stage());
        List<StageMark> marks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean over = status.stage().equals("done") || i < now || (i == 0 && names.size() > 1);
            marks.add(new StageMark(names.get(i), i == now ? State.NOW : over ? State.DONE : State.LATER));
        }
        if (now < 0) {
            marks.add(new StageMark(status.stage(), status.ended() ? State.DONE : State.NOW));
        }
        return List.copyOf(marks);
    }
}
