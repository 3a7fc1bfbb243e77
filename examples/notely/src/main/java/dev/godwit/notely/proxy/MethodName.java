package dev.godwit.notely.proxy;

/** What a proxy can be asked. */
enum MethodName {
    LIST_NOTES("ListNotes"),
    GET_NOTE("GetNote"),
    CREATE_NOTE("CreateNote"),
    UPDATE_NOTE("UpdateNote"),
    DELETE_NOTE("DeleteNote"),
    COUNT_NOTES("CountNotes"),
    GET_TOTAL_NOTES("GetTotalNotes"),
    HEALTH_CHECK("HealthCheck"),
    READY("Ready"),
    EXPORT_SHARD_STATS("ExportShardStats");

    private final String text;

    MethodName(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
