package dev.godwit.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of the router. It is there when {@code godwit.keyspace} is set. Immutable.
 *
 * @param keyspace the keyspace of the plan
 * @param controlPlane where the control plane answers, such as http://godwit.internal:8080, or all its servers,
 *     separated by commas. A file: URI is a folder in which 'godwit run' leaves its address; without any, that is looked for
 *     in the working directory and above it
 * @param initialHome the store in which everything lives as long as no migration has begun
 * @param withoutUnit the store for tables outside of the plan, used while no unit is bound; without it such statements
 *     are refused
 * @param holdLimit how long a transaction waits at the most for its unit's home before it begins
 * @param shadowReads the share of named reads, from 0 to 1, that are compared with the mirror of a unit that is ready to
 *     move; see Router.read
 * @param repeats how often a refused transactional method is run again at the most
 * @param stores every store of the keyspace, by its name in the plan
 */
@ConfigurationProperties("godwit")
public record GodwitProperties(
        String keyspace,
        @DefaultValue List<URI> controlPlane,
        String initialHome,
        @Nullable String withoutUnit,
        @DefaultValue("2s") Duration holdLimit,
        @DefaultValue("0") double shadowReads,
        @DefaultValue("8") int repeats,
        Map<String, Store> stores) {
    public GodwitProperties {
        controlPlane = List.copyOf(controlPlane);
        stores = Map.copyOf(stores);
    }

    /**
     * One store.
     *
     * @param url the JDBC URL of its primary
     * @param username the application's user there
     * @param password the user's password
     * @param pool how many connections are kept at the most
     */
    public record Store(
            String url,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("10") int pool) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Store[url=" + url + ", username=" + username + ", pool=" + pool + "]";
        }
    }
}
