package dev.godwit.notely.telemetry;

import java.util.List;

/** What is measured, and by what it is told apart. */
public enum Family {
    /** Requests of the REST API; the route is a template such as {@code /accounts/{id}}. */
    API_REQUESTS("notely_api_request_seconds", "Requests of the REST API.", "method route status"),
    /** Calls that a data proxy served; the version is that of the proxy. */
    PROXY_ACCESS("notely_proxy_access_seconds", "Calls of data proxies.", "version operation status"),
    /** Operations on a note store. */
    STORE_ACCESS("notely_store_access_seconds", "Operations on note stores.", "store operation status"),
    /** Answers that contradict what simulated users remember. */
    CONSISTENCY_MISSES("notely_consistency_miss_seconds", "Answers that were wrong.", "version operation"),
    /** Writes that had to wait for their unit, and those that were sent away. */
    DELAYED_WRITES("notely_delayed_write_seconds", "Writes that were held or refused.", "version outcome");

    private final String metric;
    private final String description;
    private final String labels;
    private final int labelCount;

    Family(String metric, String description, String labels) {
        this.metric = metric;
        this.description = description;
        this.labels = labels;
        this.labelCount = labels().size();
    }

    /** The name that Prometheus knows it by, with the unit. */
    public String metric() {
        return metric;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** What the labels of a series of this family mean, in order. */
    public List<String> labels() {
        return List.of(labels.split(" "));
    }

    /** How many labels a series of this family has. */
    int labelCount() {
        return labelCount;
    }
}
