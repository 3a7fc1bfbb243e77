package dev.godwit.rollout;

/** Sends no requests to an instance that is down, and tells whoever else wants to know. */
record TrafficFollows(TrafficSplit<?> traffic, Watch.Listener next) implements Watch.Listener {
    @Override
    public void down(Instance instance, String reason) {
        traffic.down(instance.version());
        next.down(instance, reason);
    }

    @Override
    public void up(Instance instance) {
        traffic.up(instance.version());
        next.up(instance);
    }

    @Override
    public void givenUp(Instance instance, String reason) {
        next.givenUp(instance, reason);
    }
}
