package dev.godwit.simulation.internal;

import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Phase;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.ControlStore.StepState;
import dev.godwit.engine.spi.LatencyRecord;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.PlanText;
import dev.godwit.engine.spi.Seat;
import dev.godwit.engine.spi.StoreIdentity;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.engine.spi.WaveRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a control store keeps, for all servers that share it. */
final class ControlRecords {
    final Map<KeyspaceName, StoreName> defaultHomes = new TreeMap<>();
    final Map<KeyspaceName, Long> revisions = new TreeMap<>();
    final Map<MigrationName, MigrationRecord> migrations = new TreeMap<>();
    final Map<MigrationName, KeyspaceName> keyspaces = new TreeMap<>();
    final Map<MigrationName, PlanText> plans = new TreeMap<>();
    final Map<WaveName, WaveRecord> waves = new TreeMap<>();
    final Map<UnitId, UnitRecord> units = new TreeMap<>();
    final Map<String, StepState> steps = new TreeMap<>();
    final Map<String, String> memories = new TreeMap<>();
    final Map<StoreName, StoreIdentity> identities = new TreeMap<>();
    final List<Alarm> alarms = new ArrayList<>();
    final List<LatencyRecord> latencies = new ArrayList<>();
    final List<JournalEntry> journal = new ArrayList<>();
    Seat seat = Seat.NEVER_TAKEN;
    private final Coverage coverage;
    private final Set<UnitId> gaveUp = new HashSet<>();

    ControlRecords(Coverage coverage) {
        this.coverage = coverage;
    }

    void put(UnitRecord record) {
        UnitRecord old = units.put(record.unit(), record);
        coverage.entered(record.phase());
        boolean changes = record.phase().cutting();
        if (changes && old != null && !old.phase().cutting() && gaveUp.remove(record.unit())) {
            coverage.reached(Milestone.CUTOVER_REPEATED);
        }
        if (old != null && old.phase().cutting() && !changes) {
            if (old.state().home() == record.state().home()) {
                gaveUp.add(record.unit());
            } else if (record.phase() == Phase.SYNCED) {
                coverage.reached(Milestone.HOME_CHANGED_BACK);
            }
        }
    }

    void lead(Seat next) {
        boolean changed = seat.server().isPresent() && !seat.server().equals(next.server());
        coverage.reached(Milestone.LEAD_CHANGED, changed ? 1 : 0);
        seat = next;
    }

    long nextRevision(KeyspaceName keyspace) {
        return revisions.merge(keyspace, 1L, Long::sum);
    }

    void journal(String subject, String message) {
        coverage.reached(Milestone.FENCES_REASSERTED, message.contains("were asserted again") ? 1 : 0);
        journal.add(new JournalEntry(journal.size() + 1L, "-", subject, message));
    }
}
