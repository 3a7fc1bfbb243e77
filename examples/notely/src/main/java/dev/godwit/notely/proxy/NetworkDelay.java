package dev.godwit.notely.proxy;

import java.time.Duration;

/** How long a call is made to wait before and after it is carried out, as on a network; each time anew between the two. */
public record NetworkDelay(Duration least, Duration most) {
    public static final NetworkDelay NONE = new NetworkDelay(Duration.ZERO, Duration.ZERO);

    public NetworkDelay {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException("a network delay is from 0 up: " + least + ".." + most);
        }
    }
}
