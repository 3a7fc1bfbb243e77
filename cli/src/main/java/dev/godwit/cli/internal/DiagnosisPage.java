package dev.godwit.cli.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Diagnosis.RecordSight;
import dev.godwit.engine.doctor.Diagnosis.StoreSight;
import dev.godwit.server.words.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the doctor saw, as people read it: the stores, the record, then what somebody should look at. Pure. */
public final class DiagnosisPage {
    private static final int HOLDERS_MAX = 10;

    private DiagnosisPage() {}

    public static List<String> render(Diagnosis diagnosis, Look look) {
        List<String> lines = new ArrayList<>();
        lines.add(look.paint(Paint.TITLE, "Keyspace " + diagnosis.keyspace() + ", migration " + diagnosis.migration()));
        diagnosis.stores().forEach(store -> lines.addAll(store(store, look)));
        lines.add(diagnosis.record().map(DiagnosisPage::record).orElse("Control store: there is none."));
        diagnosis
                .leftovers()
                .forEach(left -> lines.add(look.paint(Paint.WAITS, "left over") + " in store " + left.store()
                        + ": " + Figures.count(left.count()) + " " + Look.clean(left.what()) + ": "
                        + Look.clean(left.why())
                        + ". To remove: " + Look.clean(left.command())));
        lines.add("");
        if (diagnosis.findings().isEmpty()) {
            lines.add("Nothing to do.");
            return lines;
        }
        // What is left over was listed above, with more.
        for (Problem finding : diagnosis.findings().stream()
                .filter(found -> found.code() != ErrorCode.LEFTOVERS
                        || diagnosis.leftovers().isEmpty())
                .toList()) {
            String word = finding.stops() ? "error" : "warning";
            lines.add(look.paint(finding.stops() ? Paint.ATTENTION : Paint.WAITS, word) + " " + finding.code() + " "
                    + Look.clean(finding.place()) + ": " + Look.clean(finding.message()));
            lines.add("  Next: " + finding.code().nextStep() + " ("
                    + finding.code().page() + ")");
        }
        return lines;
    }

    private static List<String> store(StoreSight store, Look look) {
        if (!store.answers()) {
            return List.of(look.paint(Paint.ATTENTION, "Store " + store.store() + ": does not answer."));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Store " + store.store() + ": " + Look.clean(store.database()) + ", version " + store.version() + ", "
                + (store.objects() == 0 ? "nothing of Godwit" : store.objects() + " objects of Godwit"));
        store.defaultRole()
                .ifPresent(role -> lines.add("  by default " + role + "; fences " + counts(store.roles()) + "; "
                        + Figures.count(store.inFlight()) + " units in flight, " + Figures.count(store.marks())
                        + " marks"
                        + (store.marks() == 0 ? "" : ", the oldest " + Figures.millis(store.oldestMarkMillis()))));
        store.holders().stream()
                .limit(HOLDERS_MAX)
                .forEach(holder -> lines.add("  writes at this moment: " + Look.clean(holder)));
        return lines;
    }

    private static String record(RecordSight record) {
        String leads = record.leader().map(server -> server + " leads").orElse("nobody leads");
        if (!record.known()) {
            return "Control store: " + leads + "; it does not know the migration.";
        }
        return "Control store: " + leads + "; the migration " + (record.ended() ? "has ended" : "has not ended")
                + "; units " + counts(record.phases()) + ".";
    }

    private static String counts(Map<String, Long> numbers) {
        return numbers.isEmpty()
                ? "none"
                : new TreeMap<>(numbers)
                        .entrySet().stream()
                                .map(entry -> Figures.count(entry.getValue()) + " " + entry.getKey())
                                .collect(Collectors.joining(", "));
    }
}
