package dev.godwit.bench.application;

import dev.godwit.bench.workload.Workload;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import java.util.List;
import java.util.Optional;

/**
 * What an application process is told when it starts.
 *
 * @param name unique among all that ever run; the database connections carry it
 * @param process its place among the processes, from 0; a replacement has the place of the one it replaces
 * @param godwitFolder the folder that Godwit's control plane runs in, or will run in
 * @param accounts how many accounts there are
 * @param notesPerAccount how many notes each had at the start
 * @param ledger the file with the users' record
 * @param history the file for what they ask and are answered; a new one for each process
 * @param residents how many users act at the same time, beside those who visit accounts that are being cut over
 * @param restMillis how long such a user rests after each operation
 */
public record ApplicationSettings(
        String name,
        int process,
        int processes,
        String godwitFolder,
        List<StoreAddress> stores,
        int accounts,
        int notesPerAccount,
        String ledger,
        String history,
        int residents,
        int restMillis,
        int countEveryMillis,
        long seed) {
    private static final int POOL = 16;

    Workload.Settings users() {
        return new Workload.Settings(process, processes, residents, restMillis, countEveryMillis, seed);
    }

    List<Plan.StoreAddress> storeAddresses() {
        return stores.stream()
                .map(store -> new Plan.StoreAddress(
                        new StoreName(store.name()),
                        store.url(),
                        Optional.of(store.user()),
                        Optional.of(new Secret("", "none")),
                        POOL))
                .toList();
    }

    /** Where the application finds a store. */
    public record StoreAddress(String name, String url, String user) {}
}
