/** Documents for people: runbook, hand-over, news for customers; in Markdown, and from that in HTML. */
@NullMarked
package dev.godwit.server.document;

import org.jspecify.annotations.NullMarked;
