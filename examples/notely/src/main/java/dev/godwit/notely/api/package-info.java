/** The REST API: what users and the load generator talk to. */
@NullMarked
package dev.godwit.notely.api;

import org.jspecify.annotations.NullMarked;
