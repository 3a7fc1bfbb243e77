package dev.godwit.testkit.kit;

import static dev.godwit.testkit.kit.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Role;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** A row that is hidden must not look as if it had been deleted. */
final class SightLaws {
    @Law(needs = Ability.HIDES_ROWS)
    void whoever_can_not_see_all_rows_gets_an_error_and_no_answer(Scene scene) {
        TestStore seeing = scene.fresh(Role.HOME);
        TestRow row = scene.row(scene.unit());
        scene.write(seeing, row);
        Store blinded = seeing.blinded().orElseThrow();
        questions(blinded, seeing.shape(), row)
                .forEach((name, question) -> assertFails(name, ErrorCode.STORE_RIGHTS_MISSING, question));
        // Whoever sees all has an answer to each of them.
        for (ThrowingSupplier<?> question :
                questions(seeing.store(), seeing.shape(), row).values()) {
            assertThat(Refusals.failureOf(() -> Refusals.answer(question))).isEmpty();
        }
    }

    private static Map<String, ThrowingSupplier<?>> questions(Store store, RowShape shape, TestRow row) {
        UnitId unit = row.unit();
        Entity entity = shape.entity();
        return Map.of(
                "chunk", () -> store.rows().readChunk(shape, unit, Optional.empty(), 10),
                "keys", () -> store.rows().readKeys(shape, unit, List.of(row.key())),
                "digest", () -> store.rows().digest(shape, unit, KeyRange.ALL),
                "page", () -> store.rows().digestNext(shape, unit, Optional.empty(), 10),
                "rows of a range", () -> store.rows().rowDigests(shape, unit, KeyRange.ALL),
                "rows of keys", () -> store.rows().rowDigests(shape, unit, List.of(row.key())),
                "units with rows", () -> store.rows().unitsWithRows(shape, List.of(unit)),
                "units", () -> store.rows().units(entity, Optional.empty(), 10),
                "unlisted units", () -> store.fences().unlistedUnits(10),
                "default",
                        () -> store.fences()
                                .changeDefault(store.fences().readDefault().epoch(), Role.MOVED));
    }

    @Law(needs = Ability.HIDES_ROWS)
    void preflight_is_told_from_whom_rows_are_hidden(Scene scene) {
        TestStore seeing = scene.bare();
        Store blinded = seeing.blinded().orElseThrow();
        assertThat(Stream.of(seeing.store(), blinded)
                        .flatMap(store -> store.facts().tables().values().stream())
                        .map(TableFacts::rowSecurityApplies))
                .containsExactly(false, true);
    }
}
