package dev.godwit.bench.workload;

/**
 * Which notes can exist and who may write them. Every account has a resident, one simulated user that writes most of its
 * notes, and a few visitors, who write while the account is being cut over. Each note belongs to one of these seats for
 * ever, so that its writer knows exactly what it has to be. A note's place in this order is its slot.
 *
 * @param accounts how many accounts there are
 * @param notesPerAccount how many notes each account has at the start
 */
public record NoteLayout(int accounts, int notesPerAccount) {
    private static final String ACCOUNT = "account-";

    /** The seat of the one who lives in the account; visitors have the seats from 1 on. */
    public static final int RESIDENT = 0;
    /** Seats beside the resident's: one for each application process. */
    public static final int VISITORS = 2;
    /** Stars that each of the two notes with stars has at the start; users move them to and fro. */
    public static final long STARS_EACH = 500;
    /** Stars of an account, always. */
    public static final long STARS = 2 * STARS_EACH;
    /** Notes that the resident may create beyond those of the start. */
    private static final int SPARE = 24;

    private static final int VISITOR_SLOTS = 16;

    public NoteLayout {
        if (accounts < 1 || notesPerAccount < 2) {
            throw new IllegalArgumentException("at least 1 account of 2 notes");
        }
    }

    /** How many slots one seat has. */
    public int slotsOf(int seat) {
        return seat == RESIDENT ? notesPerAccount + SPARE : VISITOR_SLOTS;
    }

    /** The first slot of a seat. */
    public long firstSlot(int account, int seat) {
        long offset = seat == RESIDENT ? 0 : notesPerAccount + SPARE + (long) (seat - 1) * VISITOR_SLOTS;
        return (long) account * slotsPerAccount() + offset;
    }

    public int slotsPerAccount() {
        return notesPerAccount + SPARE + VISITORS * VISITOR_SLOTS;
    }

    public long slots() {
        return (long) accounts * slotsPerAccount();
    }

    public int accountOf(long slot) {
        return (int) (slot / slotsPerAccount());
    }

    public int seatOf(long slot) {
        int within = (int) (slot % slotsPerAccount()) - notesPerAccount - SPARE;
        return within < 0 ? RESIDENT : 1 + within / VISITOR_SLOTS;
    }

    /** Whether the note exists at the start. */
    public boolean atStart(long slot) {
        return slot % slotsPerAccount() < notesPerAccount;
    }

    public long notesAtStart() {
        return (long) accounts * notesPerAccount;
    }

    public long id(long slot) {
        return slot + 1;
    }

    public long slot(long id) {
        return id - 1;
    }

    /** The unit's name. */
    public String account(int account) {
        return ACCOUNT + "%05d".formatted(account);
    }

    /** Whether a unit is one of the accounts that have users. */
    public boolean isAccount(String name) {
        return name.startsWith(ACCOUNT);
    }

    public int account(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    /** The resident's first two notes, which are always written together, never deleted, and hold the account's stars. */
    public long twin(int account, int which) {
        return firstSlot(account, RESIDENT) + which;
    }

    /** How many stars the note has at the start. */
    public long starsAtStart(long slot) {
        return slot % slotsPerAccount() < 2 ? STARS_EACH : 0;
    }
}
