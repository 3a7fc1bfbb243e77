package dev.godwit.testkit.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A promise that every store keeps. The method's name is the law; it gets a {@link Scene}, and is asked once for each
 * isolation level when it also wants an {@code Isolation}, once for each key column when it wants a {@link KeyColumn}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Law {
    /** What the database has to be able to do for the law to mean something. */
    Ability[] needs() default {};

    /** Whether it takes so long, and depends on settings so little, that it is asked in the ordinary setting only. */
    boolean once() default false;
}
