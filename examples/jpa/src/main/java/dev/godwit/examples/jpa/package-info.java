/** A bank with Spring Boot and Hibernate. What it knows of Godwit is the annotation on its service. */
@NullMarked
package dev.godwit.examples.jpa;

import org.jspecify.annotations.NullMarked;
