package dev.godwit.notely.terminal;

import dev.godwit.core.Flags;
import dev.godwit.core.Phase;
import dev.godwit.notely.note.Account;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One account and where its notes are. Immutable.
 *
 * @param phase of its unit; absent in the workshop, which knows only whether an account is migrating
 * @param flags of its unit
 * @param home the store that takes its writes
 * @param notes how many it has; absent when that is not known
 */
public record AccountView(Account account, Optional<Phase> phase, Flags flags, String home, OptionalLong notes) {}
