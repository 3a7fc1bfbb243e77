package dev.godwit.rollout;

import java.util.Arrays;
import java.util.Optional;

/** How traffic goes over to a new version. In all of them the new version is started beside the running one first. */
public enum ReleaseKind {
    /** Both versions at random for a while, half of the requests each. */
    ROLLING("rolling"),
    /** All at once; the old version stands by for a while. */
    BLUE_GREEN("blue-green"),
    /** In steps of 1, 5, 25, 50 and 100 percent. */
    WEIGHTED("weighted"),
    /** First none: requests are mirrored to the new version and its answers compared. Then all at once. */
    SHADOW("shadow");

    private final String text;

    ReleaseKind(String text) {
        this.text = text;
    }

    /** The name in requests and settings. */
    public String text() {
        return text;
    }

    /** The kind of that name, if there is one. */
    public static Optional<ReleaseKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
