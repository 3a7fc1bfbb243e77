/** A bank with Spring Boot and JdbcClient. What it knows of Godwit is the annotation on its service. */
@NullMarked
package dev.godwit.examples.springjdbc;

import org.jspecify.annotations.NullMarked;
