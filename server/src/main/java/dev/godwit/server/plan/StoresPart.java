package dev.godwit.server.plan;

import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Secret;
import dev.godwit.core.StoreName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code stores}. */
final class StoresPart {
    private static final int POOL_MIN = 4;
    private static final int POOL_MAX = 64;

    private final Secrets secrets;
    private final Path folder;

    StoresPart(Secrets secrets, Path folder) {
        this.secrets = secrets;
        this.folder = folder;
    }

    List<StoreAddress> read(Section plan) {
        List<StoreAddress> stores = new ArrayList<>();
        plan.required("stores")
                .flatMap(Value::section)
                .ifPresent(
                        section -> section.all().forEach(value -> store(value).ifPresent(stores::add)));
        return stores;
    }

    private Optional<StoreAddress> store(Value value) {
        Optional<StoreName> name = value.keyAs(StoreName::new);
        Optional<Section> section = value.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section keys = section.get();
        Optional<String> url = keys.required("url").flatMap(address -> StoreUrl.read(address, folder));
        Optional<String> user = keys.optional("user").flatMap(Value::text);
        Optional<Secret> password = keys.optional("password").flatMap(secrets::find);
        int pool = keys.optional("pool")
                .flatMap(found -> found.whole(POOL_MIN, POOL_MAX))
                .orElse(PlanDefaults.POOL);
        keys.notSupported("install", "; one role does everything");
        keys.notSupported("mover", "; one role does everything");
        keys.notSupported("tls", "; give sslmode, sslrootcert and the like as parameters of the URL");
        keys.finish();
        return name.flatMap(known -> url.map(address -> new StoreAddress(known, address, user, password, pool)));
    }
}
