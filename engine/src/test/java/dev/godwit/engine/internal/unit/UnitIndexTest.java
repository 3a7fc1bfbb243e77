package dev.godwit.engine.internal.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.Phase;
import dev.godwit.core.Side;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitState;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a list in which every unit is looked at, with units that come, change and go. */
class UnitIndexTest {
    private static final List<WaveName> WAVES = List.of(new WaveName("first"), new WaveName("rest"));

    @ParameterizedTest
    @CsvSource({"1, 300, a b-", "2, 300, ab\u00fc\u20ac", "3, 300, 'ab\n\u0000'", "4, 30000, abcdefghijklmnop0123"})
    void it_finds_what_looking_at_every_unit_finds(long seed, int units, String letters) {
        Random random = new Random(seed);
        UnitIndex index = new UnitIndex();
        Map<String, UnitRecord> plain = new TreeMap<>();
        for (int change = 0; change < units; change++) {
            String name = name(random, letters);
            if (random.nextInt(10) == 0 && plain.containsKey(name)) {
                index.remove(plain.remove(name));
            } else {
                UnitRecord record = record(
                        name, WAVES.get(random.nextInt(2)), Phase.values()[random.nextInt(Phase.values().length)]);
                index.put(record);
                plain.put(name, record);
            }
        }
        for (int question = 0; question < 60; question++) {
            UnitFilter filter = filter(random, letters);
            int limit = 1 + random.nextInt(20);
            assertThat(index.first(filter, limit)).as(filter.toString()).isEqualTo(first(plain, filter, limit));
        }
        assertThat(index.phases()).isEqualTo(phases(plain));
    }

    private static List<UnitRecord> first(Map<String, UnitRecord> plain, UnitFilter filter, int limit) {
        List<UnitRecord> found = new ArrayList<>();
        for (UnitRecord record : plain.values()) {
            boolean passes = filter.phase().map(record.phase()::equals).orElse(true)
                    && filter.wave().map(record.wave()::equals).orElse(true)
                    && filter.unit().map(record.unit()::equals).orElse(true)
                    && record.unit().value().contains(filter.text())
                    && filter.after()
                            .map(last -> record.unit().compareTo(last) > 0)
                            .orElse(true);
            if (passes && found.size() < limit) {
                found.add(record);
            }
        }
        return found;
    }

    private static Map<Phase, Long> phases(Map<String, UnitRecord> plain) {
        Map<Phase, Long> phases = new EnumMap<>(Phase.class);
        plain.values().forEach(record -> phases.merge(record.phase(), 1L, Long::sum));
        return phases;
    }

    private static UnitFilter filter(Random random, String letters) {
        Optional<Phase> phase = maybe(random, Phase.values()[random.nextInt(Phase.values().length)]);
        Optional<WaveName> wave = maybe(random, WAVES.get(random.nextInt(2)));
        String text = random.nextBoolean() ? "" : name(random, letters).substring(0, 1 + random.nextInt(2));
        Optional<UnitId> after = maybe(random, new UnitId(name(random, letters)));
        Optional<UnitId> unit =
                random.nextInt(10) == 0 ? Optional.of(new UnitId(name(random, letters))) : Optional.empty();
        return new UnitFilter(phase, wave, unit, text, after);
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextInt(3) == 0 ? Optional.of(value) : Optional.empty();
    }

    private static String name(Random random, String letters) {
        StringBuilder name = new StringBuilder();
        for (int length = 2 + random.nextInt(4); length > 0; length--) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    private static UnitRecord record(String name, WaveName wave, Phase phase) {
        return new UnitRecord(
                new UnitId(name),
                wave,
                new StoreName("legacy"),
                new StoreName("new"),
                new UnitState(phase, Side.SOURCE),
                Goal.MOVED,
                new Epoch(1),
                1,
                Flags.NONE,
                Optional.empty(),
                UnitRecord.Work.NONE,
                Leftover.NONE,
                Optional.empty());
    }
}
