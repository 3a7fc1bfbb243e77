package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges the URL of a store. What could weaken a session (its {@code options}, several hosts of which one may be a
 * standby) is refused, and so is a password; no message repeats a URL that may contain one.
 */
final class StoreUrl {
    private static final Pattern FORM =
            Pattern.compile("jdbc:postgresql://(?<host>[^/?#]+)/(?<database>[^/?#]*)(\\?(?<parameters>.*))?");
    private static final Pattern LOCAL_FORM = Pattern.compile("jdbc:postgresql:[^/].*");
    private static final Pattern ALLOWED_PARAMETER = Pattern.compile(
            "ssl[a-zA-Z]*|gss[a-zA-Z]*|channelBinding|connectTimeout|tcpKeepAlive|tcpNoDelay|requireAuth");
    private static final Pattern PORT = Pattern.compile("(\\[[^]]+]|[^:]+)(:(?<port>\\d{1,5}))?");
    private static final Map<String, String> OTHER_DATABASES = Map.of(
            "jdbc:mysql:", "MySQL stores",
            "jdbc:mariadb:", "MariaDB stores");

    private StoreUrl() {}

    /**
     * The URL, with a file's name completed.
     *
     * @param folder from which files are named
     */
    static Optional<String> read(Value value, Path folder) {
        return value.text()
                .flatMap(url -> url.startsWith(SqliteUrl.PREFIX)
                        ? SqliteUrl.read(value, url, folder)
                        : Optional.of(url).filter(sound -> isSound(value, sound)));
    }

    private static boolean isSound(Value value, String url) {
        for (Map.Entry<String, String> other : OTHER_DATABASES.entrySet()) {
            if (url.startsWith(other.getKey())) {
                value.notSupported(value.path() + ": " + other.getValue() + " are not supported yet");
                return false;
            }
        }
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            String hint = LOCAL_FORM.matcher(url).matches() ? "; name the host" : "";
            value.invalid(
                    "a store's URL looks like jdbc:postgresql://host:5432/database or jdbc:sqlite:file.db" + hint);
            return false;
        }
        boolean sound = hostIsSound(value, matcher.group("host"));
        if (matcher.group("database").isEmpty()) {
            value.invalid("the URL names no database");
            sound = false;
        }
        String parameters = matcher.group("parameters");
        return (parameters == null || parametersAreSound(value, parameters)) && sound;
    }

    private static boolean hostIsSound(Value value, String host) {
        if (host.contains("@")) {
            inClear(value);
            return false;
        }
        if (host.contains(",")) {
            value.notSupported(value.path() + ": several hosts are not supported yet; name the primary alone");
            return false;
        }
        Matcher matcher = PORT.matcher(host);
        if (!matcher.matches() || (matcher.group("port") != null && !isPort(matcher.group("port")))) {
            value.invalid("a host is a name or address, with :port after it if it is not 5432");
            return false;
        }
        return true;
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port < 65_536;
    }

    private static boolean parametersAreSound(Value value, String parameters) {
        boolean sound = true;
        for (String parameter : parameters.split("&", -1)) {
            String name = parameter.split("=", 2)[0];
            if (name.toLowerCase(Locale.ROOT).contains("password")) {
                inClear(value);
                sound = false;
            } else if (name.equals("user")) {
                value.invalid("give the user as the key 'user' of the store, not in the URL");
                sound = false;
            } else if (!name.isEmpty() && !ALLOWED_PARAMETER.matcher(name).matches()) {
                value.notSupported(value.path() + ": the parameter '" + name + "' is not supported; in the URL only"
                        + " those of encryption and connecting are, the rest of a session is set by Godwit");
                sound = false;
            }
        }
        return sound;
    }

    private static void inClear(Value value) {
        value.findings()
                .report(
                        ErrorCode.PLAN_SECRET_IN_CLEAR,
                        value.line(),
                        value.path() + " contains a password; give it as the key 'password' of the store");
    }
}
