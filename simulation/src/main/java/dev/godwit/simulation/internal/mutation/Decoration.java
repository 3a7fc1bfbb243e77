package dev.godwit.simulation.internal.mutation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts something between a port and whoever uses it. */
final class Decoration {
    private Decoration() {}

    /** What is in between. */
    @FunctionalInterface
    interface Between {
        /**
         * Answers a call.
         *
         * @param real carries out the call as it was meant
         */
        @Nullable
        Object answer(String method, @Nullable Object[] arguments, Real real) throws Throwable;
    }

    /** The real port. */
    @FunctionalInterface
    interface Real {
        @Nullable
        Object proceed() throws Throwable;
    }

    static <T> T of(Class<T> port, T real, Between between) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    @Nullable Object[] arguments = given == null ? new Object[0] : given;
                    // What is made of other calls has to have them go the same way.
                    Real next = method.isDefault() && inherits(real, method)
                            ? () -> InvocationHandler.invokeDefault(proxy, method, arguments)
                            : () -> invoke(real, method, arguments);
                    return between.answer(method.getName(), arguments, next);
                }));
    }

    private static boolean inherits(Object real, Method method) throws NoSuchMethodException {
        return real.getClass()
                .getMethod(method.getName(), method.getParameterTypes())
                .isDefault();
    }

    private static @Nullable Object invoke(Object real, Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
