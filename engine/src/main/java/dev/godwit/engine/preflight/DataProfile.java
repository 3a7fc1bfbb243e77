package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowTrials.Row;
import dev.godwit.core.RowTrials.Sample;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sample of the source's rows, tried out in the target: what no definition tells. A table about which there is an error
 * already is left out, for its rows would be refused for that reason. Only between two PostgreSQL databases.
 *
 * <p>A row that can't move is an error where all units are to move, and a warning otherwise: nobody knows whether its unit
 * is among them.
 */
final class DataProfile {
    /** What a look at one table costs is bounded by this, some megabytes, and seconds. */
    private static final int ROWS = 10_000;

    private final Plan plan;
    private final StoreFacts from;
    private final StoreFacts to;
    private final List<Problem> known;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> looked = new ArrayList<>();

    private DataProfile(Plan plan, StoreFacts from, StoreFacts to, List<Problem> known) {
        this.plan = plan;
        this.from = from;
        this.to = to;
        this.known = known;
    }

    /** @param known what the definitions told */
    static Findings of(Plan plan, StoreFacts from, StoreFacts to, Store source, Store target, List<Problem> known) {
        DataProfile profile = new DataProfile(plan, from, to, known);
        if (from.dialect() == Dialect.POSTGRESQL
                && to.dialect() == Dialect.POSTGRESQL
                && from.tables().size() == plan.keyspace().entities().size()
                && to.tables().size() == from.tables().size()) {
            profile.look(source, target);
        }
        return new Findings(profile.problems, profile.looked);
    }

    private void look(Store source, Store target) {
        Map<?, RowShape> shapes;
        try {
            shapes = RowShapes.of(plan, from, to);
        } catch (GodwitException e) {
            // A column of a key or unit is missing, which is among the known problems.
            return;
        }
        for (RowShape shape : shapes.values()) {
            TableInStore sender = table(from, shape);
            TableInStore receiver = table(to, shape);
            if (shape.form() == RowShape.Form.CONVERTED) {
                looked.add(sender.place() + ": not sampled, for columns change on their way");
            } else if (isSound(sender) && isSound(receiver)) {
                look(shape, sender, source, target);
            }
        }
    }

    private void look(RowShape shape, TableInStore table, Store source, Store target) {
        try {
            Optional<Sample> sample = source.rowTrials().sample(shape, ROWS);
            if (sample.isPresent() && !sample.get().rows().isEmpty()) {
                strays(table, sample.get());
                refusals(shape, table, sample.get(), target);
                looked.add(table.place() + ": " + summary(sample.get(), table.facts()));
            }
        } catch (GodwitException e) {
            looked.add(table.place() + ": its rows could not be tried out: " + e.getMessage());
        }
    }

    private void strays(TableInStore table, Sample sample) {
        sample.strays()
                .forEach(stray -> problems.add(problem(
                        ErrorCode.ROW_WITHOUT_PARENT,
                        table.place(),
                        words(
                                "%,d of %,d rows looked at point to a %s that %s, such as the one of key %s",
                                stray.rows(),
                                sample.rows().size(),
                                stray.parent(),
                                stray.missing() ? "does not exist" : "is of another unit",
                                stray.example()))));
    }

    private void refusals(RowShape shape, TableInStore table, Sample sample, Store target) {
        // Rows without a unit stay where they are, or are among the known problems.
        List<Row> moving =
                sample.rows().stream().filter(row -> row.unit().isPresent()).toList();
        target.rowTrials()
                .tryOut(shape, moving)
                .forEach(refusal -> problems.add(problem(
                        ErrorCode.ROW_REFUSED,
                        table.place(),
                        words(
                                "%s would refuse %,d of %,d rows looked at, such as the one of key %s: %s",
                                to.store(),
                                refusal.rows(),
                                sample.rows().size(),
                                refusal.example(),
                                refusal.reason()))));
    }

    private Problem problem(ErrorCode code, String place, String message) {
        return plan.takesAll() ? Problem.error(code, place, message) : Problem.warning(code, place, message);
    }

    private static String summary(Sample sample, TableFacts facts) {
        int rows = sample.rows().size();
        long all = Math.max(rows, facts.estimatedRows());
        String looked = sample.complete()
                ? words("looked at all rows (%,d)", rows)
                : facts.estimatedRows() > 0
                        ? words("sampled %,d of about %,d rows", rows, all)
                        : words("looked at the first %,d rows", rows);
        return looked + largestRow(sample) + largestUnit(sample, all);
    }

    private static String largestRow(Sample sample) {
        return sample.rows().stream()
                .max(Comparator.comparingLong(Row::size))
                .map(row -> words("; the largest has about %,d bytes (key %s)", row.size(), row.key()))
                .orElse("");
    }

    private static String largestUnit(Sample sample, long all) {
        int rows = sample.rows().size();
        return sample.rows().stream()
                .flatMap(row -> row.unit().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(unit -> sample.complete()
                        ? words("; the largest unit, %s, has %,d of them", unit.getKey(), unit.getValue())
                        : words(
                                "; the largest unit among them, %s, has about %,d rows (%d %%)",
                                unit.getKey(), all * unit.getValue() / rows, 100 * unit.getValue() / rows))
                .orElse("");
    }

    private boolean isSound(TableInStore table) {
        return known.stream()
                .filter(Problem::stops)
                .map(Problem::place)
                .noneMatch(place -> place.equals(table.place()) || place.startsWith(table.place() + "."));
    }

    private static TableInStore table(StoreFacts store, RowShape shape) {
        TableFacts facts = store.tables().get(shape.entity().name());
        if (facts == null) {
            throw new IllegalStateException("no table for " + shape.entity().name());
        }
        return new TableInStore(store, shape.entity(), facts);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
