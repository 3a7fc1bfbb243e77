package dev.godwit.engine.preflight;

import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.UnitRule.Bucket;

/** The expression of a bucket, as an index needs it so that the reading of one bucket does not read all others. */
record BucketExpression(String column, Bucket bucket) {
    /** What a person types. */
    String sql() {
        return switch (bucket.bucketing()) {
            case HASH ->
                "(('x' || substr(md5(" + column + "::text), 1, 8))::bit(32)::bigint % " + bucket.buckets() + ")";
            case MODULO ->
                "((" + column + " % " + bucket.buckets() + " + " + bucket.buckets() + ") % " + bucket.buckets() + ")";
        };
    }

    /** Whether the index begins with it, however the database spells that. */
    boolean isOn(IndexFacts index) {
        return !index.columns().isEmpty() && plain(index.columns().getFirst()).equals(plain(sql()));
    }

    private static String plain(String expression) {
        return expression.replaceAll("[\\s()\"]", "").replaceAll("::(text|bigint|integer|smallint)", "");
    }
}
