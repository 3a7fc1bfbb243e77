/** Who may do what with a control plane. */
@NullMarked
package dev.godwit.server.access;

import org.jspecify.annotations.NullMarked;
