package dev.godwit.server.plan;

import dev.godwit.core.ColumnTransform;
import dev.godwit.core.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The transforms on the class path, by name. */
final class FoundTransforms {
    private FoundTransforms() {}

    static Map<String, ColumnTransform> read(Findings findings) {
        Map<String, ColumnTransform> found = new HashMap<>();
        try {
            for (ColumnTransform transform : ServiceLoader.load(ColumnTransform.class)) {
                ColumnTransform other = found.putIfAbsent(transform.name(), transform);
                if (other != null) {
                    findings.report(
                            ErrorCode.PLAN_INVALID_VALUE,
                            "two transforms on the class path are called '" + transform.name() + "': "
                                    + other.getClass().getName() + " and "
                                    + transform.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError e) {
            findings.report(ErrorCode.PLAN_INVALID_VALUE, "a transform can't be loaded: " + e.getMessage());
        }
        return found;
    }
}
