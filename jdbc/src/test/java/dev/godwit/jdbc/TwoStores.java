package dev.godwit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplyResult;
import dev.godwit.core.Chunk;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Fence;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows.CurrentRows;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema in two databases, {@code legacy} with the rows and {@code new} without them, and a mover by hand: what tests
 * of real schemas need.
 */
final class TwoStores {
    static final KeyspaceName KEYSPACE = new KeyspaceName("real");

    final Keyspace keyspace;
    final PostgresServer.Database legacy;
    final PostgresServer.Database target;
    final Store home;
    final Store mirror;
    final Client client;
    private final Map<EntityName, TableFacts> facts;
    private final Map<UnitId, MoverRight> rights = new HashMap<>();

    private TwoStores(Keyspace keyspace, List<String> definition, List<String> rows) {
        this.keyspace = keyspace;
        this.legacy = PostgresServer.newDatabase();
        this.target = PostgresServer.newDatabase();
        legacy.execute(definition.toArray(String[]::new));
        legacy.execute(rows.toArray(String[]::new));
        target.execute(definition.toArray(String[]::new));
        this.home = CloseWhatWasOpened.later(PostgresStores.open(keyspace, legacy.address("legacy")));
        this.mirror = CloseWhatWasOpened.later(PostgresStores.open(keyspace, target.address("new")));
        home.install(Role.HOME);
        mirror.install(Role.MOVED);
        this.facts = mirror.facts().tables();
        this.client = client();
    }

    /** Both stores have the definition, the first one the rows too. */
    static TwoStores of(List<Entity> entities, List<String> definition, String... rows) {
        return of(new Keyspace(KEYSPACE, entities), definition, rows);
    }

    static TwoStores of(Keyspace keyspace, List<String> definition, String... rows) {
        return new TwoStores(keyspace, definition, List.of(rows));
    }

    /** Somebody with a connection to the first store who does not know Godwit. */
    Client client() {
        return CloseWhatWasOpened.later(new Client(legacy));
    }

    Client mirrorClient() {
        return CloseWhatWasOpened.later(new Client(target));
    }

    /** All columns in the types that the second store has. */
    RowShape shape(Entity entity) {
        return new RowShape(
                entity,
                facts.get(entity.name()).columns().stream()
                        .filter(column -> !column.generated())
                        .map(column -> new RowShape.Column(planName(entity, column.name()), column.type()))
                        .toList());
    }

    private String planName(Entity entity, String name) {
        return entity.columns().getOrDefault(mirror.name(), Map.of()).entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    /** Starts a unit in both stores. */
    MoverRight start(String unit) {
        UnitId id = UnitId.of(unit);
        home.fences().start(Notes.MIGRATION, Role.HOME, List.of(id));
        Fence fence =
                mirror.fences().start(Notes.MIGRATION, Role.MIRROR, List.of(id)).get(id);
        MoverRight right = mirror.fences().acquire(id, fence.epoch()).orElseThrow();
        rights.put(id, right);
        return right;
    }

    /** Starts a unit and copies all its rows, parents first; gives the last keys of the chunks by entity. */
    Map<Entity, List<Key>> copy(String unit, int maxRows) {
        MoverRight right = start(unit);
        Map<Entity, List<Key>> lastKeys = new LinkedHashMap<>();
        for (Entity entity : keyspace.entitiesOf(right.unit())) {
            RowShape shape = shape(entity);
            Optional<Key> after = Optional.empty();
            Chunk chunk;
            do {
                chunk = home.rows().readChunk(shape, right.unit(), after, maxRows);
                mirror.rows().writeChunk(right, shape, chunk);
                after = chunk.lastKey();
                after.ifPresent(key ->
                        lastKeys.computeIfAbsent(entity, e -> new ArrayList<>()).add(key));
            } while (!chunk.isEmpty());
        }
        return lastKeys;
    }

    /** The marks of a unit as {@code entity:key}, sorted and once each. */
    List<String> marked(String unit) {
        return marks(unit).stream()
                .map(mark -> mark.entity() + ":" + mark.key())
                .distinct()
                .sorted()
                .toList();
    }

    List<Mark> marks(String unit) {
        return home.marks()
                .read(UnitId.of(unit), MarkBatch.FROM_THE_START, 10_000)
                .marks();
    }

    void forgetMarks() {
        home.marks().backlog().forEach(backlog -> home.marks().purge(backlog.unit()));
    }

    /** Drains the marks of a unit: what is gone children first, what is there parents first. */
    void drain(String unit) {
        List<Mark> marks = marks(unit);
        List<Entity> parentsFirst = keyspace.entitiesOf(UnitId.of(unit));
        for (Entity entity : parentsFirst.reversed()) {
            CurrentRows rows = read(unit, entity, marks);
            CurrentRows nothing = home.rows().readKeys(shape(entity), UnitId.of(unit), Set.of());
            apply(unit, entity, new CurrentRows(nothing.present(), List.of(), rows.absentKeys()));
        }
        for (Entity entity : parentsFirst) {
            CurrentRows rows = read(unit, entity, marks);
            apply(unit, entity, new CurrentRows(rows.present(), rows.presentKeys(), List.of()));
        }
        home.marks().delete(marks);
    }

    private CurrentRows read(String unit, Entity entity, List<Mark> marks) {
        Set<Key> keys = new LinkedHashSet<>();
        marks.stream().filter(mark -> mark.entity().equals(entity.name())).forEach(mark -> keys.add(mark.key()));
        return home.rows().readKeys(shape(entity), UnitId.of(unit), keys);
    }

    private void apply(String unit, Entity entity, CurrentRows rows) {
        MoverRight right = rights.get(UnitId.of(unit));
        if (right == null) {
            throw new IllegalStateException(unit + " was not started");
        }
        ApplyResult result = mirror.rows().apply(right, shape(entity), rows);
        assertThat(result.foreign()).isEmpty();
    }

    /** The mirror has the same rows of the unit, and so many of each entity. */
    void assertEqual(String unit, long... counts) {
        List<Entity> entities = keyspace.entitiesOf(UnitId.of(unit));
        for (int i = 0; i < entities.size(); i++) {
            RowShape shape = shape(entities.get(i));
            var here = home.rows().digest(shape, UnitId.of(unit), KeyRange.ALL);
            assertThat(mirror.rows().digest(shape, UnitId.of(unit), KeyRange.ALL))
                    .as("%s of %s", entities.get(i).name(), unit)
                    .isEqualTo(here);
            assertThat(here.count())
                    .as("%s of %s", entities.get(i).name(), unit)
                    .isEqualTo(counts[i]);
        }
    }
}
