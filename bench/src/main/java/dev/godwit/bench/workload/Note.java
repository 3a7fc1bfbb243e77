package dev.godwit.bench.workload;

/**
 * One row of table {@code notes}. All but the identity follows from the id and the version, so that every column of every
 * row can be checked without remembering it.
 *
 * @param version 1 when it was created; each later update or deletion takes the next one
 */
public record Note(long id, String account, int seat, int version, String title, String body) {
    private static final int BODY_LENGTH = 200;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz     ";

    /** The note as it has to be in this version. */
    public static Note expected(NoteLayout layout, long slot, int version) {
        long id = layout.id(slot);
        return new Note(
                id,
                layout.account(layout.accountOf(slot)),
                layout.seatOf(slot),
                version,
                "note " + id + " v" + version,
                body(id, version));
    }

    private static String body(long id, int version) {
        StringBuilder body = new StringBuilder(BODY_LENGTH);
        long state = id * 0x9E3779B97F4A7C15L + version;
        while (body.length() < BODY_LENGTH) {
            // The finalizer of SplitMix64.
            state += 0x9E3779B97F4A7C15L;
            long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
            for (int letter = 0; letter < 8; letter++) {
                body.append(LETTERS.charAt((int) ((mixed >>> (letter * 8)) & 31) % LETTERS.length()));
            }
        }
        return body.substring(0, BODY_LENGTH);
    }
}
