package dev.godwit.server;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.CommandDesk;
import dev.godwit.server.access.Permission;
import dev.godwit.server.access.Steering;
import dev.godwit.server.access.Tokens;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Who comes in, and what they may do, wired here. */
record Reception(Access access, Steering steering) {
    static Reception of(AccessRecords records, Hosting hosting, PlanDesk plans, ServerSettings settings) {
        TimeSource time = new SystemTime();
        SecureRandom chance = new SecureRandom();
        CommandDesk desk = new CommandDesk(records, time, () -> HexFormat.of().toHexDigits(chance.nextLong()));
        return new Reception(
                new Access(
                        records,
                        new Tokens(records, time, chance),
                        settings.reach().isPresent(),
                        settings.namesHidden() ? Set.of(Permission.SEE_NAMES) : Set.of(),
                        time),
                new Steering(new NamedControls(hosting), plans, hosting::twoPersons, desk));
    }
}
