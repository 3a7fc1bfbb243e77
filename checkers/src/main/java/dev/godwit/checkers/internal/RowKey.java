package dev.godwit.checkers.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What identifies a row, in the order in which both databases give the rows. Immutable. */
sealed interface RowKey extends Comparable<RowKey> {
    /** Whole numbers by their value. */
    record Numeric(BigInteger number) implements RowKey {
        @Override
        public int compareTo(RowKey other) {
            return switch (other) {
                case Numeric same -> number.compareTo(same.number);
                case Textual text -> throw text.mixed();
            };
        }

        @Override
        public String toString() {
            return number.toString();
        }
    }

    /** All else by the bytes of its text. */
    record Textual(String text) implements RowKey {
        @Override
        public int compareTo(RowKey other) {
            return switch (other) {
                case Numeric number -> throw mixed();
                case Textual same ->
                    Arrays.compareUnsigned(
                            text.getBytes(StandardCharsets.UTF_8), same.text.getBytes(StandardCharsets.UTF_8));
            };
        }

        IllegalStateException mixed() {
            return new IllegalStateException("the key is a number in one database and a text in the other");
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
