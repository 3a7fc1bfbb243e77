/** Who may do what with a control plane, and who did what, in the control store. */
@NullMarked
package dev.godwit.engine.access;

import org.jspecify.annotations.NullMarked;
