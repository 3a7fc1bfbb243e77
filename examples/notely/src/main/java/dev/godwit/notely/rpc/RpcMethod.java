package dev.godwit.notely.rpc;

import org.jspecify.annotations.Nullable;

/** What a server does when one of its methods is called. Thread-safe. */
@FunctionalInterface
public interface RpcMethod {
    /**
     * Carries a call out.
     *
     * @return what Jackson can write
     * @throws RpcException for the caller; whatever else is thrown is logged, and the caller is told nothing of it
     */
    @Nullable
    Object call(RpcParameters parameters);
}
