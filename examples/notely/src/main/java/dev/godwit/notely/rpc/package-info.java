/** JSON-RPC 2.0 over HTTP on loopback: what a server answers, how a client asks. Knows nothing of notes. */
@NullMarked
package dev.godwit.notely.rpc;

import org.jspecify.annotations.NullMarked;
