package dev.godwit.server.internal.http;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.server.Reach;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * With what a server proves over TLS who it is.
 *
 * @param names under which it may be addressed, by its certificate
 */
public record Identification(Tls tls, Set<String> names) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    /**
     * Reads certificate and key.
     *
     * @throws GodwitException with {@link ErrorCode#TLS_FILES_UNREADABLE} when they can't be read, or name nobody
     */
    public static Identification read(Reach reach) {
        requireReadable(reach.certificate());
        requireReadable(reach.key());
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(reach.key())).certChain(Resource.create(reach.certificate())))
                    .build();
            List<X509Certificate> chain = keys.certChain();
            Set<String> names = chain.isEmpty() ? Set.of() : names(chain.getFirst());
            if (names.isEmpty() || keys.privateKey().isEmpty()) {
                throw unreadable(reach.certificate() + " has no certificate with a DNS name or IP address", null);
            }
            Tls tls = Tls.builder()
                    .privateKey(keys.privateKey().get())
                    .privateKeyCertChain(chain)
                    .build();
            return new Identification(tls, names);
        } catch (RuntimeException | CertificateParsingException e) {
            if (e instanceof GodwitException refusal) {
                throw refusal;
            }
            // What the library says may quote from the key.
            throw unreadable(
                    reach.certificate() + " and " + reach.key() + " are no certificate and private key in PEM", e);
        }
    }

    /** The name by which others are told to find the server. */
    public String firstName() {
        return names.iterator().next();
    }

    private static void requireReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw unreadable(file + " is no file that this user may read", null);
        }
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        Set<String> names = new LinkedHashSet<>();
        Collection<List<?>> alternatives =
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
        for (List<?> name : alternatives) {
            Object kind = name.get(0);
            if (kind.equals(DNS_NAME) || kind.equals(IP_ADDRESS)) {
                names.add(name.get(1).toString());
            }
        }
        return names;
    }

    private static GodwitException unreadable(String message, @Nullable Exception cause) {
        return cause == null
                ? new GodwitException(ErrorCode.TLS_FILES_UNREADABLE, message)
                : new GodwitException(ErrorCode.TLS_FILES_UNREADABLE, message, cause);
    }
}
