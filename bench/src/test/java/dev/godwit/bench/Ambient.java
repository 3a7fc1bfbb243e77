package dev.godwit.bench;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Time and chance that code can reach for without being handed them, and the few who may. */
final class Ambient {
    /** The classes that own a clock or a source of randomness; everybody else is given one. */
    private static final Set<String> OWNERS =
            Set.of("dev.godwit.core.SystemTime", "dev.godwit.testkit.SeededScheduler");

    private static final String CONSTRUCTOR = "<init>";

    private static final Map<String, Set<String>> FORBIDDEN = Map.of(
            "java.time.Instant", Set.of("now"),
            "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.lang.Thread", Set.of("sleep"),
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.lang.Math", Set.of("random"),
            "java.util.Random", Set.of(CONSTRUCTOR),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"));

    private Ambient() {}

    static boolean mayBeUsedBy(JavaClass user) {
        return user.getPackageName().startsWith("dev.godwit.bench") || OWNERS.contains(outermost(user));
    }

    static ArchCondition<JavaClass> useTimeOrChance() {
        return new ArchCondition<>("use the ambient clock, sleep or randomness") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                user.getAccessesFromSelf().forEach(access -> report(access, events));
            }
        };
    }

    private static void report(JavaAccess<?> access, ConditionEvents events) {
        if (isForbidden(access.getTarget())) {
            events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
        }
    }

    private static boolean isForbidden(AccessTarget target) {
        return FORBIDDEN.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static String outermost(JavaClass user) {
        return user.getEnclosingClass().map(Ambient::outermost).orElse(user.getName());
    }
}
