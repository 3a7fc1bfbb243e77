package dev.godwit.server;

import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.server.access.Access;
import dev.godwit.server.access.CommandDesk;
import dev.godwit.server.access.Steering;
import dev.godwit.server.access.Tokens;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Who comes in, and what they may do, wired here. */
record Reception(Access access, Steering steering) {
    /** @param always whether tokens are needed even before there are any */
    static Reception of(AccessRecords records, Hosting hosting, PlanDesk plans, boolean always) {
        TimeSource time = new SystemTime();
        SecureRandom chance = new SecureRandom();
        CommandDesk desk = new CommandDesk(records, time, () -> HexFormat.of().toHexDigits(chance.nextLong()));
        return new Reception(
                new Access(records, new Tokens(records, time, chance), always),
                new Steering(new NamedControls(hosting), plans, hosting::twoPersons, desk));
    }
}
