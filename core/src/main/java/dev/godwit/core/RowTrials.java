package dev.godwit.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bounded look at rows before a migration starts: some of one store, and whether another one would take them. Nothing
 * that lasts is changed. Thread-safe; all methods throw {@link GodwitException} when the store can't be asked, with {@link
 * ErrorCode#STORE_STATEMENT_TIMEOUT} when it takes longer than some seconds.
 */
public interface RowTrials {
    /** Of stores that can't tell. */
    RowTrials NONE = new RowTrials() {
        @Override
        public Optional<Sample> sample(RowShape shape, int limit) {
            return Optional.empty();
        }

        @Override
        public List<Refusal> tryOut(RowShape shape, List<Row> rows) {
            return List.of();
        }
    };

    /**
     * Rows from all over a table, the same ones each time; the first ones of a table whose size is not known.
     *
     * @param limit how many rows at the most; fewer when they are large
     */
    Optional<Sample> sample(RowShape shape, int limit);

    /** Which of the rows this store's table would refuse, by reason. */
    List<Refusal> tryOut(RowShape shape, List<Row> rows);

    /**
     * Rows of a table.
     *
     * @param complete whether these are all
     * @param strays of those rows whose foreign keys lead nowhere or to other units
     */
    record Sample(List<Row> rows, boolean complete, List<Stray> strays) {
        public Sample {
            rows = List.copyOf(rows);
            strays = List.copyOf(strays);
        }
    }

    /**
     * One row.
     *
     * @param unit absent when it has none
     * @param values as texts, in the order of the shape
     */
    record Row(Key key, Optional<String> unit, List<@Nullable String> values) {
        /** About how many bytes it has. */
        public long size() {
            return values.stream()
                    .mapToLong(value -> value == null ? 0 : value.length())
                    .sum();
        }
    }

    /**
     * Rows that point to a row that is not where they are.
     *
     * @param missing whether there is no such parent at all; otherwise it is of another unit
     * @param example the key of one of them
     */
    record Stray(EntityName parent, boolean missing, long rows, Key example) {}

    /**
     * Rows that a table refuses.
     *
     * @param reason in words, without values
     * @param example the key of one of them
     */
    record Refusal(String reason, long rows, Key example) {}
}
