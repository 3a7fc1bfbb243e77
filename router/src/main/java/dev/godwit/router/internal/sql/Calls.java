package dev.godwit.router.internal.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Calls through proxies of JDBC's interfaces, which are too wide to be written down. */
final class Calls {
    private Calls() {}

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? Calls.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                handler));
    }

    /** Calls the method of the object; what it throws comes out as it is. */
    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw rethrow(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new SQLException("can't call " + method, e);
        }
    }

    private static SQLException rethrow(Throwable thrown) {
        return switch (thrown) {
            case SQLException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error error -> throw error;
            default -> new SQLException(thrown);
        };
    }
}
