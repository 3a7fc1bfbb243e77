/** The accounts, and what their flags mean. */
@NullMarked
package dev.godwit.notely.account;

import org.jspecify.annotations.NullMarked;
