package dev.godwit.spring.internal;

import dev.godwit.core.UnitId;
import dev.godwit.router.Units;
import dev.godwit.spring.InUnit;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.Ordered;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Binds the unit of a method that says {@link InUnit}, outside of everything that may open a transaction. Thread-safe. */
final class InUnitAdvisor extends StaticMethodMatcherPointcutAdvisor implements MethodInterceptor {
    static final int ORDER = Ordered.LOWEST_PRECEDENCE - 200;
    private static final long serialVersionUID = 1L;

    private final transient ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
    private final transient SpelExpressionParser parser = new SpelExpressionParser();
    private final transient Map<String, Expression> expressions = new ConcurrentHashMap<>();

    InUnitAdvisor() {
        setAdvice(this);
        setOrder(ORDER);
    }

    @Override
    public boolean matches(Method method, Class<?> type) {
        return annotation(method, type) != null;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
        InUnit annotation = annotation(method, type);
        if (annotation == null) {
            return invocation.proceed();
        }
        try (Units.Binding binding = Units.bind(units(annotation.value(), method, invocation))) {
            return proceed(invocation, binding);
        }
    }

    /** The binding ends with the method. */
    @SuppressWarnings("UnusedVariable")
    private static @Nullable Object proceed(MethodInvocation invocation, Units.Binding binding) throws Throwable {
        return invocation.proceed();
    }

    private Set<UnitId> units(String text, Method method, MethodInvocation invocation) {
        Expression expression = expressions.computeIfAbsent(text, parser::parseExpression);
        Object value = expression.getValue(
                new MethodBasedEvaluationContext(Map.of(), method, invocation.getArguments(), names));
        Set<UnitId> units = switch (value) {
            case Collection<?> several ->
                several.stream().map(one -> unit(text, method, one)).collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of(unit(text, method, value));
        };
        if (units.isEmpty()) {
            throw new IllegalArgumentException("@InUnit(\"" + text + "\") of " + method + " names no unit");
        }
        return units;
    }

    private static UnitId unit(String text, Method method, @Nullable Object value) {
        return switch (value) {
            case null -> throw new IllegalArgumentException("@InUnit(\"" + text + "\") of " + method + " is null");
            case UnitId unit -> unit;
            case Object other -> UnitId.of(other.toString());
        };
    }

    private static @Nullable InUnit annotation(Method method, Class<?> type) {
        Method specific = AopUtils.getMostSpecificMethod(method, type);
        InUnit own = AnnotatedElementUtils.findMergedAnnotation(specific, InUnit.class);
        return own != null || method.getDeclaringClass() == Object.class
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(type, InUnit.class);
    }
}
