package dev.godwit.notely.proxy;

import java.util.Optional;

/**
 * A note store as a proxy reaches it.
 *
 * @param url of JDBC; a password is in the driver's own password file, never here
 */
public record StoreSettings(String name, String url, Optional<String> user) {}
