package vn.hanoi.datahub.benchmarks;

import java.time.LocalDateTime;

/** The CloudEvents envelope of the simulated city's events. */
final class CityEvents {

    private CityEvents() {}

    /** Writes everything up to the first field of the data; the caller writes the fields and closes both objects. */
    static void begin(StringBuilder json, String agency, String type, String subject, String id, LocalDateTime time) {
        json.append("{\"specversion\":\"1.0\",\"type\":\"vn.hanoi.")
                .append(type)
                .append("\",\"source\":\"urn:hanoi:agency:")
                .append(agency)
                .append("\",\"id\":\"")
                .append(id)
                .append("\",\"subject\":\"")
                .append(subject)
                .append("\",\"time\":\"")
                .append(text(time))
                .append("\",\"data\":{");
    }

    /** Returns a city time with its offset. */
    static String text(LocalDateTime time) {
        String text = time.toString();
        return text + (time.getSecond() == 0 ? ":00+07:00" : "+07:00");
    }
}
