package dev.godwit.engine.doctor;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.Problem;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the control store says that a person has to look at. Stateless. */
final class Attention {
    private static final int UNITS_MAX = 20;

    private Attention() {}

    static List<Problem> of(Optional<MigrationRecord> migration, List<UnitRecord> units) {
        List<Problem> problems = new ArrayList<>();
        migration.ifPresent(record -> add(problems, "migration " + record.name(), record.flags()));
        units.stream()
                .filter(unit -> unit.flags().attention().isPresent())
                .limit(UNITS_MAX)
                .forEach(unit -> add(problems, "unit " + unit.unit(), unit.flags()));
        return problems;
    }

    /** A reason begins with the code of the error that it was. */
    private static void add(List<Problem> problems, String place, Flags flags) {
        flags.attention().ifPresent(reason -> {
            ErrorCode code = Arrays.stream(ErrorCode.values())
                    .filter(each -> reason.startsWith(each + ": "))
                    .findFirst()
                    .orElse(ErrorCode.INTERNAL);
            problems.add(Problem.error(code, place, reason.replaceFirst("^" + code + ": ", "")));
        });
    }
}
