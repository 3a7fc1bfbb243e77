package dev.godwit.notely.terminal;

/**
 * One column of a table.
 *
 * @param number whether it is written to the right, so that digits of one weight stand below one another
 * @param givesWay when there is too little room
 */
record Column(String title, boolean number, GivesWay givesWay) {
    /** In which order columns become narrower. */
    enum GivesWay {
        FIRST,
        SECOND,
        LAST
    }

    static Column text(String title) {
        return new Column(title, false, GivesWay.LAST);
    }

    static Column flexible(String title) {
        return new Column(title, false, GivesWay.SECOND);
    }

    /** A text whose beginning says enough. */
    static Column dispensable(String title) {
        return new Column(title, false, GivesWay.FIRST);
    }

    static Column number(String title) {
        return new Column(title, true, GivesWay.LAST);
    }
}
