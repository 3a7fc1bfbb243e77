package dev.godwit.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * How a row says to which unit it belongs. Column names are those of the plan; see {@link Entity#columnIn}.
 *
 * <p>Whatever the rule is, a database computes the unit as a text inside a trigger, so a rule has to give the same text
 * in the SQL of every dialect that is used and in Java.
 */
public sealed interface UnitRule {
    /** The text of a column. */
    static UnitRule column(String column) {
        return new Columns(List.of(column));
    }

    /**
     * The columns of the row itself that decide, in order; empty when every row belongs to the same unit.
     *
     * <p>For {@link Through} these are the columns that name the parent.
     */
    List<String> columns();

    /** The texts of one or more columns, joined by {@link TupleText}. A row with a NULL among them has no unit. */
    record Columns(List<String> columns) implements UnitRule {
        public Columns {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Every row belongs to this one unit.
     *
     * @param reference whether rows of other units point to these: then the table is copied before all others, stays in
     *     the source until the end, and its mirrors answer the foreign keys
     */
    record Whole(UnitId unit, boolean reference) implements UnitRule {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /**
     * A number from 0 to {@code buckets - 1} that a column decides.
     *
     * @param buckets 2 to 65,536
     */
    record Bucket(String column, Bucketing bucketing, int buckets) implements UnitRule {
        @Override
        public List<String> columns() {
            return List.of(column);
        }

        /**
         * The unit of a row.
         *
         * @param text the column's, which for {@link Bucketing#MODULO} is a whole number of up to 64 bits
         */
        public UnitId unitOf(String text) {
            long number = bucketing.number(text);
            return UnitId.of(Long.toString(Math.floorMod(number, buckets)));
        }
    }

    /** How a bucket follows from a column. */
    enum Bucketing {
        /** The first 32 bits of the MD5 of the column's text in UTF-8, as an unsigned number, modulo the buckets. */
        HASH,
        /** The integer column modulo the buckets, never negative. */
        MODULO;

        private long number(String text) {
            return switch (this) {
                case HASH -> ByteBuffer.wrap(md5(text)).getInt() & 0xFFFF_FFFFL;
                case MODULO -> Long.parseLong(text);
            };
        }

        private static byte[] md5(String text) {
            try {
                return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has MD5", e);
            }
        }
    }

    /**
     * The unit of the row's parent.
     *
     * @param columns that hold the parent's key, in the order of that key
     * @param parent an entity of the same keyspace
     */
    record Through(List<String> columns, EntityName parent) implements UnitRule {
        public Through {
            columns = List.copyOf(columns);
        }
    }
}
