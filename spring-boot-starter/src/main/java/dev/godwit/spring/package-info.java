/**
 * The router in a Spring Boot application. {@link dev.godwit.spring.GodwitProperties} is the configuration, {@link
 * dev.godwit.spring.InUnit} says whose rows a method is about; the rest happens by itself.
 */
@NullMarked
package dev.godwit.spring;

import org.jspecify.annotations.NullMarked;
