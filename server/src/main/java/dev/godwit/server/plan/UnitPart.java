package dev.godwit.server.plan;

import dev.godwit.core.EntityName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.core.UnitRule.Bucketing;
import java.util.List;
import java.util.Optional;

/** Reads {@code unit}: how a row says to which unit it belongs. */
final class UnitPart {
    /** The unit of tables that move whole. */
    private static final UnitId ALL = UnitId.of("all");

    private static final int BUCKETS_MIN = 2;
    private static final int BUCKETS_MAX = 65_536;

    private UnitPart() {}

    static Optional<UnitRule> read(Value value) {
        return switch (value.node()) {
            case YamlNode.Scalar scalar ->
                scalar.text().equals("all") && !scalar.quoted()
                        ? Optional.of(new UnitRule.Whole(ALL, false))
                        : SqlName.column(value).map(UnitRule::column);
            case YamlNode.Sequence sequence -> ColumnList.read(value).map(UnitRule.Columns::new);
            case YamlNode.Mapping mapping -> value.section().flatMap(keys -> form(value, keys));
        };
    }

    private static Optional<UnitRule> form(Value value, Section keys) {
        Optional<Value> hash = keys.optional("hash");
        Optional<Value> modulo = keys.optional("modulo");
        Optional<Value> through = keys.optional("through");
        if (List.of(hash, modulo, through).stream().filter(Optional::isPresent).count() != 1) {
            return value.invalid("name one of 'hash', 'modulo' or 'through'");
        }
        Optional<UnitRule> rule = through.isPresent()
                ? through(through.get(), keys)
                : bucket(
                        hash.or(() -> modulo).orElseThrow(),
                        hash.isPresent() ? Bucketing.HASH : Bucketing.MODULO,
                        keys);
        keys.finish();
        return rule;
    }

    private static Optional<UnitRule> bucket(Value column, Bucketing bucketing, Section keys) {
        Optional<String> name = SqlName.column(column);
        Optional<Integer> buckets = keys.required("buckets").flatMap(value -> value.whole(BUCKETS_MIN, BUCKETS_MAX));
        return name.flatMap(known -> buckets.map(number -> new UnitRule.Bucket(known, bucketing, number)));
    }

    private static Optional<UnitRule> through(Value columns, Section keys) {
        Optional<List<String>> names = ColumnList.read(columns);
        Optional<EntityName> parent = keys.required("of").flatMap(value -> value.text(EntityName::new));
        return names.flatMap(known -> parent.map(entity -> new UnitRule.Through(known, entity)));
    }
}
