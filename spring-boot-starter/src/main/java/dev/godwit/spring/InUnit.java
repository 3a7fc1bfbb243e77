package dev.godwit.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whose rows a method is about, so that its transaction goes to that unit's home:
 *
 * <pre>{@code
 * @InUnit("#order.account")
 * @Transactional
 * public void place(Order order) { ... }
 * }</pre>
 *
 * <p>The unit is bound before the transaction opens, and a transaction that is refused because the unit changes its home
 * is repeated, so the method has no side effects outside the database. On a type it holds for all its methods, whose
 * parameters then share the name. Where no method knows the unit, such as in a web filter, bind it with {@link
 * dev.godwit.router.Units}; repetition works then too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface InUnit {
    /**
     * An expression of Spring's language over the method's parameters. Its value is the unit as the unit column's text, or
     * a collection of units that have the same home. Null is an error.
     */
    String value();
}
