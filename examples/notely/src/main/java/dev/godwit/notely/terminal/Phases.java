package dev.godwit.notely.terminal;

import dev.godwit.core.Phase;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Phases of units, in the words of {@code godwit status}. */
final class Phases {
    private Phases() {}

    static String words(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Cell cell(Phase phase) {
        return new Cell(
                words(phase),
                switch (phase) {
                    case SETTLED -> Tone.FAINT;
                    case COPYING, CUTTING, CUTTING_BACK, CLEANING -> Tone.BUSY;
                    case SYNCED, PROBATION -> Tone.GOOD;
                });
    }

    /** {@code 7 settled · 3 copying}. */
    static String counted(Map<Phase, Long> phases) {
        String counted = new TreeMap<>(phases)
                .entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> Figures.count(entry.getValue()) + " " + words(entry.getKey()))
                        .collect(Collectors.joining(" \u00b7 "));
        return counted.isEmpty() ? "no unit yet" : counted;
    }
}
